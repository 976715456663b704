"""What a message's words wish of a plan: when to start, how many courses at once, what is done; `breaks` reads days off.

Only what is said is read: vague words ("in spring", "soon"), ends ("finish by May") and questions read as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from advising.planning.breaks import read_breaks
from advising.planning.courses import CourseLoad
from advising.planning.dates import COUNT, WEEKDAYS, later, means, months_later, number_of, pattern
from advising.planning.order import named
from advising.planning.wishes import MAX_AT_ONCE

__all__ = ["read_at_once", "read_breaks", "read_done", "read_start"]

_NEXT_DAY = timedelta(days=1)
_BEGIN = r"(?:(?:re)?start(?:ing|s)?|strat(?:ing)?|begin(?:ning|ing|s)?|commenc\w+|kick(?:ing)? off|set(?:ting)? off|as of|as from|from|beginning)"
_BETWEEN = r"(?:[ ,:]+(?:it|this|that|studying|learning|with it|with the (?:first )?course|the (?:first )?course|only|again|around|about|on|in|at|from|of|the|my|plan|programme|study|studies|this coming|coming)){0,4}?[ ,:]+"
_RELATIVE = (
    rf"(?P<now>(?:right )?now|today|right away|straight away|immediately|asap|tonight)\b|(?P<tomorrow>tomm?orr?ow)\b"
    rf"|(?:in|after) (?P<n>{COUNT}) (?P<unit>days?|weeks?|wks?|months?)(?:'?s? time)?\b(?! (?:off|break|holiday|each|per|a week|long))"
    rf"|next (?P<next>week|month|year|{'|'.join(WEEKDAYS)})\b|(?:on )?(?P<weekday>{'|'.join(WEEKDAYS)})\b"
    rf"|(?:the )?(?P<newyear>new year)\b"
)
_WHEN = rf"(?:{_RELATIVE}|(?:next )?{pattern()})"
_STARTS = re.compile(rf"\b{_BEGIN}{_BETWEEN}{_WHEN}(?=(?P<rest>.*))", re.I)
_ALONE = re.compile(
    rf"^\W*(?:(?:ok|okay|yes|well|maybe|probably|let'?s say|say|um+|i think|from|in|on|around|about)[ ,]+)*{_WHEN}(?:[ ,]+(?:please|pls|then|maybe|i think))?\W*$", re.I
)  # fmt: skip
_PLANS = re.compile(
    rf"\b(?:plan|schedule|timetable)\b(?:(?!\b(?:finish|done|complete|by|until|till|end|ready|off|except)\b).)*?\b(?:for|in|on) (?:the )?{_WHEN}", re.I
)  # fmt: skip
_NOT = r"\b(?:not|never|cannot|unable to|(?:ca|do|wo|would|could)n'?t)\b"
_NOT_BEFORE = re.compile(
    rf"{_NOT}(?: \w+){{0,3}} (?:start|begin)\w*(?: \w+)? (?:before|until|till|earlier than) (?:the )?{_WHEN}", re.I
)  # fmt: skip
_NEGATED = re.compile(rf"{_NOT}(?: \w+){{0,2}} *$", re.I)
_IN_BREAK = re.compile(r"\b(?:holidays?|vacations?|break|off|away|pause|travel\w*|abroad|free|trip)\b[^.;,]*$", re.I)
_RANGE_ENDS = re.compile(r"^\W*(?:to|until|till|through|-|\u2013)\W", re.I)
_ASKS = re.compile(
    r"\b(?:which|what|when|does|do|is|are|was|price\w*|costs?|figures?|sources?|listed)\b(?!.*\b(?:i|i'm|we|if|about)\b)[^.;,]*$",
    re.I,
)
_IN_FINISH = re.compile(r"\b(?:finish\w*|done|complete\w*|ready|end\w*|deadline|take[sn]?)\b[^.;,]*$", re.I)


def read_start(text: str, today: date) -> date | None:
    """The day to start on; None where the words tell none, or only one that has passed."""
    for expression in (_ALONE, _NOT_BEFORE, _STARTS, _PLANS):
        for found in expression.finditer(text):
            before = text[: found.start()]
            if expression is _STARTS and (_NEGATED.search(before) or _ASKS.search(before) or _is_break(found, before)):
                continue
            day = _start(found, today)
            if day is not None:
                return day
    return None


def _is_break(found: re.Match[str], before: str) -> bool:
    """Whether "from ..." begins a break or an interval rather than the plan."""
    if not found[0].lower().startswith(("from", "begin", "start")):
        return False
    is_from = found[0].lower().startswith("from")
    return bool(
        _IN_BREAK.search(before) or (is_from and (_IN_FINISH.search(before) or _RANGE_ENDS.match(found["rest"])))
    )


def _start(found: re.Match[str], today: date) -> date | None:
    group = {name: (value or "").lower() for name, value in found.groupdict().items()}
    weekday = "monday" if group["next"] == "week" else group["next"] or group["weekday"]
    if group["now"] or group["tomorrow"]:
        day = today if group["now"] else today + _NEXT_DAY
    elif group["n"]:
        day = later(today, number_of(group["n"]), group["unit"])
    elif group["next"] == "month":
        day = months_later(today.replace(day=1), 1)
    elif group["next"] == "year" or group["newyear"]:
        day = date(today.year + 1, 1, 1)
    elif weekday:
        day = today + timedelta(days=(WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1)
    else:
        meant = means(found, today)
        return meant.first if meant else None
    return day


# --- how many at once, and what is done ---------------------------------------------------------------------

_THINGS = r"(?:courses?|classes|class|modules?|subjects?|of them)"
_TOGETHER = (
    r"(?:at (?:once|a time|the same time)|in parallel|parallel|simultaneous\w*|side by side|concurrent\w*|together)"
)
_AT_ONCE = re.compile(rf"\b(?P<n>{COUNT}|both) (?:{_THINGS} )?{_TOGETHER}\b", re.I)
_PARALLEL = re.compile(rf"\b(?:{_THINGS} {_TOGETHER}|in parallel)\b", re.I)
_IN_TURN = re.compile(rf"\bone (?:{_THINGS} )?(?:after (?:another|the other)|by one|at a time|at once)\b|\bback to back\b|\bin sequence\b", re.I)  # fmt: skip


def read_at_once(text: str) -> int | None:
    """How many courses may run at once, 1 to 3; None where nothing is said."""
    found = _AT_ONCE.search(text) or _PARALLEL.search(text)
    if found and _NEGATED.search(text[: found.start()]):
        return 1
    if _IN_TURN.search(text):
        return 1
    if found is None:
        return None
    count = found.groupdict().get("n") or "two"
    return max(1, min(MAX_AT_ONCE, 2 if count.lower() == "both" else number_of(count)))


_FINISHED = r"(?:done|did|finished|complet\w+|passed|taken|took|through with)"
_FIRST = re.compile(
    rf"\b(?:have |'ve |ve |i |already |just )+{_FINISHED}(?: with)? (?:the |my )?first(?: (?P<n>{COUNT}))?\b"
    rf"|\bfirst (?:(?P<m>{COUNT}) )?(?:{_THINGS} )?(?:is|are) (?:already )?{_FINISHED}\b", re.I
)  # fmt: skip
_ALL_BUT = re.compile(rf"\b{_FINISHED} (?:with )?(?:all|everything)(?: the courses| courses| of them)? (?:but|except)(?: for)? (?:the )?(?P<left>last|final|capstone|exam)\b", re.I)  # fmt: skip
_HAVE = re.compile(rf"\b(?:i have|i've|ive|i|already|have)(?: already| just)? {_FINISHED}\b(?P<what>[^.;?!]*)", re.I)


def read_done(text: str, courses: Sequence[CourseLoad]) -> tuple[str, ...]:
    """Ids of the courses that the words say are finished: "the first two", all but the last, or by title.

    `courses` stand in the order of the plan. "Two of them" does not say which, and reads as nothing.
    """
    all_but = _ALL_BUT.search(text)
    if all_but:
        is_final = all_but["left"].lower() in ("capstone", "exam") and any(course.is_final for course in courses)
        kept = [course for course in courses if not course.is_final] if is_final else list(courses[:-1])
        return tuple(course.id for course in kept)
    first = _FIRST.search(text)
    if first and not _NEGATED.search(text[: first.start()]):
        count = number_of(first["n"] or first["m"] or "one")
        return tuple(course.id for course in courses[:count])
    told = " ".join(found["what"] for found in _HAVE.finditer(text) if not _NEGATED.search(text[: found.start()]))
    return tuple(course.id for course in named(told, courses)) if told else ()
