"""Which credentials count toward a degree at a school, in a field, of a kind: against a filter written down apart."""

from __future__ import annotations

import json
import random
import re

import pytest

from advising.answers.credit import credit_answer
from advising.answers.into_degree import into_degree
from advising.answers.pathway_words import NOT_A_NO, SEPARATE, WORDS, words_shown
from advising.degree_words import DEGREES, asks_into_degree, degree_words, is_degree
from advising.model import Pathway, Snapshot
from advising.profile import Profile
from advising.question import Question
from advising.rendering import render
from advising.reply import OptionsBlock, Reply, TextBlock
from tests.unit.oracle import Oracle
from tests.unit.oracle.figures import figures

HARVARD, EXTENSION = "harvard-university", "harvard-extension-school"
SCM = "mitx-supply-chain-management"


def text_blocks(reply: Reply) -> list[TextBlock]:
    """The text of a reply, open and folded."""
    return [block for block in reply.blocks if isinstance(block, TextBlock)]


def told(snapshot: Snapshot, reply: Reply) -> set[str]:
    """The pathways that a reply lists."""
    by_claim = {pathway.claim.id: pathway.id for pathway in snapshot.pathways}
    lists = [b for b in text_blocks(reply) if b.style == "list" and b.heading in ("", "More pathways")]
    return {
        by_claim[claim.id] for block in lists for s in block.sentences for claim in s.claims if claim.id in by_claim
    }


def in_field(snapshot: Snapshot, pathway: Pathway, field: str) -> tuple[bool, bool]:
    """Whether the degree's name says a field by one of its names, and whether the programme is in it."""
    subject = snapshot.subjects[field]
    names = [*re.split(", | and ", subject.name), subject.name, *subject.aliases]
    title = f" {re.sub(r'[^a-z0-9+#&.-]+', ' ', pathway.degree.lower())} "
    named = any(f" {name.lower()} " in title for name in names)
    programme = snapshot.programmes.get(pathway.programme)
    return named, programme is not None and field in programme.fields


def test_what_is_listed_is_what_fits(snapshot: Snapshot) -> None:
    """For every school and field: the count, what is listed and what is said of the field are those of the oracle."""
    oracle = Oracle(snapshot)
    fields = [s.id for s in snapshot.subjects.values() if s.kind == "field"]
    chance, found_some = random.Random(7), 0
    for _ in range(200):
        school = chance.choice([None, chance.choice(list(snapshot.pathways_by_institution))])
        field = chance.choice([None, *fields])
        fit = [p for p in snapshot.pathways if school in (None, p.institution)]
        parts = {p.id: in_field(snapshot, p, field) for p in fit} if field else {}
        fit = [p for p in fit if not field or any(parts[p.id])]
        reply = into_degree(snapshot, [school] if school else [], [field] if field else [])
        if not fit:
            assert reply.status == "declined"
            continue
        first = text_blocks(reply)[0]
        assert first.sentences[0].text.startswith(f"{len(fit)} recorded pathway")
        assert told(snapshot, reply) <= {p.id for p in fit}
        assert len(told(snapshot, reply)) == len(fit) if len(fit) <= 10 else len(told(snapshot, reply)) >= 10
        named = sum(by_title for by_title, _ in parts.values())
        if field:
            said = next(s for b in text_blocks(reply) for s in b.sentences if s.text.startswith("Found: "))
            assert figures(said.text) == figures(f"{named or ''} {len(fit) - named or ''}")
        counts = figures(f"{len(fit)} {named} {len(fit) - named}")
        assert not oracle.invented(reply, counts, [s for s in (school, field) if s])
        found_some += 1
    assert found_some > 50


def test_every_answer_is_short_and_whole(snapshot: Snapshot) -> None:
    """Schools, fields and degree words in any mixture: separate admission, at most 90 open words, silence is no no."""
    chance = random.Random(3)
    schools = [(), *((school,) for school in snapshot.pathways_by_institution)]
    fields = [(), *((s.id,) for s in snapshot.subjects.values() if s.kind == "field")]
    kinds = [(), ("MBA",), ("master's",), ("PhD",)]
    for _ in range(300):
        learner = Profile(holds=tuple(chance.sample(["credential", "degree", "residency"], chance.randint(0, 3))))
        reply = into_degree(snapshot, chance.choice(schools), chance.choice(fields), chance.choice(kinds), learner)
        text = render(snapshot, reply)[0]
        assert SEPARATE.rstrip(".") in text
        assert "not a no" in text
        assert words_shown(text_blocks(reply)) <= WORDS


def test_degrees_named_after_the_field_come_before_those_of_programmes_in_it(snapshot: Snapshot) -> None:
    """The order follows how the field was found."""
    reply = into_degree(snapshot, [], ["data-science"])
    lists = [b for b in text_blocks(reply) if b.style == "list" and b.heading in ("", "More pathways")]
    by_claim = {pathway.claim: pathway for pathway in snapshot.pathways}
    named = [in_field(snapshot, by_claim[s.claims[0]], "data-science")[0] for b in lists for s in b.sentences]
    assert named == sorted(named, reverse=True)


