"""Names in a message, found by spaCy from what the knowledge base holds; knows nothing of Rasa.

A new programme, school or alias in the database is recognised without training: the lexicon is rebuilt when the
knowledge version changes. Words with one or two typos are put right against the vocabulary of the names first.
Names of schools and providers that nothing is recorded about are found too, as `unheld`, so that they can be declined.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import spacy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from advising.model import Programme, Snapshot, Subject
from bot.nlu.background import is_background
from bot.nlu.everyday_words import everyday_words, proper_words
from bot.nlu.unheld_names import UNHELD, UnheldNames, Word
from bot.nlu.words import Word as NormalWord
from bot.nlu.words import plain, words_of

ENTITY_OF_KIND = {
    "programme": "programme", "institution": "institution", "platform": "platform", "field": "field_of_study",
    "credential-type": "credential_type", "degree": "credential_type", "occupation": "occupation",
    "course": "course", "course-family": "course", "scheme": "scheme",
}  # fmt: skip
# When one span names several things, the first kind wins; the rest stay as its alternatives.
# A bare title such as "data science" is first of all a field: only with a school does it name a programme.
PRIORITY = (
    "platform",
    "credential_type",
    "institution",
    "field_of_study",
    "programme",
    "occupation",
    "course",
    "scheme",
)
NEGATION = re.compile(
    r"(?<!why )\b(not|no|without|except|besides|other than|anything but|don'?t want|instead of|hate|avoid|tired of|sick of|fed up with|nothing (?:with|in|about|from|to do with)|away from)\s+"
    r"(?:(?!know|sure|whether|if|decided?|clear|only)\w+\s+){0,2}$",
    re.I,
)
_POSSESSIVE = re.compile(r"['\u2019]s$")
_PART = re.compile(r"(?:,? part)? (?:I{1,3}|IV|V|[1-5])$")
CONTRAST = re.compile(r"\b(but|and|just|only|rather)\b", re.I)
MIN_TYPO_LENGTH = 5
LONG_WORD = 9
UNHELD_TYPO_LENGTH = 7  # there are many of these names: their short words are too near to others
NAMED_BY_POSSESSIVE = ("institution", "platform")
SHORTEST_POSSESSIVE = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a message: what it is, where it stands, whether it is negated, and what else it could be.

    The subject of an `unheld` mention is its name; `is_past` marks a school that the learner only comes from.
    """

    entity: str
    subject: str
    start: int
    end: int
    is_negated: bool = False
    is_inferred: bool = False
    alternatives: tuple[str, ...] = ()
    is_past: bool = False


class Lexicon:
    """All names of one knowledge version, ready to be found in messages."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Build the matcher from a snapshot."""
        self.version = snapshot.version
        self._snapshot = snapshot
        self._nlp = spacy.blank("en")
        self._named: dict[str, set[str]] = defaultdict(set)
        for subject in snapshot.subjects.values():
            for name in _names(snapshot, subject):
                self._named[plain(words_of(name))].add(subject.id)
        self._named.pop("", None)
        self._words = _well_spelt(snapshot, self._named)
        self._named.update(_possessives(snapshot, self._named))
        self._unheld = UnheldNames(snapshot, self._named, lambda name: plain(words_of(name)))
        self._unheld_words = self._unheld.words(UNHELD_TYPO_LENGTH)
        self._matcher = PhraseMatcher(self._nlp.vocab)
        names = [*self._named, *self._unheld.names]
        self._matcher.add("name", [Doc(self._nlp.vocab, key.split(" ")) for key in names])
        self._known = {*self._words, *everyday_words(), *proper_words(), *self._unheld.names}

    @property
    def words(self) -> set[str]:
        """The words of all names, as they are spelt."""
        short = (word for key in self._named for word in key.split(" ") if len(word) < MIN_TYPO_LENGTH)
        return {*self._words, *short, *(word for key in self._unheld.names for word in key.split(" "))}

    def find(self, text: str, words: Iterable[NormalWord] = ()) -> list[Mention]:
        """Return the names in a message, left to right, the longest first where they overlap.

        `words` are those of the message with their typos put right, if they are known; the typos of names are found anyway.
        """
        tokens = words_of(text)
        meant = {(word.start, word.end): word.text for word in words if " " not in word.text}
        doc = Doc(self._nlp.vocab, [token.text for token in tokens])
        corrected = Doc(self._nlp.vocab, [self._meant(token, meant) for token in tokens])
        found = [variant[start:end] for variant in (doc, corrected) for _, start, end in self._matcher(variant)]
        chosen = _longest(found)
        taken = {place for span in chosen for place in range(span.start, span.end)}
        described = list(self._unheld.described(_words_of(tokens, text, meant), taken))
        mentions = []
        for span in chosen:
            if not any(school.start <= span.start and span.end <= school.end for school in described):
                mentions.append(self._mention(span, *_place_of(tokens, span.start, span.end), text))
        for school in described:
            mentions.append(_unheld(school.name, *_place_of(tokens, school.start, school.end), text))
        inferred = infer_programmes(self._snapshot, mentions, [token.text for token in corrected])
        return sorted([*mentions, *inferred], key=lambda mention: mention.start)

    def _meant(self, token: NormalWord, meant: Mapping[tuple[int, int], str]) -> str:
        corrected = self._corrected(token.text)
        return corrected if corrected != token.text else meant.get((token.start, token.end), corrected)

    def _corrected(self, word: str) -> str:
        """The word; with one or two typos put right if a name has a word so near."""
        if len(word) < MIN_TYPO_LENGTH or word in self._known or not word.isalpha():
            return word
        return _nearest_word(word, self._words) or self._unheld_word(word) or word

    def _unheld_word(self, word: str) -> str | None:
        return _nearest_word(word, self._unheld_words) if len(word) >= UNHELD_TYPO_LENGTH else None

    def _mention(self, span: Span, start: int, end: int, text: str) -> Mention:
        key = _key(span)
        if key not in self._named:
            return _unheld(self._unheld.names[key], start, end, text)
        subjects = self._named[key]
        kinds = {subject: ENTITY_OF_KIND[self._snapshot.subjects[subject].kind] for subject in subjects}
        order = sorted(subjects, key=lambda subject: (PRIORITY.index(kinds[subject]), subject))
        return Mention(kinds[order[0]], order[0], start, end, _is_negated(text[:start]), alternatives=tuple(order[1:]))


