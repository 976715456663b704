"""The loop that reading CTDL and schema.org share: programmes with their claims, then the courses of each with theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from knowledge.exchange.jsonld import URN, Document, Node, row_id
from knowledge.exchange.reading import Reading
from knowledge.rows import ClaimRow, CourseRow, PathwayRow, ProgrammeRow


@dataclass(frozen=True, slots=True)
class Found:
    """A programme of a document, what is said of it, and the nodes of its courses."""

    programme: ProgrammeRow
    claims: Iterable[ClaimRow]
    courses: list[Node]


def collected(
    document: Document,
    found: Iterable[Found],
    *,
    name: str,
    course_claims: Callable[[Node, str], Iterable[ClaimRow]],
    pathways: Iterable[PathwayRow] = (),
    expected: str,
) -> Reading:
    """Everything that a document proposes.

    Args:
        document: The document that is read.
        found: Its programmes.
        name: The property that names a course.
        course_claims: What a course's node says of the course with an id.
        pathways: The pathways of the document.
        expected: The types that a document must have one of, for errors.

    Raises:
        ExchangeError: With everything that is wrong, or if nothing was of an expected type.
    """
    programmes: list[ProgrammeRow] = []
    courses: list[CourseRow] = []
    claims: list[ClaimRow] = []
    for part in found:
        programmes.append(part.programme)
        claims += part.claims
        for position, node in enumerate(part.courses, start=1):
            course = _course(document, node, name, part.programme.id, position)
            courses.append(course)
            claims += course_claims(node, course.id)
    pathways = tuple(pathways)
    if not programmes and not pathways:
        document.wrong({"@type": "the document"}, document.types(), f"a programme: {expected}")
    document.finish()
    return Reading(tuple(programmes), tuple(courses), pathways, tuple(claims), tuple(document.left_out))


def _course(document: Document, node: Node, name: str, programme: str, position: int) -> CourseRow:
    """A course; one of somebody else's gets an id below its programme's."""
    title = document.text(node, name)
    own = row_id(node, "course", title)
    is_ours = str(node.get("@id", "")).startswith(URN)
    return CourseRow(id=own if is_ours else f"{programme}--{own}", title=title, programme=programme, position=position)
