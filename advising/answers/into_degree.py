"""The other way round: which credentials count toward a degree at a school, in a field, or of a kind, as far as recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advising.answers.buttons import RECOMMEND, ask
from advising.answers.pathway_words import (
    NOT_A_NO,
    asked_for,
    evidence_blocks,
    first_fitting,
    how_few,
    next_step,
    pathway_sentence,
    separate_admission,
)
from advising.degree_words import DEGREE_SUBJECTS, is_degree
from advising.model import Claim, Pathway, Snapshot
from advising.pathways import JudgedPathway, best_first
from advising.profile import Profile
from advising.reply import (
    ANSWERED,
    DECLINED,
    Block,
    Option,
    OptionsBlock,
    Reply,
    Sentence,
    TextBlock,
    bullet_list,
    paragraph,
    say,
)
from advising.wording import joined, plural, with_article

SHOWN = 3
FOLDED = 10
MASTERS = "masters-degree"
VOWELS = ("MBA", "MSc", "MEng", "ALM", "LL.M.")  # words that are said with "an"
# How a pathway is told: whole, with a long name and share shortened, or also without the conditions that are open.
WHOLE, SHORT, SHORTEST = range(3)
# What stands in the open, fullest first: how many pathways and sentences on who goes on, and how the pathways are told.
LAYOUTS = ((3, 1, WHOLE), (2, 1, WHOLE), (1, 1, WHOLE), (1, 0, WHOLE), (1, 0, SHORT), (1, 0, SHORTEST))


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked for: ids of schools, fields and kinds of credential, and degree words; empty means any.

    A school also stands for its parts ("Harvard" for "Harvard Extension"). `degrees` are those of `advising.degree_words`.
    """

    schools: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    degrees: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The pathways that fit, best first, and those of them whose degree is itself named after the field."""

    ways: tuple[JudgedPathway, ...]
    by_title: frozenset[str] = frozenset()


def into_degree(
    snapshot: Snapshot,
    schools: Sequence[str] = (),
    fields: Sequence[str] = (),
    degrees: Sequence[str] = (),
    profile: Profile | None = None,
) -> Reply:
    """The recorded pathways into a degree at the schools, in the fields and of the kinds; what is nearest where none is.

    Args:
        snapshot: The facts.
        schools: Ids of schools; none means any.
        fields: Ids of fields, looked for in the degree's name first, then in the fields of the starting programme.
        degrees: Kinds of degree, as `advising.degree_words.degree_words` gives them.
        profile: What is known of the learner, for the order and for which conditions are met.
    """
    return answer_into(snapshot, Aim(tuple(schools), tuple(fields), tuple(degrees)), profile or Profile())


def answer_into(snapshot: Snapshot, aim: Aim, learner: Profile) -> Reply:
    """The answer of `into_degree` for an aim that may also name the kind of credential to start from."""
    found = fitting_pathways(snapshot, aim, learner)
    about = _about(snapshot, aim)
    if not found.ways:
        return Reply("credit", DECLINED, _nearest(snapshot, aim), about)
    blocks = _shown(snapshot, found, aim, learner)
    offered = dict.fromkeys(way.pathway.programme for way in found.ways[: SHOWN + FOLDED] if way.pathway.programme)
    options = [Option(f"From {snapshot.label(slug)}", ask("credit", slug)) for slug in list(offered)[:2]]
    return Reply("credit", ANSWERED, (*blocks, OptionsBlock((*options, RECOMMEND))), about, offered=tuple(offered))


def fitting_pathways(snapshot: Snapshot, aim: Aim, learner: Profile) -> Found:
    """The pathways that are all of what is asked for; those whose degree is named after the field come first."""
    hosts = hosts_of(snapshot, aim.schools)
    fit = [
        pathway
        for pathway in snapshot.pathways
        if (not aim.schools or pathway.institution in hosts)
        and is_degree(pathway.degree, aim.degrees)
        and (not aim.kinds or _kind_of(snapshot, pathway) in aim.kinds)
        and (not aim.fields or _names_field(snapshot, pathway, aim) or _starts_in_field(snapshot, pathway, aim))
    ]
    by_title = frozenset(pathway.id for pathway in fit if aim.fields and _names_field(snapshot, pathway, aim))
    ways = best_first(fit, learner)
    return Found(tuple(sorted(ways, key=lambda way: way.pathway.id not in by_title)), by_title)


def hosts_of(snapshot: Snapshot, schools: Iterable[str]) -> frozenset[str]:
    """The schools among those given, and their parts by name, into whose degrees a pathway is recorded."""
    labels = [snapshot.label(school) for school in schools]
    return frozenset(
        host
        for host in snapshot.pathways_by_institution
        if any(snapshot.label(host) == label or snapshot.label(host).startswith(f"{label} ") for label in labels)
    )


def _shown(snapshot: Snapshot, found: Found, aim: Aim, learner: Profile) -> list[TextBlock]:
    """The pathways, how few go on, and the next step; as much of it open as the words allow."""
    evidence = how_few(snapshot, found.ways[0].pathway.programme)
    whole = [_listed(snapshot, way, learner, WHOLE) for way in found.ways]
    return first_fitting(
        [
            *_top(snapshot, found, aim, shown, told),
            bullet_list(tuple(_listed(snapshot, way, learner, told) for way in found.ways[:shown])),
            *evidence_blocks(evidence, of_evidence),
            paragraph(next_step(found.ways[0])),
            *_behind(snapshot, found, whole[shown if told == WHOLE else 0 :], shown),
        ]
        for shown, of_evidence, told in LAYOUTS
    )


def _top(snapshot: Snapshot, found: Found, aim: Aim, shown: int, told: int) -> list[TextBlock]:
    """How many are recorded, by what the field was found, and that admission is separate."""
    claims = tuple(way.pathway.claim for way in found.ways[:shown])
    count = plural(len(found.ways), "recorded pathway leads", "recorded pathways lead")
    lead = Sentence(f"{count} to {_named(snapshot, aim)}. {NOT_A_NO}", claims)
    by_what = _by_what(found, aim, claims)
    if by_what and told == SHORTEST:
        apart = paragraph(*by_what, heading="How they were found", folded=True)
        return [paragraph(lead, separate_admission(snapshot)), apart]
    return [paragraph(lead, *by_what, separate_admission(snapshot))]


def _behind(snapshot: Snapshot, found: Found, others: list[Sentence], shown: int) -> list[TextBlock]:
    """What waits behind "More": the conditions of the pathways in the open, and the other pathways."""
    conditions = _conditions(snapshot, found.ways[:shown])
    blocks = [(conditions, "Conditions"), (tuple(others[:FOLDED]), "More pathways")]
    return [bullet_list(said, heading=heading, folded=True) for said, heading in blocks if said]


def _listed(snapshot: Snapshot, way: JudgedPathway, learner: Profile, told: int) -> Sentence:
    more = (asked_for(way, learner, told == SHORTEST), f"Evidence: {way.pathway.claim.evidence}.")
    return pathway_sentence(snapshot, way, *more, from_programme=True, is_short=told != WHOLE)


def _by_what(found: Found, aim: Aim, claims: tuple[Claim, ...]) -> list[Sentence]:
    """Whether the field was found in the degree's name or in the programme."""
    if not aim.fields:
        return []
    named, others = len(found.by_title), len(found.ways) - len(found.by_title)
    parts = [f"{named} by the degree's name"] if named else []
    parts += [f"{others} by the programme's field"] if others else []
    return [Sentence(f"Found: {joined(parts)}.", claims)]