def infer_programmes(snapshot: Snapshot, mentions: list[Mention], words: Sequence[str] = ()) -> list[Mention]:
    """The programmes that a school and a field (and perhaps a kind) name together: "Harvard's data science thing".

    Each school takes the fields nearest to it. Without a school, a kind and a field do if only one programme is both.
    Of several that fit, the one whose title shares the most words with the message ("solar energy delft"). Nothing when a
    programme is named outright, or when several fit equally.
    """
    positive = [mention for mention in mentions if not mention.is_negated]
    if any(mention.entity == "programme" and not mention.alternatives for mention in positive):
        return []
    schools = [m for m in positive if m.entity == "institution"]
    fields = [m for m in positive if m.entity in ("field_of_study", "programme", "course")]
    kinds = {m.subject for m in positive if m.entity == "credential_type"} & _programme_kinds(snapshot)
    if of_courses := {p for m in positive if m.entity == "course" for p in _programmes_of(snapshot, m)}:
        return _inferred(of_courses, [m for m in positive if m.entity == "course"])
    inferred = []
    if not schools and fields and len(kinds) == 1:
        wanted = {subject for m in fields for subject in (m.subject, *m.alternatives)}
        only = [p for p in snapshot.programmes.values() if p.credential_type in kinds and p.fields[0] in wanted]
        if len(only) == 1:
            return [Mention("programme", only[0].id, fields[0].start, fields[-1].end, is_inferred=True)]
    for school in schools:
        near = [m for m in fields if _nearest(m, schools) is school]
        wanted = {subject for m in near for subject in (m.subject, *m.alternatives)}
        offered = snapshot.programmes_by_institution.get(school.subject, ())
        best = _best_by_field([p for p in offered if len(kinds) != 1 or p.credential_type in kinds], wanted, words)
        if best is not None:
            start, end = min(m.start for m in (school, *near)), max(m.end for m in (school, *near))
            inferred.append(Mention("programme", best.id, start, end, is_inferred=True))
    return inferred


def _programmes_of(snapshot: Snapshot, course: Mention) -> set[str]:
    """The programmes that have the course, or one of the same title."""
    subjects = (course.subject, *course.alternatives)
    return {snapshot.programme_of[subject] for subject in subjects if subject in snapshot.programme_of}


def _inferred(programmes: set[str], courses: list[Mention]) -> list[Mention]:
    """The programme of the courses, if it is only one."""
    if len(programmes) > 1:
        return []
    [programme] = programmes
    return [Mention("programme", programme, courses[0].start, courses[-1].end, is_inferred=True)]


def _nearest(mention: Mention, schools: list[Mention]) -> Mention:
    return min(schools, key=lambda s: max(s.start - mention.end, mention.start - s.end))


def _programme_kinds(snapshot: Snapshot) -> set[str]:
    return {programme.credential_type for programme in snapshot.programmes.values()}


