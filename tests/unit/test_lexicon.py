"""Names in messages, found from the real knowledge (bot.nlu.lexicon)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advising.model import Snapshot, Subject
from bot.nlu.lexicon import Lexicon, Mention

# What is found with nothing misspelt, in any case.
NAMED = [
    ("is MITx Supply Chain Management worth it", "mitx-supply-chain-management"),  # full name
    ("SCM", "mitx-supply-chain-management"),  # abbreviation
    ("the dedp from mit", "mitx-dedp"),
    ("mm price", "micromasters"),
    ("micro masters or what", "micromasters"),
    ("a micro-masters", "micromasters"),
    ("MicroMaster's", "micromasters"),
    ("prof cert", "professional-certificate"),
    ("an m.sc. in what?", "masters-degree"),
    ("a master's", "masters-degree"),
    ("exec mba", "mba"),
    ("UCSD", "uc-san-diego"),
    ("at UC San Diego", "uc-san-diego"),
    ("tu delft", "tu-delft"),
    ("gatech", "georgia-tech"),
    ("berkeley", "uc-berkeley"),
    ("on edx?", "edx"),
    ("edX.", "edx"),
    ("coursera's", "coursera"),
    ("cs50", "cs50x"),
    ("supply chain", "supply-chain"),
    ("ai", "artificial-intelligence"),
    ("do data scientists earn a lot", "occupation-data-scientists"),
]
MISSPELT = [
    ("micromsters", "micromasters"),
    ("mircomasters", "micromasters"),
    ("micromaster programm", "micromasters"),
    ("profesional certificate", "professional-certificate"),
    ("proffesional certifcate", "professional-certificate"),
    ("harvrad", "harvard-university"),
    ("cousera", "coursera"),
    ("suply chain managment", "supply-chain"),
    ("cybersecuirty", "cybersecurity"),
    ("data scienec", "data-science"),
    ("statistcs and data science", "mitx-statistics-and-data-science"),
]
EVERYDAY_SENTENCES = [
    "what is the weather like today", "can you tell me how long it takes", "which course first", "help me please",
    "i have no time and two kids", "when does it start and end", "is it in spanish or can i read it in french",
    "how do i put it on linkedin", "i am a nurse and work at night", "my name is Ann", "does it count", "thanks a lot",
    "i want to speak to a person", "is there a quiz in the morning", "can i pay later", "what if i fail the exam",
    "do i need to be good at maths", "who won the match", "why do you ask", "no idea, whatever", "hello", "it", "",
    "is the certificate worth the money", "how hard are the assignments", "i lost my password", "what about jobs",
    "stop", "never mind", "5 hours a week and 500 dollars", "?!", "\U0001f600 \U0001f600", "<script>alert(1)</script>", "'; DROP TABLE claims; --",
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon(snapshot: Snapshot) -> Lexicon:
    """The lexicon of the real knowledge."""
    return Lexicon(snapshot)


def subjects(mentions: list[Mention]) -> set[str]:
    """Everything that mentions name, first choices and alternatives."""
    return {subject for mention in mentions for subject in (mention.subject, *mention.alternatives)}


@pytest.mark.parametrize(("text", "subject"), NAMED)
@pytest.mark.parametrize("change", [str, str.lower, str.upper], ids=["as written", "lower", "upper"])
def test_a_name_is_found_in_any_case(lexicon: Lexicon, text: str, subject: str, change: type[str]) -> None:
    """Names, abbreviations and usual short forms are found, however they are capitalised."""
    assert subject in subjects(lexicon.find(change(text)))


@pytest.mark.parametrize(("text", "subject"), MISSPELT)
def test_a_misspelt_name_is_found(lexicon: Lexicon, text: str, subject: str) -> None:
    """One or two typos in a long enough word are put right."""
    assert subject in subjects(lexicon.find(text))


@pytest.mark.parametrize("text", EVERYDAY_SENTENCES)
def test_nothing_is_found_in_everyday_sentences(lexicon: Lexicon, text: str) -> None:
    """Words that people use all day are no names, and no misspelt names."""
    assert lexicon.find(text) == []


def test_every_programme_is_found_by_its_full_name(lexicon: Lexicon, snapshot: Snapshot) -> None:
    """Whatever the bot calls a programme, it understands."""
    missed = [
        slug
        for slug in snapshot.programmes
        if slug not in subjects(lexicon.find(f"tell me about {snapshot.label(slug)}, please"))
    ]
    assert not missed


def test_every_school_platform_and_kind_is_found_by_its_name(lexicon: Lexicon, snapshot: Snapshot) -> None:
    """The names on buttons and cards are understood when they are typed."""
    kinds = ("institution", "platform", "credential-type", "degree", "field", "occupation")
    missed = [
        subject.id for subject in snapshot.subjects.values()
        if subject.kind in kinds and subject.id not in subjects(lexicon.find(f"what about {subject.name}?"))
    ]  # fmt: skip
    assert not missed


@pytest.mark.parametrize(
    ("text", "negated", "wanted"),
    [
        ("not data science but finance", {"data-science"}, {"finance"}),
        ("finance, not cybersecurity", {"cybersecurity"}, {"finance"}),
        ("anything but finance", {"finance"}, set()),
        ("i don't want an mba", {"mba"}, set()),
        ("i dont want an mba", {"mba"}, set()),
        ("without coursera", {"coursera"}, set()),
        ("no mba, a micromasters", {"mba"}, {"micromasters"}),
        ("an mba instead of a micromasters", {"micromasters"}, {"mba"}),
        ("everything except finance and cybersecurity", {"finance", "cybersecurity"}, set()),
        ("i have no money for an mba", set(), {"mba"}),
        ("is it not better than an mba", set(), {"mba"}),
        ("why not an mba?", set(), {"mba"}),
        ("i do not know whether edx or coursera", set(), {"edx", "coursera"}),
    ],
)
def test_a_negated_name_is_told_from_a_wanted_one(
    lexicon: Lexicon, text: str, negated: set[str], wanted: set[str]
) -> None:
    """What somebody does not want is marked; a "not" that belongs to something else marks nothing."""
    found = lexicon.find(text)
    assert {m.subject for m in found if m.is_negated} == negated
    assert {m.subject for m in found if not m.is_negated} == wanted


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("Harvard's data science thing", "harvardx-data-science"),
        ("project management at RIT", "ritx-project-management"),
        ("the professional certificate in data science from harvard", "harvardx-data-science"),
        ("mit supply chain micromasters", "mitx-supply-chain-management"),
        ("solar energy delft, what comes first", "delftx-solar-energy-engineering"),
        ("can i take foundations of modern finance 1 and 2 at once", "mitx-finance"),
    ],
)
def test_school_and_field_together_name_a_programme(lexicon: Lexicon, text: str, programme: str) -> None:
    """Who names a school and a subject means the one programme that is both."""
    assert programme in subjects([mention for mention in lexicon.find(text) if mention.entity == "programme"])


@pytest.mark.parametrize(
    "text",
    [
        "data science",  # no school
        "harvard",  # no field
        "michigan data science",  # the school has several or none
        "mit, not data science",  # the field is not wanted
        "medicine at harvard",  # no such programme
    ],
)
def test_no_programme_is_guessed(lexicon: Lexicon, text: str) -> None:
    """A programme is inferred only from a school and a field that fit exactly one."""
    assert not [mention for mention in lexicon.find(text) if mention.is_inferred]


def test_a_mention_tells_where_it_stands(lexicon: Lexicon) -> None:
    """Start and end cut the learner's own letters out of the message, typo included, left to right."""
    text = "is  profesional certificate (Harvrad) good?"
    found = lexicon.find(text)
    assert [text[m.start : m.end] for m in found] == ["profesional certificate", "Harvrad"]


def test_a_new_name_in_the_knowledge_is_found_without_training(snapshot: Snapshot) -> None:
    """A subject that is added to the database is recognised as soon as a lexicon is made of it."""
    subject = Subject("blorptech", "institution", "Blorptech Institute", "Blorptech", ("BLPT",))
    grown = replace(snapshot, version="next", subjects={**snapshot.subjects, "blorptech": subject})
    assert Lexicon(grown).version == "next"
    assert subjects(Lexicon(grown).find("is blpt, or blorptehc, any good")) == {"blorptech"}
    assert Lexicon(snapshot).find("is blpt any good") == []
