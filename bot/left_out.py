"""Leaves out of this process what Rasa imports and none of our turns uses: TensorFlow, other channels, other databases.

Rasa imports all of its parts with their packages before it knows which ones a model needs: half of the memory and most of
the start. Here such a package is an empty one: its names can be imported, annotated with and inherited from, and whoever
calls one is told that it was left out. A model with a part of Rasa's own that needs them gets them (`is_light`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# What only other models, channels, trackers and tools of Rasa's use.
UNUSED = frozenset({
    "tensorflow", "tensorflow_addons", "keras", "tensorboard", "h5py", "jax", "jaxlib", "sklearn_crfsuite",
    "aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk", "socketio", "engineio",
    "sanic_cors", "sanic_jwt", "aio_pika", "confluent_kafka", "kafka", "pika", "boto3", "botocore", "pymongo", "redis",
    "matplotlib", "networkx", "pydot", "prompt_toolkit", "questionary", "requests_toolbelt", "sentry_sdk",
})  # fmt: skip
# What training needs and serving does not.
ONLY_TRAINING = frozenset({"apscheduler", "dask", "joblib", "skops", "sklearn"})
# The parts of Rasa's own that need none of them; ours are in `bot.nlu`.
LIGHT = frozenset({"MemoizationPolicy", "AugmentedMemoizationPolicy", "RulePolicy"})
OURS = "bot.nlu."
EMPTY = "_is_left_out"


class LeftOut(Exception):
    """Something was called that this process left out."""


def parts_of(config: Mapping[str, Any]) -> list[str]:
    """The names of the pipeline's and the policies' parts in a `config.yml` that was read."""
    return [part["name"] for kind in ("pipeline", "policies") for part in config.get(kind) or ()]


def is_light(parts: Iterable[str]) -> bool:
    """Whether a model of these parts works without what is left out."""
    return all(part.startswith(OURS) or part in LIGHT for part in parts)


def leave_out(packages: Iterable[str]) -> None:
    """From now on, importing one of the packages gives an empty one; what was imported before stays."""
    sys.meta_path.insert(0, _Empty(frozenset(packages)))


class _Nothing(type):
    """The class of every name in an empty package, and of the classes that inherit from one: these are as they are."""

    def __getattr__(cls, name: str) -> Any:
        if EMPTY not in vars(cls):
            raise AttributeError(f"{cls.__qualname__} has no {name}")
        return _named(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *given: Any, **more: Any) -> Any:
        if EMPTY not in vars(cls):
            return super().__call__(*given, **more)
        if len(given) == 1 and callable(given[0]) and not more:
            return given[0]  # a decorator
        raise LeftOut(
            f"{cls.__module__}.{cls.__qualname__} was called, but is left out of this process (bot/left_out.py); "
            f"a model of parts that need it, or another list there, brings it back"
        )

    def __getitem__(cls, _: Any) -> Any:
        return cls  # an annotation

    def __or__(cls, other: Any) -> Any:
        return cls


class _EmptyPackage(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return _named(self.__name__, name)


class _Empty(MetaPathFinder, Loader):
    def __init__(self, packages: frozenset[str]) -> None:
        self._packages = packages

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] not in self._packages:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _EmptyPackage(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing: it is empty."""


def _named(owner: str, name: str) -> Any:
    # Python asks for names such as __file__ and __wrapped__ to learn what is not there; TensorFlow has an __internal__.
    if name.startswith("__") and name != "__internal__":
        raise AttributeError(f"{owner} is left out, and has no {name}")
    return _Nothing(name, (), {"__module__": owner, EMPTY: True})
