"""Which programme or course of the catalogue a record of the server is; never a guess between two."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from knowledge.catalogue_files import Catalogue
from knowledge.exchange.discovery_shapes import Shape
from knowledge.folding import fold


class Matcher:
    """Looks records up by the end of their page's address, else by title, kind and school."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Index the catalogue."""
        self._kinds = {placed.row.id: placed.row.credential_type for placed in catalogue.programmes}
        self._by_page: dict[str, set[str]] = defaultdict(set)
        self._by_title: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._courses: dict[tuple[str, str], set[str]] = defaultdict(set)
        schools = {placed.row.id: {fold(key) for key in placed.row.keys} for placed in catalogue.institutions}
        for placed in catalogue.programmes:
            row = placed.row
            self._by_page[row.id].add(row.id)
            for school in row.institutions:
                for key in schools.get(school, ()):
                    self._by_title[fold(row.title), key].add(row.id)
        for claim in catalogue.claims:
            if claim.row.predicate == "page" and claim.row.subject in self._kinds:
                self._by_page[page_end(str(claim.row.value))].add(claim.row.subject)
        for course in catalogue.courses:
            for name in {fold(course.row.title), *map(fold, course.row.aliases)}:
                self._courses[course.row.programme, name].add(course.row.id)

    def programme(self, record: Shape) -> str:
        """The catalogue's id of a programme; empty when none or more than one fits."""
        kind = record.nested("type_attrs").text("slug")
        pages = {page_end(record.text("marketing_url")), page_end(record.text("marketing_slug"))} - {""}
        by_page = {found for page in pages for found in self._by_page.get(page, ())}
        title = fold(record.text("title"))
        keys = {fold(school.text("key")) for school in record.objects("authoring_organizations")}
        by_title = {found for key in keys for found in self._by_title.get((title, key), ())}
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
