"""Which score tells best that a message is about none of the topics: several, compared on held-out folds of data/nlu.yml.

Run: `python -m evaluation.scope_comparison`. The numbers in docs/decisions/0004-declining.md are made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from bot.nlu.scope_score import FOLDS, OUT_OF_SCOPE, train_classifier
from bot.nlu.sentence_encoder import default_encoder

NLU = Path(__file__).parent.parent / "data" / "nlu.yml"
C = 10.0
FALSE_DECLINES = 0.05
Scores = npt.NDArray[np.float64]


def read_examples(path: Path = NLU) -> tuple[list[str], list[str]]:
    """(sentences, intents) of a Rasa NLU file."""
    texts, labels = [], []
    for entry in yaml.safe_load(path.read_text())["nlu"]:
        for line in entry["examples"].splitlines():
            texts.append(line.removeprefix("- ").strip())
            labels.append(entry["intent"])
    return texts, labels


def compare() -> dict[str, Scores]:
    """Held-out scores of being in scope for every sentence, by method; higher is more in scope."""
    texts, labels = read_examples()
    x, y = default_encoder().encode(texts).astype(np.float64), np.array(labels)
    scores: dict[str, Scores] = {}
    for fit, held in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(x, y):
        for name, found in _scores_of_fold(x, y, fit, held):
            scores.setdefault(name, np.zeros(len(y)))[held] = found
    scores["truth"] = (y != OUT_OF_SCOPE).astype(np.float64)
    return scores


def _scores_of_fold(
    x: Scores, y: npt.NDArray[np.str_], fit: npt.NDArray[np.int64], held: npt.NDArray[np.int64]
) -> Iterator[tuple[str, Scores]]:
    inside = y[fit] != OUT_OF_SCOPE
    known_only = LogisticRegression(C=C, max_iter=500).fit(x[fit][inside], y[fit][inside])
    logits = known_only.decision_function(x[held])
    yield "largest softmax", known_only.predict_proba(x[held]).max(axis=1)
    yield "energy", np.log(np.exp(logits).sum(axis=1))
    yield "nearest 3 examples", np.sort(x[held] @ x[fit][inside].T, axis=1)[:, -3:].mean(axis=1)
    with_outside = LogisticRegression(C=C, max_iter=500).fit(x[fit], y[fit])
    yield (
        "out-of-scope class",
        1 - with_outside.predict_proba(x[held])[:, list(with_outside.classes_).index(OUT_OF_SCOPE)],
    )
    trained = train_classifier(x[fit].astype(np.float32), list(y[fit]))
    yield "calibrated over all (used)", np.array([trained.judge(row.astype(np.float32)).in_scope for row in x[held]])


def main() -> None:
    """Print the comparison."""
    scores = compare()
    truth = scores.pop("truth") > 0
    table = Table(title=f"{(~truth).sum()} out-of-scope and {truth.sum():,} in-scope sentences, {FOLDS} folds")
    for column in ("score", "recall at 5 % false declines", "AUROC"):
        table.add_column(column, justify="left" if column == "score" else "right")
    for name, found in scores.items():
        threshold = np.quantile(found[truth], FALSE_DECLINES)
        table.add_row(name, f"{(found[~truth] < threshold).mean():.3f}", f"{roc_auc_score(truth, found):.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
