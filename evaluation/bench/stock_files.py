"""The stock bot as files: this project's own domain and data, Rasa's pipeline, and what a Rasa author would add to read names.

Written into a temporary folder; the tree is only read.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advising.model import Snapshot
from bot.nlu.lexicon import ENTITY_OF_KIND
from bot.settings import ROOT
from evaluation.stock import STOCK

# Named in more than one way: a longer part of the pipeline than the classifier alone.
LEARNING = ("DIETClassifier", "UnexpecTEDIntentPolicy", "TEDPolicy")
EXTRACTOR, MAPPER = "RegexEntityExtractor", "EntitySynonymMapper"
SHORTEST_NAME = 3
# Entities with names to look up -> {name: id of its subject}
Names = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class StockProject:
    """A folder with a Rasa project in it, as `rasa init` lays it out."""

    folder: Path

    @property
    def tracker_database(self) -> Path:
        """Where Rasa's SQLTrackerStore keeps conversations."""
        return self.folder / "tracker.db"


def write_project(
    folder: Path, epochs: int, names: Names, *, examples_per_intent: int | None = None, tree: Path = ROOT
) -> StockProject:
    """Write the stock bot's files.

    Args:
        folder: Where to; it is made.
        epochs: How often each model that learns sees all examples.
        names: What is to be looked up.
        examples_per_intent: Take only so many sentences of each intent, to try things out; None takes all.
        tree: The project whose domain and data are used.
    """
    (folder / "data").mkdir(parents=True)
    shutil.copy(tree / "domain.yml", folder)
    for path in sorted((tree / "data").glob("*.yml")):
        shutil.copy(path, folder / "data")
    if examples_per_intent is not None:
        _shorten(folder / "data" / "nlu.yml", examples_per_intent)
    _write(folder / "data" / "names.yml", names_to_look_up(names))
    _write(folder / "config.yml", with_names_and_epochs(yaml.safe_load(STOCK.read_text(encoding="utf-8")), epochs))
    _write(folder / "credentials.yml", {"rest": None})
    return StockProject(folder)


def write_endpoints(project: StockProject, actions_port: int) -> Path:
    """Where the actions are, and the tracker store: Rasa's own, on SQLite."""
    path = project.folder / "endpoints.yml"
    store = {"type": "SQL", "dialect": "sqlite", "db": str(project.tracker_database)}
    _write(path, {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}, "tracker_store": store})
    return path


def with_names_and_epochs(config: dict[str, Any], epochs: int) -> dict[str, Any]:
    """The stock configuration, which learns for so many epochs and looks names up in tables.

    DIET is not made to learn entities as well, which the tables find; that makes it cheaper to train, never dearer.
    """
    pipeline: list[dict[str, Any]] = []
    for part in config["pipeline"]:
        if part["name"] == MAPPER:  # it puts the id in the place of the name that was found before it
            pipeline.append({"name": EXTRACTOR, "use_regexes": False})
        changed = {"epochs": epochs} if part["name"] in LEARNING else {}
        changed |= {"entity_recognition": False} if part["name"] == "DIETClassifier" else {}
        pipeline.append({**part, **changed})
    policies = [{**part, "epochs": epochs} if part["name"] in LEARNING else part for part in config["policies"]]
    return {**config, "pipeline": pipeline, "policies": policies}


def names_of(snapshot: Snapshot) -> Names:
    """The names in the knowledge base by entity; one that several subjects bear is the first one's."""
    found: Names = {}
    taken: set[str] = set()
    for subject in snapshot.subjects.values():
        entity = ENTITY_OF_KIND.get(subject.kind)
        for name in (subject.name, subject.short, *subject.aliases):
            if entity and len(name) >= SHORTEST_NAME and name.casefold() not in taken and name.isprintable():
                taken.add(name.casefold())
                found.setdefault(entity, {})[name] = subject.id
    return found


def names_to_look_up(names: Names) -> dict[str, Any]:
    """Rasa's training data for names: a lookup table an entity, synonyms that give ids, and one annotated sentence each.

    Without an annotated sentence Rasa leaves an entity's table unread.
    """
    by_subject: dict[str, list[str]] = {}
    for entity_names in names.values():
        for name, subject in entity_names.items():
            by_subject.setdefault(subject, []).append(name)
    tables = [
        {"lookup": entity, "examples": _lines(sorted(found, key=len, reverse=True))} for entity, found in names.items()
    ]
    synonyms = [{"synonym": subject, "examples": _lines(found)} for subject, found in by_subject.items()]
    sentences = [f"tell me about [{_plainest(found)}]({entity})" for entity, found in names.items()]
    return {"version": "3.1", "nlu": [*tables, *synonyms, {"intent": "programme", "examples": _lines(sentences)}]}


def _plainest(names: Mapping[str, str]) -> str:
    """A name without the signs that mean something in Rasa's sentences."""
    return min((name for name in names if name.replace(" ", "").isalpha()), key=len)


def _lines(texts: list[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _shorten(path: Path, examples: int) -> None:
    """Keep only the first sentences of each intent."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    for entry in found["nlu"]:
        lines = entry.get("examples", "").splitlines(keepends=True)
        entry["examples"] = "".join(lines[:examples])
    _write(path, found)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")
