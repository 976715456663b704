"""Names of schools and course providers that the knowledge does not hold: those of its list, and "University of ..." at large.

What is held always wins: a listed name counts before a held one only when it is longer ("Michigan State" and "Michigan"),
and words that are part of a held name are never taken for another school's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from advising.model import Snapshot
from bot.nlu.everyday_words import everyday_words

UNHELD = "unheld"
DESCRIBING = Path(__file__).with_name("no_school_names.txt")
# What a name of a school ends with; before it stands what tells this school from others.
ENDINGS = (("university",), ("uni",), ("college",), ("business", "school"), ("institute", "of", "technology"))
MOST_WORDS = 3
MOST_SMALL_WORDS = 2  # where nothing is capitalised, "ask northwood university" is no three-word name
# Words after which the name of a place goes on: "cape town", "new england".
_GOES_ON = frozenset(
    ["cape", "central", "costa", "east", "el", "fort", "great", "las", "los", "new", "north", "northern", "port", "puerto",
     "rio", "san", "santa", "santo", "sierra", "south", "southern", "sri", "st", "upper", "west", "western"]
)  # fmt: skip
# Words that stand before "university of ..." and belong to the name.
_KINDS = frozenset(
    ["american", "catholic", "federal", "islamic", "medical", "national", "polytechnic", "state", "technical"]
)
_CHATTY = frozenset(["dont", "doesnt", "hows", "im", "ive", "isnt", "pls", "plz", "whats", "wheres", "whos"])
# "at Bristol", "does Brown": with its capital letter a town or everyday word means the school there.
_CUES = frozenset(["at", "attend", "attending", "did", "do", "does", "joining", "will", "would"])
_WORD = re.compile(r"[^\W\d_][^\W\d_]+(?:[.'&-][^\W\d_]+)*")
_OF_PLACE = re.compile(r"(?:The )?University of (?:the )?([^,]+)")
LONGEST_SHORT_FORM = 4  # "SRM" keeps its capitals, "MALTA" does not
_PLACED = re.compile(r"(?:The )?([^,]+) (?:University|College)")


class Described(NamedTuple):
    """A school named by the kind of thing it is: from and to which word, and its name as people write it."""

    start: int
    end: int
    name: str


class Word(NamedTuple):
    """A word of a message, and whether one space is all that parts it from the word before."""

    text: str
    is_joined: bool

    @property
    def lower(self) -> str:
        """The word as it is looked for."""
        return self.text.lower()


class UnheldNames:
    """All that is known by name only, ready for the lexicon."""

    def __init__(self, snapshot: Snapshot, held: Collection[str], key: Callable[[str], str]) -> None:
        """Take the listed names; `held` are the keys of all held names, `key` makes the key of a name."""
        self.names: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._held = "\n".join(f" {name} " for name in held)
        for unheld in snapshot.unheld.values():
            for text in _spellings(unheld.name, *unheld.aliases):
                self.names.setdefault(key(text), unheld.name)
        for unheld in snapshot.unheld.values():
            if unheld.kind == "school" and (place := _place(unheld.name)):
                for text in _spellings(*_other_forms(place, unheld.name)):
                    self.names.setdefault(key(text), unheld.name)
                if not _is_everyday(place):
                    self._places.setdefault(key(place), unheld.name)
        for taken in held:
            self.names.pop(taken, None)
            self._places.pop(taken, None)

    def words(self, least: int) -> list[str]:
        """The long words of the listed names, against which typos are put right."""
        found = {word for name in self.names for word in re.findall(r"[^\W\d_]+", name) if len(word) >= least}
        return sorted(found - everyday_words())

    def described(self, words: Sequence[Word], taken: AbstractSet[int]) -> Iterator[Described]:
        """Schools that no list names, left to right: "University of Malta", "Northwood College", "at Bristol"."""
        is_shouted = all(not word.text.islower() for word in words)
        after = 0
        for place in range(len(words)):
            if place < after:
                continue
            found = self._at(words, place, taken, is_shouted)
            if found is not None:
                after = found.end
                yield found

    def _at(self, words: Sequence[Word], place: int, taken: AbstractSet[int], is_shouted: bool) -> Described | None:
        """The school whose kind is said at the place, or the town that is said after a cue there."""
        lower = [word.lower for word in words[place : place + MOST_WORDS + 1]]
        if lower[:2] in (["university", "of"], ["uni", "of"]):
            right = self._after(words, place + 2, taken, is_shouted)
            if place + 2 < right:
                is_technical = place > 0 and words[place].is_joined and words[place - 1].lower in _KINDS
                return self._named(words, place - is_technical, right, core=(place + 2, right))
        for ending in ENDINGS:
            if tuple(lower[: len(ending)]) == ending:
                left = self._before(words, place, taken, is_shouted)
                return self._named(words, left, place + len(ending), core=(left, place)) if left < place else None
        return None if is_shouted else self._in_town(words, place, taken)

    def _in_town(self, words: Sequence[Word], place: int, taken: AbstractSet[int]) -> Described | None:
        """The listed school of a town that stands with a capital letter after "at", "does" and the like."""
        if words[place].lower not in _CUES:
            return None
        for end in range(min(place + 1 + MOST_WORDS, len(words)), place + 1, -1):
            said = words[place + 1 : end]
            school = self._places.get(" ".join(word.lower for word in said))
            if school and all(word.text.istitle() for word in said) and taken.isdisjoint(range(place + 1, end)):
                return Described(place + 1, end, school)
        return None

    def _before(self, words: Sequence[Word], place: int, taken: AbstractSet[int], is_shouted: bool) -> int:
        """Where the words begin that stand before the place and may be part of a name."""
        start = place
        while start > 0 and words[start].is_joined and start - 1 not in taken and _may_name(words[start - 1]):
            is_small = is_shouted or not words[place - 1].text[0].isupper()
            if place - start >= (MOST_SMALL_WORDS if is_small else MOST_WORDS):
                break
            if not is_small and not words[start - 1].text[0].isupper():
                break
            start -= 1
        while start < place - 1 and words[start].lower in describing_words() - _GOES_ON and words[start].text.islower():
            start += 1
        return start

    def _after(self, words: Sequence[Word], place: int, taken: AbstractSet[int], is_shouted: bool) -> int:
        """Where the words end that stand from the place on and may be part of a name."""
        end = place
        while end < min(len(words), place + MOST_WORDS) and words[end].is_joined and end not in taken:
            goes_on = end == place or words[end - 1].lower in _GOES_ON
            is_large = not is_shouted and words[place].text[0].isupper() and words[end].text[0].isupper()
            if not (_may_name(words[end]) and (goes_on or is_large)):
                break
            end += 1
        return end

    def _named(self, words: Sequence[Word], start: int, end: int, core: tuple[int, int]) -> Described | None:
        """The school, unless its words only describe one or are part of a held name."""
        telling = [word.lower for word in words[core[0] : core[1]]]
        key = " ".join(telling)
        if all(word in describing_words() for word in telling):
            return None
        if any(f" {form}" in self._held for form in (f"university of {key} ", f"{key} university ", f"{key}x ")):
            return None
        return Described(start, end, _as_written(words[start:end]))


@lru_cache(maxsize=1)
def describing_words() -> frozenset[str]:
    """Words that before "university" or "college" describe a school and do not name it."""
    return frozenset(DESCRIBING.read_text().split())


def _may_name(word: Word) -> bool:
    """Whether the word may be part of a name that no list has."""
    lower = word.lower
    return bool(_WORD.fullmatch(word.text)) and not (
        lower in STOP_WORDS or lower in everyday_words() or lower in _CHATTY
    )


def _place(name: str) -> str:
    """What tells the school from others: "University of Toronto" -> "Toronto", "Brown University" -> "Brown"; or nothing."""
    found = _OF_PLACE.fullmatch(name) or _PLACED.fullmatch(name)
    place = found.group(1) if found else ""
    return place if len(place.split()) <= MOST_WORDS else ""


def _other_forms(place: str, name: str) -> Iterator[str]:
    """How people also write a school's name: "Toronto Uni", "uni of Toronto", "my university Toronto"."""
    yield f"{place} Uni"
    if _OF_PLACE.fullmatch(name):
        yield from (f"{place} University", f"Uni of {place}")
    if not _is_everyday(place):
        yield from (f"University {place}", f"Uni {place}")


def _is_everyday(place: str) -> bool:
    return all(word in everyday_words() for word in place.lower().split())


def _spellings(*texts: str) -> Iterator[str]:
    """The texts as written, and without their accents and article."""
    for text in texts:
        bare = text.removeprefix("The ")
        yield from (bare, "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c)))


def _as_written(words: Sequence[Word]) -> str:
    """The name as people write it: "uni of malta" -> "University of Malta"."""
    return " ".join(_as_in_name("university" if word.lower == "uni" else word.text) for word in words)


def _as_in_name(text: str) -> str:
    """A word of a name: "malta" and "MALTA" -> "Malta"; "of" stays small, "SRM" and "McNeese" stay as they are."""
    if text.lower() in {"of", "the"}:
        return text.lower()
    return text.capitalize() if text.islower() or (text.isupper() and len(text) > LONGEST_SHORT_FORM) else text