@pytest.mark.parametrize(
    ("text", "mentions", "schools"),
    [
        ("which credentials count toward a master's at MIT?", ("masters-degree", "mit"), {"mit"}),
        ("what can I use for Harvard's ALM", (HARVARD,), {EXTENSION}),  # the school's part by name
        ("which MicroMasters does RIT accept", ("rochester-institute-of-technology",), {"rochester-institute-of-technology"}),
        ("", ("columbia-university",), {"columbia-university"}),  # a button
    ],
)  # fmt: skip
def test_a_school_is_asked_about(snapshot: Snapshot, text: str, mentions: tuple[str, ...], schools: set[str]) -> None:
    """The pathways into the degrees of the school are told, and no others."""
    reply = credit_answer(snapshot, Question("credit", text, mentions))
    hosts = {pathway.id: pathway.institution for pathway in snapshot.pathways}
    assert {hosts[pathway] for pathway in told(snapshot, reply)} == schools
    assert NOT_A_NO in text_blocks(reply)[0].sentences[0].text


def test_an_mba_is_asked_about(snapshot: Snapshot) -> None:
    """Only degrees whose name says MBA are told."""
    reply = credit_answer(snapshot, Question("credit", "which credentials count toward an MBA", ("mba",)))
    degrees = {pathway.id: pathway.degree for pathway in snapshot.pathways}
    assert told(snapshot, reply)
    assert all("MBA" in degrees[pathway] for pathway in told(snapshot, reply))


def test_a_programme_that_is_named_is_the_start_whatever_the_words(snapshot: Snapshot) -> None:
    """What MITx SCM can be used for is about the programme, also beside a school."""
    reply = credit_answer(snapshot, Question("credit", "what can I use MITx SCM for, a master's at MIT?", (SCM, "mit")))
    assert reply.subjects == (SCM,)


def test_the_kind_of_credential_to_start_from_is_respected(snapshot: Snapshot) -> None:
    """No pathway of a MicroMasters is shown to who asks after Professional Certificates."""
    text = "which professional certificates count toward a master's at MIT"
    reply = credit_answer(snapshot, Question("credit", text, ("professional-certificate", "masters-degree", "mit")))
    assert reply.status == "declined"
    assert "from a Professional Certificate to a master's at MIT" in render(snapshot, reply)[0]


def test_what_is_nearest_is_offered_and_answers(snapshot: Snapshot) -> None:
    """Where nothing is recorded the buttons ask for the same school or the same field, and each finds something."""
    reply = into_degree(snapshot, ["mit"], ["law"], ("master's",))
    options = next(block for block in reply.blocks if isinstance(block, OptionsBlock)).options
    assert [option.title for option in options] == [
        "Any degree at MIT", "Any master's in law and human rights", "Find a programme for me",
    ]  # fmt: skip
    for option in options[:2]:
        asked = tuple(json.loads(option.payload.removeprefix("/credit"))["subject"])
        assert told(snapshot, credit_answer(snapshot, Question("credit", "", asked)))


def test_a_question_in_general_stays_general(snapshot: Snapshot) -> None:
    """Whether a MicroMasters counts at all is answered by what holds in general."""
    asked = Question("credit", "does a MicroMasters count toward a master's?", ("micromasters", "masters-degree"))
    assert not told(snapshot, credit_answer(snapshot, asked))


INTO = [
    "which credentials count toward a master's at MIT",
    "what counts towards a degree in data science",
    "what can I use for Harvard's ALM",
    "which micromasters lead to an MBA",
    "are there any certificates that transfer into a bachelor's",
    "what programs does RIT accept for credit: which courses count toward its master's",
    "does Columbia accept MicroMasters credentials",
    "is there a pathway into the MBA at Doane",
    "credit toward a master's in finance",
    "list the credentials that can be used for a master\u2019s at Curtin",
]
NOT_INTO = [
    "does it count toward a degree",
    "does the MITx SCM count at MIT?",
    "can I get credit",
    "is a MicroMasters accepted by universities",
    "what is credit",
    "how much does it cost",
    "",
]


@pytest.mark.parametrize(("text", "asks"), [*((t, True) for t in INTO), *((t, False) for t in NOT_INTO)])
def test_the_direction_is_read_from_the_words(text: str, asks: bool) -> None:
    """What counts toward a degree is told from what a programme counts toward."""
    assert asks_into_degree(text) is asks


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("toward an MBA", ("MBA",)),
        ("an executive m.b.a", ("MBA",)),
        ("a master's at MIT", ("master's",)),
        ("a master\u2019s degree", ("master's",)),
        ("a master of science", ("MSc",)),
        ("Harvard's ALM", ("ALM",)),
        ("a bachelor's or a BSc", ("bachelor's",)),
        ("a PhD in systems", ("PhD",)),
        ("an LL.M. in law", ("LL.M.",)),
        ("a degree", ()),
        ("the MicroMasters", ()),
    ],
)
def test_degree_words_are_read(text: str, degrees: tuple[str, ...]) -> None:
    """Kinds of degree by their usual words; a MicroMasters is none."""
    assert degree_words(text) == degrees


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Master of Liberal Arts (ALM), Management", {"ALM", "master's"}),
        ("MSc Biobased Sciences", {"MSc", "master's"}),
        ("Online MBA", {"MBA", "master's"}),
        ("MS Computer Science", {"MSc", "master's"}),
        ("PhD program in Social and Engineering Systems (SES)", {"PhD"}),
        ("advanced master (LL.M.) in international law", {"LL.M.", "master's"}),
        ("MSE Robotics", {"MEng", "master's"}),
        ("Programme of the Louvain School of Management", set()),
        ("", set()),
    ],
)
def test_titles_of_degrees_are_told_apart(title: str, kinds: set[str]) -> None:
    """The kinds that a degree's name says; without a kind every degree fits."""
    assert {name for name in DEGREES if is_degree(title, (name,))} == kinds
    assert is_degree(title, ())
