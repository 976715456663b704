"""Every topic over the real knowledge, with and without something named: what the learner gets is whole and valid."""

from __future__ import annotations

from typing import Any

import pytest

from advising.answers import answer
from advising.evidence import fact
from advising.model import NOT_RECORDED, Snapshot
from advising.question import Question
from advising.rendering import render
from advising.reply import Reply, TableBlock, TextBlock
from advising.wording import has_figure
from tests.unit.topics import ANSWERED_TOPICS

STATUSES = {"answered", "clarifying", "declined", "handed_off"}
REMARK_STATUS = {"chat": "answered", "out_of_scope": "declined", "support": "declined", "handoff": "handed_off"}
NAMED = {
    "nothing": (),
    "a programme": ("mitx-supply-chain-management",),
    "a programme of which little is known": ("acca-fintech-for-finance-and-business-leaders",),
    "a kind": ("micromasters",),
    "another kind": ("bootcamp",),
    "a degree": ("online-mba",),
    "a platform": ("edx",),
    "a platform with few claims": ("edx-edge",),
    "a school": ("mit",),
    "a school without programmes": ("university-of-london",),
    "an occupation": ("occupation-data-scientists",),
    "a field": ("data-science",),
    "two programmes": ("mitx-supply-chain-management", "harvardx-data-science"),
    "three kinds": ("micromasters", "mba", "bootcamp"),
    "a programme with its school, kind and platform": ("mitx-supply-chain-management", "mit", "micromasters", "edx"),
    "something unheard of": ("no-such-thing",),
}
# What a block of each type must have, from docs/protocol.md.
FIELDS = {
    "text": {"style", "sentences"}, "sources": {"notes"}, "cards": {"cards"}, "table": {"caption", "columns", "rows"},
    "recommendations": {"profile", "items", "changes"}, "options": {"options"}, "notice": {"tone", "text"},
    "form": {"slot", "question", "why", "input", "options", "position", "of"},
}  # fmt: skip
NOTE = {"n", "claim", "value", "publisher", "kind", "evidence", "url", "source_date", "tags", "disagrees"}


def noted(found: Any) -> list[dict[str, Any]]:
    """Every entry of the blocks that has notes."""
    if isinstance(found, dict):
        own = [found] if "text" in found and "notes" in found else []
        return own + [entry for value in found.values() for entry in noted(value)]
    return [entry for part in found for entry in noted(part)] if isinstance(found, list) else []


def check(snapshot: Snapshot, reply: Reply) -> None:
    """What holds for every reply."""
    text, blocks, claims = render(snapshot, reply)
    assert reply.status in STATUSES
    assert text.strip()
    assert "None" not in text
    assert "{" not in text
    for block in blocks:
        assert FIELDS[block["type"]] <= set(block)
    sources = [block for block in blocks if block["type"] == "sources"]
    notes = sources[0]["notes"] if sources else []
    assert [note["n"] for note in notes] == list(range(1, len(claims) + 1))
    assert all(set(note) >= NOTE and note["url"].startswith("http") and note["source_date"] for note in notes)
    for entry in noted(blocks):
        assert set(entry["notes"]) <= set(range(1, len(notes) + 1))
        assert entry["text"] in text
    for block in blocks:
        if block["type"] == "table":
            assert all(len(row["cells"]) == len(block["columns"]) for row in block["rows"])
            assert [row["differs"] for row in block["rows"]] == sorted(
                (r["differs"] for r in block["rows"]), reverse=True
            )
        if block["type"] == "options":
            assert len({option["title"] for option in block["options"]}) == len(block["options"])
            assert all(option["title"] and option["payload"].startswith("/") for option in block["options"])


@pytest.mark.parametrize("mentions", NAMED.values(), ids=NAMED)
@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
def test_every_reply_is_whole_and_valid(snapshot: Snapshot, topic: str, mentions: tuple[str, ...]) -> None:
    """On every topic, whatever is named: text, valid blocks, notes that exist, the same sentences in both, a known status."""
    assert mentions == ("no-such-thing",) or set(mentions) <= set(snapshot.subjects)
    reply = answer(snapshot, Question(topic, "", mentions))
    check(snapshot, reply)
    assert reply.topic == topic
    assert set(reply.subjects) <= set(snapshot.subjects)


@pytest.mark.parametrize("topic", ANSWERED_TOPICS)
def test_every_sentence_with_a_figure_has_its_claim(snapshot: Snapshot, topic: str) -> None:
    """A sentence with a figure and no claim may only count what the collection holds, or name a thing."""
    counting = {"credit": "pathway", "school": "collection"}.get(topic, "\0")
    names = [course.title for programme in snapshot.programmes.values() for course in programme.courses]
    for mentions in NAMED.values():
        for block in answer(snapshot, Question(topic, "", mentions)).blocks:
            for sentence in block.sentences if isinstance(block, TextBlock) else ():
                if has_figure(sentence.text) and not sentence.claims:
                    assert counting in sentence.text or sentence.text in names, sentence.text


