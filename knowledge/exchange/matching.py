"""Which programme or course of the catalogue a record of somebody else's is; never a guess between two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from knowledge.catalogue_files import Catalogue
from knowledge.exchange.discovery_shapes import Shape
from knowledge.exchange.jsonld import row_id
from knowledge.folding import fold
from knowledge.rows import InstitutionRow


class Matcher:
    """Looks records up by the end of their page's address, else by title, kind and school."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Index the catalogue."""
        self._kinds = {placed.row.id: placed.row.credential_type for placed in catalogue.programmes}
        self._by_page: dict[str, set[str]] = defaultdict(set)
        self._by_title: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._courses: dict[tuple[str, str], set[str]] = defaultdict(set)
        schools = {placed.row.id: _names(placed.row) for placed in catalogue.institutions}
        for placed in catalogue.programmes:
            row = placed.row
            self._by_page[row.id].add(row.id)
            for school in row.institutions:
                for key in schools.get(school, ()):
                    self._by_title[fold(row.title), key].add(row.id)
        for claim in catalogue.claims:
            if claim.row.predicate == "page" and claim.row.subject in self._kinds:
                for page in (page_end(str(claim.row.value)), whole_page(str(claim.row.value))):
                    self._by_page[page].add(claim.row.subject)
        for course in catalogue.courses:
            for name in {fold(course.row.title), *map(fold, course.row.aliases)}:
                self._courses[course.row.programme, name].add(course.row.id)

    def programme(self, record: Shape) -> str:
        """The catalogue's id of a programme; empty when none or more than one fits."""
        pages = {page_end(record.text("marketing_url")), page_end(record.text("marketing_slug"))}
        keys = [school.text("key") for school in record.objects("authoring_organizations")]
        return self.find(pages, record.text("title"), keys, record.nested("type_attrs").text("slug"))

    def find(self, pages: Iterable[str], title: str, schools: Iterable[str], kind: str = "") -> str:
        """The one programme with such a page, else with this title at one of these schools.

        Args:
            pages: Addresses (`whole_page`), or on the platform's own server their ends (`page_end`).
            title: The programme's title.
            schools: Keys of schools, or names made an id: "massachusetts-institute-of-technology".
            kind: The kind of credential; any one without it.
        """
        by_page = {found for page in pages if page for found in self._by_page.get(page, ())}
        folded = fold(title)
        by_title = {found for school in schools for found in self._by_title.get((folded, fold(school)), ())}
        for candidates in (by_page, by_title):
            fitting = [found for found in candidates if not kind or self._kinds[found] == kind]
            if fitting:
                return fitting[0] if len(fitting) == 1 else ""
        return ""

    def course(self, title: str, programmes: set[str]) -> str:
        """The catalogue's id of a course, by its title within its programmes; empty when none or several fit."""
        found = {course for programme in programmes for course in self._courses.get((programme, fold(title)), ())}
        return found.pop() if len(found) == 1 else ""


def page_end(address: str) -> str:
    """The last part of a page's path: "https://www.edx.org/micromasters/mitx-finance?x=1" -> "mitx-finance"."""
    try:
        return urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1].lower()
    except ValueError:
        return ""


def whole_page(address: str) -> str:
    """Host and path of a page: "https://www.edx.org/micromasters/mitx-finance?x=1" -> "edx.org/micromasters/mitx-finance"."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}".lower() if parts.netloc and path else ""


def _names(school: InstitutionRow) -> set[str]:
    """What a school is called by a server (a key) or in a file (a name made an id, which folds like the name)."""
    named = (school.id, school.name, school.short, *school.keys, *school.aliases)
    return {*map(fold, school.keys), *(fold(row_id({}, "institution", name)) for name in named if name)}