def _conditions(snapshot: Snapshot, ways: Iterable[JudgedPathway]) -> tuple[Sentence, ...]:
    """The conditions of the pathways in full; the same condition at the same school is said once."""
    found: dict[str, tuple[Claim, ...]] = {}
    for way in ways:
        for condition in way.pathway.conditions:
            text = f"{snapshot.label(way.pathway.institution)}: {condition.says}"
            found[text] = (*found.get(text, ()), way.pathway.claim)
    return tuple(say(text, *claims) for text, claims in found.items())


def _nearest(snapshot: Snapshot, aim: Aim) -> tuple[Block, ...]:
    """Nothing is recorded, which is not a no; what is nearest, as buttons: another degree there, the field elsewhere."""
    options = [
        Option(f"Any degree at {snapshot.label(school)}", ask("credit", school))
        for school in aim.schools if hosts_of(snapshot, [school])
    ] + [
        Option(f"Any master's in {_small(snapshot.name(field))}", ask("credit", field, MASTERS))
        for field in aim.fields if fitting_pathways(snapshot, Aim((), (field,), ("master's",)), Profile()).ways
    ]  # fmt: skip
    start = f" from a {joined([snapshot.label(kind) for kind in aim.kinds], 'or')}" if aim.kinds else ""
    first = f"I have no recorded pathway{start} to {_named(snapshot, aim)}. That is not a no: ask the school."
    nearest = [Sentence("What is nearest is below.")] if options else []
    text = paragraph(Sentence(first), separate_admission(snapshot), *nearest)
    return (text, OptionsBlock((*options[:3], RECOMMEND)))


def _kind_of(snapshot: Snapshot, pathway: Pathway) -> str:
    programme = snapshot.programmes.get(pathway.programme)
    return programme.credential_type if programme else ""


def _names_field(snapshot: Snapshot, pathway: Pathway, aim: Aim) -> bool:
    return any(_field_words(snapshot, field).search(pathway.degree) for field in aim.fields)


def _starts_in_field(snapshot: Snapshot, pathway: Pathway, aim: Aim) -> bool:
    programme = snapshot.programmes.get(pathway.programme)
    return programme is not None and bool(set(aim.fields) & set(programme.fields))


def _field_words(snapshot: Snapshot, field: str) -> re.Pattern[str]:
    """The names of a field as words: "Data science", "analytics"; "Supply chain and logistics" is both."""
    subject = snapshot.subjects[field]
    names = {subject.name, *re.split(r",\s*|\s+and\s+", subject.name), *subject.aliases}
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names))})\b", re.I)


def _named(snapshot: Snapshot, aim: Aim) -> str:
    """What is asked for: "an MBA in finance at Boston University"."""
    kind = joined(aim.degrees, "or") if aim.degrees else "degree"
    article = "an" if kind.startswith(VOWELS) else "a"
    fields = joined([_small(snapshot.name(field)) for field in aim.fields], "or")
    schools = joined([with_article(snapshot.label(school)) for school in aim.schools], "or")
    return " ".join(filter(None, (article, kind, fields and f"in {fields}", schools and f"at {schools}")))


def _small(name: str) -> str:
    """A field's name inside a sentence: "Data science" -> "data science"."""
    return name[:1].lower() + name[1:]


def _about(snapshot: Snapshot, aim: Aim) -> tuple[str, ...]:
    """The subjects that the reply is about."""
    kinds = [
        subject for subject, name in DEGREE_SUBJECTS.items() if name in aim.degrees and subject in snapshot.subjects
    ]
    return (*aim.schools, *aim.fields, *kinds[:1])
