"""Names of schools and providers that nothing is recorded about (bot.nlu.unheld_names), found beside the held ones."""

from __future__ import annotations

import pytest

from advising.model import Snapshot
from bot.nlu.everyday_words import everyday_words
from bot.nlu.lexicon import Lexicon
from bot.nlu.unheld_names import UNHELD, describing_words

LISTED = [
    ("what does the university of toronto offer", "University of Toronto"),
    ("udacity price", "Udacity"),
    ("exam rules at my university warwick", "University of Warwick"),
    ("how much is the oxford online msc", "University of Oxford"),
    ("UofT or nothing", "University of Toronto"),
    ("toronto uni", "University of Toronto"),
    ("uni of toronto", "University of Toronto"),
    ("stanfords ai course", "Stanford University"),
    ("Stanford's ai course", "Stanford University"),
    ("universidad autonoma de barcelona, universitat autonoma de barcelona", "Autonomous University of Barcelona"),
    ("Bath University", "University of Bath"),
    ("reading uni", "University of Reading"),
    ("is the open university any good", "The Open University"),
    ("does Brown accept it", "Brown University"),
    ("courses at Bristol", "University of Bristol"),
    ("university of torronto", "University of Toronto"),  # one typo in a long word
    ("stanfrod", "Stanford University"),
    ("codecadamy", "Codecademy"),
]
DESCRIBED = [
    ("is the University of Malta any good", "University of Malta"),
    ("uni of malta fees", "University of Malta"),
    ("UNIVERSITY OF MALTA", "University of Malta"),
    ("the university of new caledonia", "University of New Caledonia"),
    ("technical university of kenya", "Technical University of Kenya"),
    ("does kansas wesleyan university take it", "Kansas Wesleyan University"),
    ("Compare Northwood College and others", "Northwood College"),
    ("data science at northwood college", "Northwood College"),
    ("northwood business school", "Northwood Business School"),
    ("the Dunwoody Institute of Technology", "Dunwoody Institute of Technology"),
]
NAMELESS = [
    "does my university accept it", "any university that takes it", "which university is best", "a good college",
    "this university", "the university", "university of my country", "an indian university", "a state university",
    "is the university open on sunday", "reading list at university", "i am reading and writing", "take a bath",
    "does brown sugar count", "the top business school", "some institute of technology", "my uni", "uni of my choice",
    "data science university", "a university. Fees?", "I live in a big city", "the bus to college", "university of science",
    "do i need to resign from college one to join college two", "meine uni", "What Is A University",
]  # fmt: skip
HELD = [
    ("university of michigan", "university-of-michigan"),
    ("the university of harvard", "harvard-university"),
    ("harvard business school", "harvard-university"),
    ("mits supply chain", "mit"),
    ("MITS prices", "mit"),
    ("ubcs courses", "university-of-british-columbia"),
    ("edxs refunds", "edx"),
]


@pytest.fixture(scope="module")
def lexicon(snapshot: Snapshot) -> Lexicon:
    """The lexicon of the real knowledge."""
    return Lexicon(snapshot)


def unheld(lexicon: Lexicon, text: str) -> list[str]:
    """The names in a text that the knowledge does not hold."""
    return [mention.subject for mention in lexicon.find(text) if mention.entity == UNHELD]


@pytest.mark.parametrize(("text", "name"), [*LISTED, *DESCRIBED])
def test_a_school_or_provider_that_is_not_held_is_found_by_name(lexicon: Lexicon, text: str, name: str) -> None:
    """Listed names in all their forms, and schools that are named by what they are, under the name that people write."""
    assert unheld(lexicon, text) == [name]


@pytest.mark.parametrize("text", NAMELESS)
def test_what_names_no_school_is_none(lexicon: Lexicon, text: str) -> None:
    """What says of a school only that it is mine, good or Indian names none, and everyday words are no names."""
    assert unheld(lexicon, text) == []


@pytest.mark.parametrize(("text", "subject"), HELD)
def test_a_held_name_wins(lexicon: Lexicon, text: str, subject: str) -> None:
    """A school that is held is found as such, also within a longer description and with an "s" that lacks its apostrophe."""
    assert subject in [mention.subject for mention in lexicon.find(text)]
    assert unheld(lexicon, text) == []


@pytest.mark.parametrize("text", ["university of maryland", "University of California", "newcastle university"])
def test_words_of_a_held_name_are_no_other_school(lexicon: Lexicon, text: str) -> None:
    """What only the whole of a held name tells apart is not said to be unknown."""
    assert unheld(lexicon, text) == []


@pytest.mark.parametrize("text", ["the bus is late", "catalysts and covenants", "two arms", "it was a hit"])
def test_a_word_is_no_possessive(lexicon: Lexicon, text: str) -> None:
    """A school's name with an "s" is no school where it is a word of its own."""
    assert lexicon.find(text) == []


def test_the_longer_name_is_meant(lexicon: Lexicon) -> None:
    """A listed name that holds a held one is another school: Michigan State is not Michigan, Penn State is not Penn."""
    for text in (
        "michigan state university",
        "penn state",
        "university of texas at dallas",
        "queen's university belfast",
    ):
        assert [mention.entity for mention in lexicon.find(text)] == [UNHELD]


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("I have a bachelor's from the University of Toronto, is a MicroMasters worth it?", True),
        ("I graduated from Oxford", True),
        ("i work at Warwick university", True),
        ("i've studied economics at stanford", True),
        ("my degree is from the university of malta", True),
        ("i live in Oxford", True),
        ("I'm a Stanford graduate", True),
        ("my university, warwick", False),
        ("can i do my master's at oxford", False),
        ("can i work at stanford", False),
        ("i have questions about masters at oxford", False),
        ("graduate certificate from stanford", False),
        ("does oxford accept it", False),
    ],
)
def test_where_the_learner_comes_from_is_told_from_what_is_asked_about(
    lexicon: Lexicon, text: str, is_past: bool
) -> None:
    """A school where somebody studied, works or lives is marked; one that the question is about is not."""
    assert [mention.is_past for mention in lexicon.find(text) if mention.entity == UNHELD] == [is_past]


def test_a_name_that_is_not_wanted_is_negated(lexicon: Lexicon) -> None:
    """Like every name, one that is not held may be what somebody does not want."""
    assert [m.is_negated for m in lexicon.find("anything but udacity")] == [True]


def test_every_listed_name_is_found(lexicon: Lexicon, snapshot: Snapshot) -> None:
    """Each name and alias of the list is found as that school or provider, in any case."""
    assert len(snapshot.unheld) > 300
    missed = [
        text for row in snapshot.unheld.values() for text in (row.name, *row.aliases)
        if not unheld(lexicon, f"tell me about {text}") == unheld(lexicon, text.lower()) == [row.name]
    ]  # fmt: skip
    assert missed == []


def test_no_listed_name_is_an_everyday_word(snapshot: Snapshot) -> None:
    """A name by itself may be no word that people use all day."""
    names = {text.lower() for row in snapshot.unheld.values() for text in (row.name, *row.aliases)}
    assert not names & (everyday_words() | describing_words())


def test_every_subject_is_still_found_by_its_name(lexicon: Lexicon, snapshot: Snapshot) -> None:
    """No listed name hides what is held."""
    kinds = ("institution", "platform", "credential-type", "degree", "programme")
    hidden = [
        subject.name for subject in snapshot.subjects.values()
        if subject.kind in kinds and unheld(lexicon, f"tell me about {subject.label}")
    ]  # fmt: skip
    assert hidden == []