@pytest.mark.parametrize("topic", REMARK_STATUS)
def test_topics_without_facts_have_their_own_status(snapshot: Snapshot, topic: str) -> None:
    """Small talk is answered; what is not covered is declined; a wish for a person is handed off."""
    assert answer(snapshot, Question(topic)).status == REMARK_STATUS[topic]


def test_the_nearest_remark_is_said_and_else_the_usual_one(snapshot: Snapshot) -> None:
    """A near phrasing chooses the remark; when all are far the topic's default is said."""
    near = render(snapshot, answer(snapshot, Question("chat", hits={"chat.joke": 0.9})))[0]
    far = render(snapshot, answer(snapshot, Question("chat", hits={"chat.joke": 0.2})))[0]
    default = next(r for r in snapshot.remarks.values() if r.topic == "chat" and r.is_default)
    assert snapshot.remarks["chat.joke"].says in near
    assert default.says in far


def test_what_was_asked_is_said_first(snapshot: Snapshot) -> None:
    """The claim that is nearest to the question opens the answer."""
    refunds = [c for c in snapshot.claims_by_subject["edx"] if c.topic == "refund" and c.state != NOT_RECORDED]
    for claim in refunds:
        if fact(snapshot, "edx", claim.predicate).preferred is claim:
            _, _, cited = render(snapshot, answer(snapshot, Question("refund", "", ("edx",), {claim.id: 0.95})))
            assert cited[0] is claim


def test_nothing_recorded_is_said_and_is_not_a_no(snapshot: Snapshot) -> None:
    """Of a programme without a recorded price the answer says that it is not recorded, then what holds in general."""
    slug = next(s for s in snapshot.programmes if not any(c.topic == "cost" for c in snapshot.claims_by_subject[s]))
    reply = answer(snapshot, Question("cost", "", (slug,)))
    first = reply.blocks[0]
    assert isinstance(first, TextBlock)
    assert snapshot.label(slug) in first.sentences[0].text
    assert "no recorded" in first.sentences[0].text
    assert "looked for on 22 Nov 2026" in first.sentences[0].text
    assert [claim.predicate for claim in first.sentences[0].claims] == ["last_listed"]


def test_where_sources_differ_both_sides_are_cited(snapshot: Snapshot) -> None:
    """A single-valued fact with two values is told with both claims, by whoever asks just that."""
    told = 0
    for subject, predicate in snapshot.claims_by_fact:
        found = fact(snapshot, subject, predicate)
        if not found.disagreeing or snapshot.subjects[subject].kind != "credential-type":
            continue
        question = Question(snapshot.predicates[predicate].topic, "", (subject,), {predicate: 0.95})
        _, _, cited = render(snapshot, answer(snapshot, question))
        if found.preferred in cited and question.topic not in ("worth_it", "compare"):
            assert set(found.disagreeing[:2]) <= set(cited), (subject, predicate)
            told += 1
    assert told


def test_a_comparison_of_programmes_has_a_column_each(snapshot: Snapshot) -> None:
    """Two programmes are compared side by side under their own names, and what is not recorded says so."""
    named = ("mitx-supply-chain-management", "harvardx-data-science")
    _, blocks, _ = render(snapshot, answer(snapshot, Question("compare", "", named)))
    (table,) = [block for block in blocks if block["type"] == "table"]
    assert [column["title"] for column in table["columns"]] == [snapshot.label(slug) for slug in named]
    assert all(cell["recorded"] or cell["text"] == "not recorded" for row in table["rows"] for cell in row["cells"])


@pytest.mark.parametrize("side", ["from a programme", "into a school"])
def test_a_pathway_that_is_shown_openly_comes_with_its_conditions(snapshot: Snapshot, side: str) -> None:
    """Nobody is told of a pathway without the conditions that are recorded for it."""
    by_subject = snapshot.pathways_by_programme if side == "from a programme" else snapshot.pathways_by_institution
    missing = set()
    for subject in filter(None, by_subject):
        reply = answer(snapshot, Question("credit", "", (subject,)))
        text = render(snapshot, reply)[0]
        lists = [block for block in reply.blocks if isinstance(block, TextBlock) and not block.folded]
        shown = {claim for block in lists for sentence in block.sentences for claim in sentence.claims}
        for pathway in by_subject[subject]:
            if pathway.claim in shown and any(c.says.rstrip(".") not in text for c in pathway.conditions):
                missing.add(pathway.id)
    assert not missing


def test_an_ambiguous_name_is_asked_back(snapshot: Snapshot) -> None:
    """A name that several programmes share is not guessed: the learner chooses."""
    fitting = tuple(snapshot.programmes)[:2]
    reply = answer(snapshot, Question("programme", "", ambiguous=fitting))
    check(snapshot, reply)
    assert reply.status == "clarifying"


def test_what_a_thing_is_is_told_by_its_definition(snapshot: Snapshot) -> None:
    """Beside a programme, a MicroMasters is described by what it is, not by when it was announced."""
    reply = answer(snapshot, Question("compare", "", ("harvardx-data-science", "micromasters")))
    table = next(block for block in reply.blocks if isinstance(block, TableBlock))
    cell = next(row for row in table.rows if row.label == "What it is").cells[1]
    assert [claim.predicate for claim in cell.claims] == ["is"]
