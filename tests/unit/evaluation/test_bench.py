"""The comparison with stock Rasa: what its figures are made of, and what its lock file holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.bench.plots import all_plots
from evaluation.bench.report import comparisons, markdown
from evaluation.bench.script import KINDS, Script, ScriptError, read_script
from evaluation.bench.sides import OURS, STOCK
from evaluation.bench.stock_environment import locked_versions
from evaluation.bench.stock_files import names_to_look_up, with_names_and_epochs
from evaluation.bench.summary import Compared, extrapolated, over_rounds, percentiles, steps_of, within
from evaluation.bench.training import add_sentence
from evaluation.stock import STOCK as STOCK_CONFIG


def side(ms: float, start_s: float, a_second: float, p99: float, training: dict[str, Any]) -> dict[str, Any]:
    kinds = {kind: {"p50": ms, "p95": ms + 1, "p99": ms + 2, "count": 10, "silent": 0} for kind in (*KINDS, "all")}
    throughput = [{"clients": 1, "a_second": a_second, "p50": ms, "p95": p99, "p99": p99}]
    memory = {"after start": {"server": 500.0, "all": 500.0}}
    return {
        "kinds": kinds, "start_s": start_s, "throughput": throughput, "memory": memory, "training": training,
        "growth": {"5": ms, "50": ms * 2},
    }  # fmt: skip


def fit(*epochs: tuple[int, float, float | None], sizes: Any = (64, 256)) -> dict[str, Any]:
    rows = [{"steps": steps, "seconds": seconds, "step_seconds": step} for steps, seconds, step in epochs]
    return {"model": "DIET", "batch_sizes": list(sizes) if isinstance(sizes, tuple) else sizes, "epochs": rows}


def record() -> dict[str, Any]:
    stock_training = {"seconds": 100.0, "fits": [fit((4, 20.0, 1.0), (1, 2.0, 2.0))]}
    rounds = [
        {
            OURS: side(ms, 4.0, 50.0, 100.0, {"seconds": 20.0, "again_seconds": 10.0}),
            STOCK: side(60.0, 40.0, 10.0, 200.0, stock_training),
        }
        for ms in (10.0, 30.0, 20.0)
    ]
    return {
        "rounds": rounds, "options": {"stock_epochs": 2, "messages": 1000, "turns": [5, 50], "cores": 2},
        "versions": {STOCK: {"rasa": "3.6.21"}}, "notes": ["a note | with a bar"],
        "knowledge": {"x1": {"fact": percentiles([1.0]), "recommendation": percentiles([2.0]), "start_s": 4.0, "memory_mb": 1}},
        "breakdown": {"NLU": 6.0, "encoder alone": 3.0},
    }  # fmt: skip


def row(found: dict[str, Any], measure: str) -> Compared:
    return next(one for one in comparisons(found) if one.measure == measure)


def test_percentiles_are_values_that_were_measured() -> None:
    """A percentile is the value that so many of a hundred stay within; of nothing there is none."""
    assert percentiles([float(number) for number in range(100, 0, -1)]) == {
        "p50": 50,
        "p95": 95,
        "p99": 99,
        "count": 100,
    }
    assert percentiles([7.0]) == {"p50": 7.0, "p95": 7.0, "p99": 7.0, "count": 1}
    assert percentiles([]) == {"count": 0}


def test_the_median_is_over_the_rounds_that_have_the_figure() -> None:
    """A figure that one round lacks is the median of the others; what no round has is no figure."""
    rounds = [{OURS: {"a": {"b": value}}} for value in (3.0, 1.0, 9.0)] + [{OURS: {}}]
    assert over_rounds(rounds, OURS, "a", "b") == 3.0
    assert over_rounds(rounds, OURS, "a", "c") is None


@pytest.mark.parametrize(
    ("ours", "stock", "more_is_better", "ratio"),
    [
        (10.0, 60.0, False, 6.0),  # a sixth of the time
        (60.0, 30.0, False, 0.5),  # stock Rasa is twice as good, and the table says so
        (50.0, 10.0, True, 5.0),  # five times the messages
        (10.0, None, False, None),
        (0.0, 10.0, True, None),  # nothing held the limit: no ratio
    ],
)
def test_a_ratio_says_how_many_times_better_ours_is(
    ours: float, stock: float | None, more_is_better: bool, ratio: float | None
) -> None:
    """Above 1 ours is better, whether little or much is wanted; without both figures there is none."""
    assert Compared("", "", ours, stock, more_is_better=more_is_better).ratio == ratio


def test_throughput_counts_only_steps_that_hold_the_limit() -> None:
    """The most messages a second are those of a step whose p99 is within the limit; none is 0."""
    steps = [{"a_second": 10.0, "p99": 90.0}, {"a_second": 14.0, "p99": 150.0}, {"a_second": 20.0, "p99": 151.0}]
    assert within(steps, 150.0) == 14.0
    assert within(steps, 50.0) == 0.0


def test_batches_grow_as_rasa_lets_them_grow() -> None:
    """640 examples take 10 steps at a batch of 64 and 3 at 256, whatever the number of epochs."""
    assert steps_of(fit((10, 9.0, 0.5)), 3) == [10, 4, 3]
    assert steps_of(fit((10, 9.0, 0.5), sizes=64), 2) == [10, 10]


@pytest.mark.parametrize(
    ("fits", "epochs", "expected"),
    [
        # 10 s of steps in 100 s of training: 90 s are for the rest, and each of 10 epochs takes 5 s
        ([fit((10, 30.0, 0.5), (10, 5.0, 0.5), sizes=64)], 10, 90.0 + 50.0),
        # as many epochs as were measured are what was measured
        ([fit((10, 30.0, 0.5), (3, 3.0, 1.0))], 2, 100.0),
        # two models add up
        ([fit((10, 30.0, 0.5), sizes=64), fit((2, 1.0, 0.5), sizes=64)], 3, 94.0 + 15.0 + 3.0),
        # an epoch of one step, which built the graph, counts as one of the others
        ([fit((1, 20.0, None), (1, 1.0, 1.0), sizes=64)], 4, 100.0 + 2.0),
        # nothing is known of an epoch but the building of the graph: there is no honest figure
        ([fit((1, 20.0, None))], 4, None),
    ],
)
def test_training_at_all_epochs_is_the_measured_time_with_the_missing_epochs(
    fits: list[dict[str, Any]], epochs: int, expected: float | None
) -> None:
    """What was measured once stays once; only the steps of epochs are repeated, at the time a step was seen to take."""
    assert extrapolated(100.0, fits, epochs) == pytest.approx(expected)


def test_an_epoch_between_two_measured_ones_lies_on_their_line() -> None:
    """Half of the steps do not take half of the time where an example costs something too."""
    # 10 steps took 5 s and 3 steps 3 s; the middle one of three epochs has 4 steps
    assert extrapolated(8.0, [fit((10, 5.0, 0.5), (3, 3.0, 1.0))], 3) == pytest.approx(8.0 + 3.0 + 2 / 7)


def test_the_report_holds_medians_and_marks_what_was_not_measured() -> None:
    """The table has the median of the rounds and the ratio; training at 100 epochs is never shown as measured."""
    found = record()
    assert row(found, "chat, p50") == Compared("chat, p50", "ms", 20.0, 60.0)
    assert row(found, "message at turn 50").ratio == 3.0
    extrapolation = row(found, "… stock at 100 epochs, EXTRAPOLATED")
    assert extrapolation.is_extrapolated
    text = markdown(found, [Path("results/bench-messages.svg")])
    assert "| chat, p50 | 20.0 ms | 60.0 ms | 3.0 |" in text
    assert "| one core, most messages a second | 50.0 a second | 10.0 a second | 5.0 |" in text
    assert "| … with p99 within 150 ms | 50.0 a second | 0.0 a second |  |" in text
    assert f"| … stock at 100 epochs, EXTRAPOLATED | 20.0 s | ≈ {extrapolation.stock:,.0f} s |" in text
    assert "![bench-messages](bench-messages.svg)" in text


def test_rounds_without_training_are_no_rounds_of_no_training() -> None:
    """Where only the first round trains, its figures are the median."""
    found = record()
    found["rounds"][0][OURS]["training"] = {"seconds": 25.0, "again_seconds": 5.0}
    for later in found["rounds"][1:]:
        for one in (OURS, STOCK):
            del later[one]["training"]
    assert row(found, "training after one new sentence").ours == 5.0
    extrapolation = row(found, "… stock at 100 epochs, EXTRAPOLATED")
    assert (extrapolation.ours, extrapolation.stock) == (25.0, row(record(), extrapolation.measure).stock)
    assert "| 1: DIET |" in markdown(found, [])


def test_the_same_record_gives_the_same_plots(tmp_path: Path) -> None:
    """A plot holds no time and no version: it changes only with its figures."""
    (tmp_path / "one").mkdir(), (tmp_path / "two").mkdir()
    for one, two in zip(all_plots(tmp_path / "one", record()), all_plots(tmp_path / "two", record()), strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_no_message_of_the_script_comes_twice() -> None:
    """Neither bot can answer from memory: 4,096 texts lie between two that are the same."""
    script = read_script()
    texts = [script.plain(number) for number in range(4097)]
    assert len(set(texts)) == len(texts)


def test_every_kind_of_message_is_spoken() -> None:
    """The script holds messages of all kinds that the table shows."""
    assert {turn.kind for one in read_script().conversations for turn in one.turns} == set(KINDS)


def test_an_ending_is_put_where_the_text_ends() -> None:
    """The first wording is the text itself."""
    script = Script((), ("", "so"), ("", "please"))
    assert [script.varied("why", number) for number in range(4)] == ["why", "so, why", "why, please", "so, why, please"]


@pytest.mark.parametrize(
    "turn", [{"kind": "gossip", "text": "hi"}, {"kind": "chat"}, {"kind": "chat", "text": "hi", "press": 0}]
)
def test_a_turn_that_cannot_be_taken_is_told(tmp_path: Path, turn: dict[str, Any]) -> None:
    """The error names file, conversation and turn."""
    path = tmp_path / "script.yml"
    path.write_text(
        yaml.safe_dump({"openings": [""], "endings": [""], "conversations": [{"name": "one", "turns": [turn]}]})
    )
    with pytest.raises(ScriptError, match=r"script\.yml: one: turn 1: found"):
        read_script(path)


def test_the_stock_project_resolves_to_what_it_claims() -> None:
    """Its lock holds the last open-source Rasa with the versions that Rasa itself asks for, not ours."""
    locked = locked_versions()
    assert {name: locked[name] for name in ("rasa", "rasa-sdk", "tensorflow", "sqlalchemy")} == {
        "rasa": ["3.6.21"], "rasa-sdk": ["3.6.2"], "tensorflow": ["2.12.0"], "sqlalchemy": ["1.4.54"],
    }  # fmt: skip
    assert "tensorflow-cpu" not in locked


def test_the_stock_configuration_stays_stock() -> None:
    """Only epochs and the tables of names are changed: the parts, their order and all other settings are those of the file."""
    stock = yaml.safe_load(STOCK_CONFIG.read_text())
    changed = with_names_and_epochs(stock, 2)
    assert [part["name"] for part in changed["pipeline"] if part["name"] != "RegexEntityExtractor"] == [
        part["name"] for part in stock["pipeline"]
    ]
    for kind in ("pipeline", "policies"):
        parts = {part["name"] + str(part.get("analyzer")): part for part in changed[kind]}
        for part in stock[kind]:
            now = parts[part["name"] + str(part.get("analyzer"))]
            assert now == {**part, **{name: now[name] for name in ("epochs", "entity_recognition") if name in now}}


def test_names_become_tables_and_ids() -> None:
    """Each entity gets a table, longest name first, each subject its synonyms, and each entity the one sentence that Rasa needs."""
    made = names_to_look_up({"programme": {"MITx (Finance)": "mitx-finance", "MITx Finance programme": "mitx-finance"}})
    assert made["nlu"] == [
        {"lookup": "programme", "examples": "- MITx Finance programme\n- MITx (Finance)\n"},
        {"synonym": "mitx-finance", "examples": "- MITx (Finance)\n- MITx Finance programme\n"},
        {"intent": "programme", "examples": "- tell me about [MITx Finance programme](programme)\n"},
    ]


def test_a_new_sentence_is_added_to_its_intent(tmp_path: Path) -> None:
    """The copy has one sentence more, under the right intent; an intent that is not there is told."""
    path = tmp_path / "nlu.yml"
    path.write_text(
        "nlu:\n  - intent: chat\n    examples: |\n      - hi\n  - intent: cost\n    examples: |\n      - price\n"
    )
    add_sentence(path, "cost", "how much")
    entries = yaml.safe_load(path.read_text())["nlu"]
    assert [entry["examples"] for entry in entries] == ["- hi\n", "- how much\n- price\n"]
    with pytest.raises(ValueError, match="found no intent 'fees'"):
        add_sentence(path, "fees", "how much")
