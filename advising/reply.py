"""What an answer is made of: blocks of sentences, each with the claims it rests on.

A reply is data; `advising.rendering` turns it into plain text and into the JSON blocks of docs/protocol.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from advising.model import Claim, Snapshot
from advising.money.wages import Wage
from advising.wording import claim_cell, claim_sentence, date_note, has_figure

ANSWERED, CLARIFYING, DECLINED, HANDED_OFF = "answered", "clarifying", "declined", "handed_off"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the claims that state it; without claims it states no fact."""

    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or list of sentences; a folded one waits behind "More"."""

    sentences: tuple[Sentence, ...]
    heading: str = ""
    style: str = "paragraph"
    folded: bool = False


@dataclass(frozen=True, slots=True)
class CardFact:
    """One line of a card; without claims it is "not recorded"."""

    label: str
    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A programme at a glance."""

    slug: str
    title: str
    school: str
    credential_type: str
    facts: tuple[CardFact, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class CardsBlock:
    """Some programmes at a glance."""

    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; without claims it is "not recorded"."""

    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a comparison."""

    label: str
    cells: tuple[TableCell, ...]

    @property
    def differs(self) -> bool:
        """Whether the cells say different things."""
        return len({cell.text for cell in self.cells}) > 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A comparison; rows that differ come first."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommended programme with its reasons; its score if what is not recorded were worst or best."""

    slug: str
    title: str
    school: str
    credential_type: str
    score: float
    is_tie: bool
    reasons_for: tuple[Sentence, ...]
    reasons_against: tuple[Sentence, ...]
    unknown: tuple[Sentence, ...]
    url: str = ""
    worst: float | None = None
    best: float | None = None


@dataclass(frozen=True, slots=True)
class ProfileChip:
    """One line of the profile as the learner sees it."""

    slot: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class RecommendationsBlock:
    """The ranking, best first, with the profile it answers; `skipped` tells which questions were not asked, and why.

    `share` is the profile as the fragment of a link.
    """

    profile: tuple[ProfileChip, ...]
    items: tuple[Recommended, ...]
    changes: tuple[Sentence, ...] = ()
    skipped: tuple[Sentence, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A button: what it says, and the payload that it stands for (never shown)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class OptionsBlock:
    """Quick replies."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FormBlock:
    """A question of the guided recommendation."""

    slot: str
    question: str
    why: str
    input: str
    position: int
    of: int
    options: tuple[Option, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True)
class NoticeBlock:
    """A short remark beside the answer."""

    text: str
    tone: str = "info"
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyStop:
    """Stopping after some courses: what was paid, what is still to pay, what one keeps."""

    after: str
    cost: str
    left: str
    keep: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyBlock:
    """What a programme costs, part by part, and what would have to be true for it to pay back.

    `break_even` holds (years, rise in yearly pay as it is said); a stop, a part or a total that is not recorded says so.
    """

    title: str
    programme: str
    total: CardFact
    parts: tuple[CardFact, ...] = ()
    stops: tuple[MoneyStop, ...] = ()
    baselines: tuple[CardFact, ...] = ()
    break_even: tuple[tuple[int, str], ...] = ()
    wages: tuple[Wage, ...] = ()
    cautions: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A course of a plan with its first and last day; `why_here` and `warning` may be empty."""

    course: str
    start: date
    end: date
    weeks: int
    hours: str
    why_here: str = ""
    claims: tuple[Claim, ...] = ()
    warning: str = ""


@dataclass(frozen=True, slots=True)
class PlanUnplaced:
    """A course that gets no days, and why."""

    course: str
    why: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """A study plan, first course first; `breaks` are (first day, last day), `file` is its calendar's address."""

    title: str
    programme: str
    start: date
    finish: date
    weeks: int
    hours_per_week: float
    items: tuple[PlanItem, ...]
    file: str
    breaks: tuple[tuple[date, date], ...] = ()
    warnings: tuple[Sentence, ...] = ()
    unplaced: tuple[PlanUnplaced, ...] = ()


Block = (
    TextBlock
    | CardsBlock
    | TableBlock
    | RecommendationsBlock
    | OptionsBlock
    | FormBlock
    | NoticeBlock
    | MoneyBlock
    | PlanBlock
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer; `topics` are all that it answers where a message asked several things.

    `offered` is what it lists for the learner to choose from, in its order.
    """

    topic: str
    status: str
    blocks: tuple[Block, ...]
    subjects: tuple[str, ...] = field(default=())
    topics: tuple[str, ...] = field(default=())
    offered: tuple[str, ...] = field(default=())


def paragraph(*sentences: Sentence, heading: str = "", folded: bool = False) -> TextBlock:
    """A paragraph of the sentences."""
    return TextBlock(sentences, heading, "paragraph", folded)


def bullet_list(sentences: tuple[Sentence, ...], heading: str = "", folded: bool = False) -> TextBlock:
    """A list with one sentence an item."""
    return TextBlock(sentences, heading, "list", folded)


def say(text: str, *claims: Claim) -> Sentence:
    """A sentence of our own that rests on the claims; a figure and an expired statement get their date."""
    return Sentence(dated(text, claims), claims)


def cite(snapshot: Snapshot, claim: Claim) -> Sentence:
    """The claim's own sentence, with its date where it states a figure or has expired."""
    return say(claim_sentence(snapshot, claim), claim)


def cell(claims: tuple[Claim, ...]) -> TableCell:
    """A table cell that shows the first claim and cites them all; without claims "not recorded"."""
    if not claims:
        return TableCell("not recorded")
    return TableCell(claim_cell(claims[0]), claims)


def dated(text: str, claims: tuple[Claim, ...]) -> str:
    """The text with the dates of its claims, where it states a figure or all of them expired and it tells no date itself."""
    if not claims or not (has_figure(text) or all(claim.is_expired for claim in claims)):
        return text
    note = date_note(claims)
    if all(date in text for date in re.findall(r"\d{4}|undated", note)):
        return text  # the sentence tells the date itself
    body, mark = (text[:-1], text[-1]) if text[-1:] in ".?" else (text, "")
    return f"{body}{note}{mark}"
