"""Rasa's own command line, with a clock in Keras: how long each epoch of each model took, and how many steps it had.

`python timed_rasa.py EPOCHS.json train …` runs in stock Rasa's environment. Nothing of Rasa is changed: a callback is added to what
Rasa gives to Keras.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

FITS: list[dict[str, Any]] = []


def main() -> None:
    """Run Rasa, and write down what was fitted."""
    result = Path(sys.argv.pop(1))
    _add_clock(import_module("tensorflow").keras)
    try:
        import_module("rasa.__main__").main()
    finally:
        result.write_text(json.dumps(FITS), encoding="utf-8")


def _add_clock(keras: Any) -> None:
    """Let every fit of a Keras model write down its epochs."""
    fit = keras.Model.fit

    class Clock(keras.callbacks.Callback):
        """Seconds of each epoch, and of its median step once the graph is built."""

        def __init__(self, kept: dict[str, Any], generator: Any) -> None:
            super().__init__()
            self._kept, self._generator = kept, generator

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self._began, self._steps = time.perf_counter(), list[float]()
            self._batch = getattr(self._generator, "_current_batch_size", 0)

        def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
            self._step_began = time.perf_counter()

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self._steps.append(time.perf_counter() - self._step_began)

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            took = time.perf_counter() - self._began
            steady = self._steps if epoch else self._steps[1:]  # the very first step builds the graph
            self._kept["epochs"].append(
                {"batch_size": self._batch, "steps": len(self._steps), "seconds": took,
                 "step_seconds": statistics.median(steady) if steady else None}
            )  # fmt: skip

    def timed_fit(self: Any, x: Any = None, *args: Any, callbacks: Any = None, **kwargs: Any) -> Any:
        kept: dict[str, Any] = {
            "model": type(self).__name__,
            "batch_sizes": getattr(x, "batch_size", None),
            "epochs": [],
        }
        FITS.append(kept)
        return fit(self, x, *args, callbacks=[*(callbacks or ()), Clock(kept, x)], **kwargs)

    keras.Model.fit = timed_fit


if __name__ == "__main__":
    main()