def _best_by_field(programmes: list[Programme], wanted: set[str], words: Sequence[str]) -> Programme | None:
    """The one programme that fits best: named by its title, else by its main field, else by any field."""
    for matches in (
        [p for p in programmes if p.id in wanted],
        [p for p in programmes if p.fields[0] in wanted],
        [p for p in programmes if set(p.fields) & wanted],
    ):
        if matches:
            return matches[0] if len(matches) == 1 else _best_by_title(matches, words)
    return None


def _best_by_title(programmes: list[Programme], words: Sequence[str]) -> Programme | None:
    """The programme with the most words of its title in the message, if it is only one."""
    shared = [len({word.text for word in words_of(p.title)} & set(words) - everyday_words()) for p in programmes]
    best = max(shared)
    return programmes[shared.index(best)] if best and shared.count(best) == 1 else None


def _unheld(name: str, start: int, end: int, text: str) -> Mention:
    is_past = is_background(text[:start], text[end:])
    return Mention(UNHELD, name, start, end, _is_negated(text[:start]), is_past=is_past)


def _place_of(tokens: list[NormalWord], start: int, end: int) -> tuple[int, int]:
    """Where the tokens from start to end stand in the text."""
    return tokens[start].start, tokens[end - 1].end


def _words_of(tokens: list[NormalWord], text: str, meant: Mapping[tuple[int, int], str]) -> list[Word]:
    """The tokens as they were written, without the sign of a possessive; misspelt ones as they were meant."""
    ends = [0, *(token.end for token in tokens)]
    return [
        Word(_as_written(token, text, meant), text[end : token.start] == " ")
        for token, end in zip(tokens, ends, strict=False)
    ]


def _as_written(token: NormalWord, text: str, meant: Mapping[tuple[int, int], str]) -> str:
    word = meant.get((token.start, token.end), token.text)
    return word if word != token.text else _POSSESSIVE.sub("", text[token.start : token.end])


def _possessives(snapshot: Snapshot, named: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Schools and platforms as some write what is theirs, "mits" and "harvards", where that is no other word."""
    found = {}
    for key, subjects in named.items():
        owners = {subject for subject in subjects if snapshot.subjects[subject].kind in NAMED_BY_POSSESSIVE}
        last = key.split(" ")[-1]
        is_long = len(last) >= SHORTEST_POSSESSIVE and last.isalpha() and not last.endswith("s")
        if owners and is_long and f"{key}s" not in named and f"{last}s" not in everyday_words():
            found[f"{key}s"] = owners
    return found


def _names(snapshot: Snapshot, subject: Subject) -> list[str]:
    names = [subject.name, subject.short, *subject.aliases]
    if subject.kind == "field":
        names.extend(re.split(r",\s*|\s+and\s+", subject.name))  # "Supply chain and logistics" is both
    if subject.kind == "course":
        names.append(_PART.sub("", subject.name))  # "Foundations of Modern Finance I" and II are spoken of together
    if subject.kind == "programme":
        programme = snapshot.programmes[subject.id]
        names.append(programme.title)
        for institution in programme.institutions:
            school = snapshot.subjects[institution]
            names.extend(f"{name} {programme.title}" for name in (school.short, school.name, *school.aliases[:3]))
    return [name for name in names if name and not _is_noise(name)]


def _is_noise(name: str) -> bool:
    """Names too short or too common to be looked for by themselves."""
    folded = name.casefold().strip()
    return len(folded) < 2 or folded in everyday_words()


def _well_spelt(snapshot: Snapshot, named: dict[str, set[str]]) -> list[str]:
    """The words of all names, without aliases that are only misspellings of another name's word."""
    proper = {word for subject in snapshot.subjects.values() for word in _long_words(f"{subject.name} {subject.short}")}
    targets = sorted(proper)
    others = {word for key in named for word in _long_words(key)} - proper
    return sorted(
        proper | {word for word in others if word in everyday_words() or _nearest_word(word, targets) is None}
    )


def _long_words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) >= MIN_TYPO_LENGTH]


def _nearest_word(word: str, words: list[str]) -> str | None:
    """The word within one typo (two in a long word) that begins alike, or None."""
    allowed = 2 if len(word) >= LONG_WORD else 1
    near = process.extractOne(word, words, scorer=OSA.distance, score_cutoff=allowed)
    return near[0] if near and near[0][0] == word[0] else None


def _longest(spans: list[Span]) -> list[Span]:
    """The spans without overlap, longest first; of two equal ones the one as it was written."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if all(span.end <= other.start or span.start >= other.end for other in chosen):
            chosen.append(span)
    return chosen


def _key(span: Span) -> str:
    return " ".join(token.text for token in span)


def _is_negated(before: str) -> bool:
    clause = CONTRAST.split(before)[-1] if not NEGATION.search(before) else before
    return bool(NEGATION.search(clause))
