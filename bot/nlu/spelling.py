"""Misspelt words put right, so that a typo does not change an answer; knows nothing of Rasa.

The noisy channel of Kernighan, Church and Gale (1990): of the words one or two edits away, the one that is likeliest to
have been meant, by how often it is written, how well it fits its neighbours, and how easily a finger makes that mistake.
Counts come from our own sentences and, for everything else that people say, from pyspellchecker's English list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from math import log

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.nlu.everyday_words import everyday_words, proper_words
from bot.nlu.words import Word, words_of, written_out

SHORTEST = 3  # letters of a word that is looked at
LONG = 6  # letters from which two edits are thought possible
COMMON = 1000  # in the English list: a word that people know, and mean
HEARD = 300  # in the English list: a word that somebody may have meant
EVERYWHERE = 100_000  # in the English list: a word that is meant even where our own sentences never use it
USUAL = 5  # in our own sentences: the same
LEAST_SEEN = 3  # of our own words, to be what somebody meant
OWN, NEIGHBOURED = 0.8, 0.7  # shares of our own counts, and of pairs of words, in the estimates
RIGHT, NEVER_SEEN = 0.95, 3e-8  # P(a word is as meant), and how likely a word is that no list holds
ABBREVIATION = 1e-5  # the same of three letters: there are many
NAMED = 1e-6  # how likely a word of a name is, however seldom our sentences have it
EASY, HARD, TWICE = 0.04, 0.004, 0.0004  # P(typo): of a hurried finger, of any other kind, of two at once
REMEMBERED = 4096  # unknown words whose neighbours are kept
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = frozenset(pair for row in KEYS for one, other in pairwise(row) for pair in ((one, other), (other, one)))


@lru_cache(maxsize=1)
def english() -> Mapping[str, int]:
    """How often each English word is written, by pyspellchecker's list."""
    found: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return found


@dataclass
class Spelling:
    """What is known of words: how often each, and each pair, is written in our sentences, and the words of names."""

    counts: Mapping[str, int]
    pairs: Mapping[str, int]
    names: Collection[str]
    _by_length: dict[int, list[str]] = field(init=False, repr=False)
    _near: dict[str, list[tuple[str, float]]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the words that somebody may have meant by length."""
        own = {word for word, count in self.counts.items() if count >= LEAST_SEEN}
        common = {word for word, count in english().items() if count >= HEARD}
        self._by_length = defaultdict(list)
        for word in sorted(own | common | set(self.names)):
            if word.isalpha():
                self._by_length[len(word)].append(word)
        self._own, self._all = max(1, sum(self.counts.values())), sum(english().values())

    def corrected(self, words: Sequence[str]) -> list[str]:
        """The words, each with its typo put right where it has one."""
        found: list[str] = []
        for place, word in enumerate(words):
            before, after = found[-1] if found else "", words[place + 1] if place + 1 < len(words) else ""
            choose = self._fitting if self.is_known(word) else self._meant
            found.append(choose(word, before, after))
        return found

    def is_known(self, word: str) -> bool:
        """Whether the word is one that people write, so that it is left alone."""
        return (
            len(word) < SHORTEST
            or not word.isalpha()
            or word in self.names
            or word in everyday_words()
            or word in proper_words()
            or self.counts.get(word, 0) >= USUAL
            or english().get(word, 0) >= COMMON
        )

    def _meant(self, word: str, before: str, after: str) -> str:
        candidates = [(word, log(RIGHT)), *self._nearest(word)]
        return max(candidates, key=lambda found: found[1] + self._fits(found[0], before, after))[0]

    def _fitting(self, word: str, before: str, after: str) -> str:
        """A known word; another one only if ours never have it and always have the other in its place: "dose it take"."""
        if (
            word in self.names
            or len(word) <= SHORTEST
            or english().get(word, 0) >= EVERYWHERE
            or any(pair in self.pairs for pair in (f"{before} {word}", f"{word} {after}"))
        ):
            return word
        fitting = [
            (meant, chance)
            for meant, chance in self._nearest(word)
            if chance >= log(EASY)
            and all(self.pairs.get(pair, 0) > 1 for pair in (f"{before} {meant}", f"{meant} {after}"))
        ]
        return max(fitting, key=lambda found: found[1] + self._fits(found[0], before, after))[0] if fitting else word

    def _nearest(self, word: str) -> list[tuple[str, float]]:
        """Words that may have been meant, each with the log of P(this typo)."""
        if word not in self._near:
            chances = {meant: mistake(meant, word) for meant in self._within_reach(word) if meant != word}
            # Two typos in a word are thought of only where one does not explain it, and its beginning is right.
            once = {meant: chance for meant, chance in chances.items() if chance > TWICE}
            twice = {meant: chance for meant, chance in chances.items() if meant[0] == word[0]}
            if len(self._near) >= REMEMBERED:
                self._near.clear()  # strangers' words must not fill the memory
            self._near[word] = [(meant, log(chance)) for meant, chance in (once or twice).items()]
        return self._near[word]

    def _within_reach(self, word: str) -> Iterator[str]:
        reach = 2 if len(word) >= LONG else 1
        for length in range(len(word) - reach, len(word) + reach + 1):
            for meant, _, _ in process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=reach, limit=None
            ):
                yield meant

    def _fits(self, word: str, before: str, after: str) -> float:
        """Log of how likely the word is between its neighbours."""
        return log(self._likely(word, before)) + log(self._likely(after, word))

    def _likely(self, word: str, before: str) -> float:
        never = NAMED if word in self.names else ABBREVIATION if len(word) <= SHORTEST else NEVER_SEEN
        alone = OWN * self.counts.get(word, 0) / self._own + (1 - OWN) * english().get(word, 0) / self._all + never
        seen = self.counts.get(before, 0)
        together = self.pairs.get(f"{before} {word}", 0) / seen if seen else 0.0
        return NEIGHBOURED * together + (1 - NEIGHBOURED) * alone


def mistake(meant: str, typed: str) -> float:
    """P(`typed` is written for `meant`), by the kind of typo."""
    if OSA.distance(meant, typed) > 1:
        return TWICE
    if sorted(meant) == sorted(typed):
        return EASY  # two letters swapped
    if meant[:1] != typed[:1]:
        return HARD
    if len(meant) > len(typed):
        return EASY  # a letter left out
    if len(meant) < len(typed):
        place = next((i for i, letter in enumerate(meant) if typed[i] != letter), len(meant))
        return EASY if typed[place] == typed[place - 1] else HARD  # doubled, or a letter too many
    wrong = [(one, other) for one, other in zip(meant, typed, strict=True) if one != other]
    return EASY if wrong[0] in NEIGHBOURS else HARD  # the key beside


def learn_counts(sentences: Iterable[Sequence[str]]) -> tuple[Counter[str], Counter[str]]:
    """(counts of words, counts of pairs of words) in sentences; the edges of a sentence count as the word ""."""
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for sentence in sentences:
        words.update(("", *sentence))
        pairs.update(f"{one} {other}" for one, other in pairwise(("", *sentence, "")))
    return words, pairs


def read_words(text: str, spelling: Spelling) -> list[Word]:
    """The words of a message in their normal form, with their typos put right."""
    found = words_of(text)
    corrected = spelling.corrected([word.text for word in found])
    return written_out(replace(word, text=meant) for word, meant in zip(found, corrected, strict=True))
