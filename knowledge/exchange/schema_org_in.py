"""schema.org JSON-LD in: proposes programmes, courses and claims; writes nothing. See `schema_org` for its limits."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.exchange import notes
from knowledge.exchange.amounts import duration_from
from knowledge.exchange.carried import CURRENCY
from knowledge.exchange.facts_in import Bounded, bounded, joined, length, stated
from knowledge.exchange.jsonld import Document, Node, as_list, is_a, row_id
from knowledge.exchange.programmes_in import Found, collected
from knowledge.exchange.reading import Attribution, Reading
from knowledge.exchange.schema_org import FIELDS, TYPES
from knowledge.rows import ClaimRow, ProgrammeRow

PROGRAMMES = ("EducationalOccupationalProgram", "schema:EducationalOccupationalProgram")


def read_schema_org(text: str, file: str, by: Attribution) -> Reading:
    """Return what a schema.org document proposes; all claims get the caller's source.

    Raises:
        ExchangeError: With everything that is wrong, each with file and node.
    """
    document = Document(text, file)
    for node in document.nodes:
        if not is_a(node, *PROGRAMMES):
            document.leave_out(node, f"a {node.get('@type')}", PROGRAMMES[0])
    return collected(
        document,
        (_found(document, node, by) for node in document.of_type(*PROGRAMMES)),
        name="name",
        course_claims=lambda node, course: _course_claims(document, node, course, by),
        expected=PROGRAMMES[0],
    )


def _found(document: Document, node: Node, by: Attribution) -> Found:
    programme = _programme(document, node)
    return Found(programme, _programme_claims(document, node, programme.id, by), document.linked(node, "hasCourse"))


def _programme(document: Document, node: Node) -> ProgrammeRow:
    title = document.text(node, "name")
    if not title:
        document.wrong(node, "no name", "the programme's title")
    types = [
        _code(document, value, "termCode", "inDefinedTermSet", TYPES) for value in as_list(node.get("programType"))
    ]
    offers = document.linked(node, "offers")
    platforms = [part for offer in offers for part in document.linked(offer, "offeredBy")]
    return ProgrammeRow(
        id=row_id(node, "programme", title),
        title=title,
        credential_type=types[0] if types else "",
        platform=_organization(document, platforms[0]) if platforms else "",
        institutions=[_organization(document, school) for school in document.linked(node, "provider")],
        fields=[
            _code(document, value, "codeValue", "inCodeSet", FIELDS)
            for value in as_list(node.get("occupationalCategory"))
        ],
    )


def _code(document: Document, value: object, code: str, terms: str, ours: str) -> str:
    """The id of a term of our own lists; of another one an id made of its name."""
    node: Node = value if isinstance(value, dict) else {"name": value}
    if document.text(node, terms) == ours:
        return document.text(node, code)
    return row_id({}, "term", document.text(node, "name"))


def _organization(document: Document, node: Node) -> str:
    return row_id(node, "organization", document.text(node, "name"))


def _programme_claims(document: Document, node: Node, subject: str, by: Attribution) -> Iterator[ClaimRow]:
    if page := document.text(node, "url"):
        yield notes.claim_row(subject, "page", page, {}, by)
    yield from _costs(document, node, subject, by)
    yield from joined(document, node, _lengths(document, node, "timeToComplete", subject, by))
    for value in as_list(node.get("programPrerequisites")):
        yield _named(document, value, subject, "prerequisite", by)
    for credential in as_list(node.get("educationalCredentialAwarded")):
        levels = as_list(credential.get("educationalLevel")) if isinstance(credential, dict) else []
        yield from (_named(document, level, subject, "level", by) for level in levels)


def _course_claims(document: Document, node: Node, subject: str, by: Attribution) -> Iterator[ClaimRow]:
    yield from _costs(document, node, subject, by)
    yield from joined(document, node, _lengths(document, node, "timeRequired", subject, by))
    for name, predicate in (("educationalLevel", "course.level"), ("availableLanguage", "course.language")):
        yield from (_named(document, value, subject, predicate, by) for value in as_list(node.get(name)))
    for run in document.linked(node, "hasCourseInstance"):
        if workload := document.text(run, "courseWorkload"):
            yield stated(subject, "course.hours_per_week", workload, document.text(run, "description"), by)


def _named(document: Document, value: object, subject: str, predicate: str, by: Attribution) -> ClaimRow:
    """A claim that is the name of something: plain text, a term, a language, an alignment."""
    node: Node = value if isinstance(value, dict) else {"name": value}
    text = document.text(node, "name") or document.text(node, "targetName")
    if not text:
        document.wrong(node, f"a {predicate} without name", "text, or a node with a name")
    description = document.text(node, "description") or document.text(node, "targetDescription")
    return notes.claim_row(subject, predicate, text, notes.read(description), by)


def _costs(document: Document, node: Node, subject: str, by: Attribution) -> Iterator[ClaimRow]:
    for offer in document.linked(node, "offers"):
        found = notes.read(document.text(offer, "description"))
        ends = document.linked(offer, "priceSpecification")
        low, high = [document.number(ends[0], name) for name in ("minPrice", "maxPrice")] if ends else (None, None)
        price = document.number(offer, "price")
        currency = document.text(offer, "priceCurrency") or CURRENCY
        if price is not None:
            yield notes.claim_row(subject, "price.total", price, found, by, unit=currency)
        elif low is not None and high is not None:
            yield notes.claim_row(subject, "price.total", [low, high], found, by, unit=currency)


def _lengths(document: Document, node: Node, name: str, subject: str, by: Attribution) -> Iterator[Bounded]:
    for value in as_list(node.get(name)):
        part: Node = value if isinstance(value, dict) else {"name": value}
        text = document.text(part, "name")
        parsed = duration_from(text)
        if parsed is None:
            document.wrong(node, f"{name} {text!r}", "one unit of ISO 8601, such as P9M, P30W or PT120H")
            continue
        found = notes.read(document.text(part, "description"))
        row = length(subject, *parsed, found, by)
        yield bounded(found.get("Bound", ""), row)
