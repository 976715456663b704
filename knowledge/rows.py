"""The rows of the catalogue's files, as typed dataclasses, and their conversion from plain YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, get_origin

import cattrs
from cattrs import transform_error
from cattrs.cols import list_structure_factory
from cattrs.gen import make_dict_structure_fn, override
from cattrs.v import format_exception

from knowledge.yaml_rows import Problem, RawRow

Row = TypeVar("Row")
Value = int | float | str | list[float]
PATHWAY_PREDICATE = "credit.pathway"  # every pathway becomes a claim of this predicate


@dataclass(frozen=True, slots=True)
class AboutRow:
    """The subjects that learners ask about on a topic, by the level of coverage that needs a claim about them."""

    required: list[str]
    usable: list[str] = field(default_factory=list)
    complete: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic that a message can be about, how many days its claims stay fresh, and what they must be about."""

    id: str
    summary: str
    lifetime_days: int
    about: AboutRow | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A place where claims were read."""

    id: str
    publisher: str
    kind: str
    url: str
    seen_on: str
    title: str = ""
    published_on: str = ""
    published_about: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """What numbers are measured in: how it is written after 1, and the smallest and largest number that is believable."""

    id: str
    range: list[float]
    one: str = ""


@dataclass(frozen=True, slots=True)
class PredicateRow:
    """A kind of statement; `units` are those of its numbers, `range` bounds them more closely than the unit does."""

    id: str
    label: str
    single: bool
    asks: list[str]
    topic: str = ""
    lifetime_days: int | None = None
    template: str = ""
    units: list[str] = field(default_factory=list)
    range: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A statement; under a programme or course the subject is the owner."""

    predicate: str
    source: str
    evidence: str
    value: Value = ""
    subject: str = ""
    id: str = ""
    unit: str = ""
    scope: str = ""
    note: str = ""
    says: str = ""
    cell: str = ""
    estimate: str = ""
    state: str = "recorded"
    rank: int = 2
    topic: str = ""


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Something claims are about that has no file of its own."""

    id: str
    kind: str
    name: str
    short: str = ""
    aliases: list[str] = field(default_factory=list)
    summary: str = ""


@dataclass(frozen=True, slots=True)
class SharedNameRow:
    """An alias that means several subjects on purpose, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class UnheldRow:
    """A school or course provider that nothing is recorded about; its names let a question about it be declined."""

    name: str
    kind: str
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of study."""

    id: str
    name: str
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """A school or company."""

    id: str
    name: str
    short: str = ""
    keys: list[str] = field(default_factory=list)
    country: str = ""
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme with its claims."""

    id: str
    title: str
    credential_type: str
    platform: str
    institutions: list[str]
    fields: list[str]
    aliases: list[str] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course of a programme with its claims."""

    id: str
    title: str
    programme: str
    position: int
    institution: str = ""
    aliases: list[str] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    page: str = ""
    listings: list[str] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, slots=True)
class CreditsRow:
    """An amount of credit."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition of a pathway."""

    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class PathwayRow:
    """A credential that counts toward a degree; where the source names no programme, `programme_named` says what it names."""

    id: str
    programme: str | None
    institution: str
    degree: str
    conditions: list[ConditionRow]
    conditions_recorded: bool
    source: str
    evidence: str
    credits: CreditsRow | None = None
    degree_credits: float | None = None
    share: str = ""
    note: str = ""
    programme_named: str = ""

    @property
    def claim_id(self) -> str:
        """The claim that states the pathway, so that it is cited like every other fact."""
        return f"{self.id}/pathway"


@dataclass(frozen=True, slots=True)
class CellRow:
    """A claim in a comparison table with its short wording."""

    claim: str
    cell: str


@dataclass(frozen=True, slots=True)
class ComparisonLineRow:
    """One line of a comparison table."""

    label: str
    cells: dict[str, list[CellRow]]


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A reviewed comparison."""

    id: str
    title: str
    subjects: list[str]
    rows: list[ComparisonLineRow]


@dataclass(frozen=True, slots=True)
class ArgumentsRow:
    """What speaks for and against a subject (claim ids), and what it depends on (sentences without facts)."""

    subject: str
    pro: list[str]
    contra: list[str]
    depends: list[str]

    @property
    def id(self) -> str:
        """One row a subject."""
        return f"{self.subject}/arguments"


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """Something the bot says that states no fact."""

    id: str
    topic: str
    says: str
    asks: list[str]
    default: bool = False


def _structure_value(value: Any, _: Any) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | str):
        return value
    if isinstance(value, list) and len(value) == 2 and all(isinstance(x, int | float) for x in value):
        return value
    raise ValueError(f"{value!r} is no value: give a number, [min, max] or text")


def _strictly(kind: type) -> Any:
    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise TypeError(f"{value!r}, expected {kind.__name__}")
        return value

    return structure


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is list


def _list_hook(kind: Any, converter: cattrs.BaseConverter) -> Any:
    """Lists only: a text would be taken for the list of its letters."""
    structure_list = list_structure_factory(kind, converter)

    def structure(value: Any, asked: Any) -> Any:
        if not isinstance(value, list):
            raise TypeError(f"{value!r}, expected a list")
        return structure_list(value, asked)

    return structure


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook_factory(_is_list, _list_hook)
    converter.register_structure_hook(Value, _structure_value)
    # The catalogue writes `is:` and `for:`, which Python cannot name.
    converter.register_structure_hook(
        SubjectRow,
        make_dict_structure_fn(SubjectRow, converter, summary=override(rename="is"), _cattrs_forbid_extra_keys=True),
    )
    converter.register_structure_hook(
        ArgumentsRow,
        make_dict_structure_fn(
            ArgumentsRow, converter, pro=override(rename="for"), contra=override(rename="against"),
            _cattrs_forbid_extra_keys=True,
        ),
    )  # fmt: skip
    for kind in (str, bool, int):
        converter.register_structure_hook(kind, _strictly(kind))
    return converter


CONVERTER = _converter()


def _told(error: BaseException, kind: type | None) -> str:
    """What is wrong with one value, with the value that was found."""
    if isinstance(error, TypeError | ValueError) and error.args:
        return str(error)
    return format_exception(error, kind)


def to_row(raw: RawRow, kind: type[Row], problems: list[Problem]) -> Row | None:
    """Convert one raw row; every mistake in it is added to `problems`."""
    if not isinstance(raw.content, dict):
        problems.append(Problem(raw.file, raw.place, repr(raw.content), "a row of 'key: value' lines"))
        return None
    if strange := [key for key in raw.content if not isinstance(key, str)]:
        problems.append(Problem(raw.file, raw.place, f"keys {strange!r}", "keys that are words: quote them"))
        return None
    try:
        return CONVERTER.structure(raw.content, kind)
    except Exception as error:  # cattrs raises groups of any exception; all of them become problems
        for text in transform_error(error, format_exception=_told):
            problems.append(Problem(raw.file, raw.place, text.replace("$.", "").replace("$", "row"), kind.__name__))
        return None
