"""From study weeks to the calendar: weeks begin on Monday, and a week that a break touches is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from advising.planning.wishes import Break

WEEK = timedelta(days=7)


def monday_from(day: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def merged(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """The breaks by date; those that overlap or follow each other without a day between become one."""
    one: list[Break] = []
    for first, last in sorted(breaks):
        if one and first <= one[-1][1] + timedelta(days=1):
            one[-1] = (one[-1][0], max(one[-1][1], last))
        else:
            one.append((first, last))
    return tuple(one)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks from a day on that no break touches, numbered from 0."""

    start_on: date
    breaks: tuple[Break, ...] = ()

    def monday(self, week: int) -> date:
        """The first day of a study week."""
        day = monday_from(self.start_on)
        free = merged(self.breaks)
        while True:
            touching = next((last for first, last in free if first <= day + timedelta(days=6) and day <= last), None)
            if touching is not None:
                day = monday_from(touching + timedelta(days=1))
            elif week == 0:
                return day
            else:
                day, week = day + WEEK, week - 1

    def sunday(self, week: int) -> date:
        """The last day of a study week."""
        return self.monday(week) + timedelta(days=6)
