"""What a comparison says above its table: what differs most, what fits the learner's limits, which is cheaper or shorter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advising.comparing.cells import Entry, Line
from advising.comparing.figures import smallest
from advising.evidence import same_value
from advising.model import Claim, Comparison, Snapshot
from advising.reply import Sentence, say
from advising.wording import joined, value_text

MOST_WORDS = 60
NAMED = 3
MOST_TIED = 5
SHORT_WORDS = 4
Told = tuple[Line, ...]


def within(sentences: Iterable[Sentence], words: int = MOST_WORDS) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that fit into so many words, in order, and those that do not."""
    said: list[Sentence] = []
    left: list[Sentence] = []
    for sentence in sentences:
        count = len(sentence.text.split())
        words -= count if (fits := count <= words) else 0
        (said if fits else left).append(sentence)
    return said, left


# --- what differs -------------------------------------------------------------------------------------------


def differences(labels: Sequence[str], told: Told) -> list[Sentence]:
    """What differs most; of equal ones that they are equal, of hardly known ones that it cannot be told; who is unknown."""
    unknown = [label for place, label in enumerate(labels) if not any(line.entries[place].own for line in told)]
    nothing = [Sentence(f"Nothing is recorded for {joined(unknown, 'or')}.")] if unknown else []
    shared = [line for line in told if line.is_shared and not line.row.is_identity]
    differing = [line for line in shared if not _says_the_same(line)]
    if differing:
        return [_main(differing[:NAMED]), *nothing]
    if shared:
        return [_tie(told, shared), *nothing]
    return [_untellable(unknown, any(line.is_shared for line in told))]


def _untellable(unknown: Sequence[str], has_identity: bool) -> Sentence:
    """That no two columns state the same point, and why."""
    if unknown:
        reason = f"Nothing is recorded for {joined(unknown, 'or')}"
    elif has_identity:
        reason = "No point but what they are is recorded for more than one of them"
    else:
        reason = "No point is recorded for more than one of them"
    return Sentence(f"{reason}, so what differs cannot be told.")


def _says_the_same(line: Line) -> bool:
    """Whether the columns of which the row is recorded all state the same values."""
    first, *others = line.own
    return all(_same(first, other) for other in others)


def _same(one: Entry, other: Entry) -> bool:
    if len(one.own) != len(other.own):
        return False
    pairs = zip(one.own, other.own, strict=True)
    return all(same_value(a.value, b.value) and a.unit == b.unit and _scope(a) == _scope(b) for a, b in pairs)


def _scope(claim: Claim) -> str:
    return claim.scope.strip().casefold()


def _main(differing: Sequence[Line]) -> Sentence:
    claims = tuple(claim for line in differing for entry in line.own for claim in entry.own[:1])
    names = joined([_named(line) for line in differing])
    is_one = len(differing) == 1
    lead = "The main difference, as recorded" if is_one else "The main differences, as recorded"
    return _undated(f"{lead}: {names}.", claims)


def _undated(text: str, claims: tuple[Claim, ...]) -> Sentence:
    """A sentence without dates after it: the table under it tells them beside each figure."""
    return Sentence(text, tuple(dict.fromkeys(claims)))


def _named(line: Line) -> str:
    """A row as the headline names it; of two columns also their values, where both are short."""
    values = [_short_value(line, entry.own) for entry in line.entries]
    is_short = len(values) == 2 and all(values)
    return f"{line.row.short} ({' against '.join(values)})" if is_short else line.row.short


def _short_value(line: Line, own: tuple[Claim, ...]) -> str:
    """The value where one short one is recorded; nothing where sources differ or it takes more words."""
    if len(own) != 1:
        return ""
    text = value_text(own[0].value, "" if own[0].unit in line.row.short else own[0].unit)
    return text if len(text.split()) <= SHORT_WORDS else ""


def _tie(told: Told, shared: Sequence[Line]) -> Sentence:
    claims = tuple(claim for line in shared for entry in line.own for claim in entry.own)
    names = joined([line.row.short for line in shared[:MOST_TIED]])
    more = ", among others" if len(shared) > MOST_TIED else ""
    is_apart = any(line.row.is_identity and len(line.own) > 1 and not _says_the_same(line) for line in told)
    lead = "Apart from who offers them, what" if is_apart else "What"
    return _undated(f"{lead} is recorded for more than one of them is the same: {names}{more}.", claims)


def reviewed_differences(snapshot: Snapshot, comparison: Comparison) -> list[Sentence]:
    """What a reviewed comparison puts first, by the labels of its rows."""
    rows = [row for row in comparison.rows if all(row.cells.get(subject) for subject in comparison.subjects)][:NAMED]
    claims = tuple(snapshot.claims[row.cells[subject][0].claim] for row in rows for subject in comparison.subjects)
    names = joined([_lowered(row.label.partition(" (")[0]) for row in rows])
    return [_undated(f"The main differences, as recorded: {names}.", claims)] if rows else []


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


# --- which is less ------------------------------------------------------------------------------------------


def orders(labels: Sequence[str], told: Told) -> list[Sentence]:
    """Which column is cheaper, shorter or lighter where that can be told, then what cannot be told and why."""
    if not any(line.is_shared for line in told if not line.row.is_identity):
        return []
    sentences = []
    untold: dict[str, list[str]] = {}
    for line in told:
        if line.row.less is None or not line.own:
            continue
        order = smallest([entry.own for entry in line.entries])
        if order.smallest is not None:
            sentences.append(_less(labels, line, line.row.less, order.smallest))
        elif order.untold:
            untold.setdefault(order.untold, []).append(line.row.less[0])
    reasons = [Sentence(f"Which is {joined(words, 'or')} cannot be told: {why}.") for why, words in untold.items()]
    return [*sentences, *reasons]


def _less(labels: Sequence[str], line: Line, less: tuple[str, str], place: int) -> Sentence:
    """The smallest figure beside the others: "A is recorded as shorter: 32 weeks against 51 weeks"."""
    others = [entry for at, entry in enumerate(line.entries) if at != place and entry.own]
    own = line.entries[place].own
    comparative, superlative = less
    is_all = len(line.own) == len(line.entries)
    name = comparative if len(line.own) == 2 else superlative
    of_those = "" if is_all else ", of those with a figure"
    against = joined([_figure(entry.own) for entry in others])
    claims = (*own, *(claim for entry in others for claim in entry.own))
    estimate = ", as estimated" if own[0].estimate else ""
    return say(
        f"{labels[place]} is recorded as {name}{of_those}: {_figure(own)} against {against}{estimate}.",
        *dict.fromkeys(claims),
    )


def _figure(own: tuple[Claim, ...]) -> str:
    return joined([value_text(claim.value, claim.unit) for claim in own], "or")
