"""The brief for an adviser: one page of what was said, nothing else, and a link that mail programs take (advising.brief)."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advising.brief import (
    CUT,
    HEAD,
    MAILTO_LENGTH,
    MOST_ASKED,
    Brief,
    Exchange,
    brief,
    brief_json,
    brief_text,
    mailto,
)
from advising.profile import Profile
from advising.reply import ANSWERED, CLARIFYING, DECLINED, HANDED_OFF
from tests.unit.small_snapshot import claim, snapshot_of

NEW, OLD = claim("c-new", 900, unit="USD"), claim("c-old", 1350, unit="USD", kind="blog", published_on="2017-01")
HELD = snapshot_of(NEW, OLD)
COST = Exchange("What does it cost?", "cost", ANSWERED, "It costs $900 (Jan 2026).", ("c-new",), ("c-new",))
VISA = Exchange("Do I get a visa?", "out_of_scope", DECLINED, "I hold nothing on visas.")
PERSON = Exchange("I need somebody to talk to", "handoff", HANDED_OFF, "You can take this to a person.")
WHICH = Exchange("how long is it", "duration", CLARIFYING, "Which programme do you mean?")
RANKED = Exchange("Yes", "recommend", ANSWERED, "These come first.", recommended=("asx-data",))
PROFILE = Profile(("data-science",), "some", 10.0)


def made(
    *exchanges: Exchange, profile: Profile = PROFILE, kept: tuple[str, ...] = (), conversation: str = "a"
) -> Brief:
    return brief(HELD, profile, exchanges, kept=kept, conversation=conversation)


def test_a_brief_says_who_asks_what_was_answered_and_by_which_claim() -> None:
    """The profile in words, each question in the learner's words, its answer with the ids of its claims."""
    text = brief_text(made(COST, VISA))
    assert "- Field: Data science" in text
    assert "- Not said: budget and university credit" in text
    assert '1. "What does it cost?" (cost)\n   It costs $900 (Jan 2026). [c-new]' in text


def test_what_was_not_answered_is_open() -> None:
    """Declined questions, and those that were asked back and left; not those that an answer followed."""
    assert made(COST, VISA).open == ("Do I get a visa?",)
    assert made(WHICH).open == ("how long is it",)
    assert made(WHICH, COST).open == ()


def test_where_sources_differ_is_said_with_both_sides() -> None:
    """A fact behind an answer on which sources disagree is named with its subject, once."""
    (conflict,) = made(COST, COST).conflicts
    assert conflict.text.startswith("Price, ASx Data: A Publisher (Jan 2026) says $900")
    assert {c.id for c in conflict.claims} == {"c-new", "c-old"}


def test_small_talk_and_answers_to_the_form_are_no_questions() -> None:
    """The profile tells what the form learned; "thanks" tells nothing."""
    told = made(Exchange("thanks", "chat", ANSWERED, "You are welcome."), RANKED, COST)
    assert [one.question for one in told.asked] == [COST.question]
    assert told.recommended == ("ASx Data",)


def test_why_a_person_was_asked_for_is_told_without_our_answer() -> None:
    """The learner's own words to the adviser stand there; that we showed the way does not."""
    assert made(PERSON).asked == (Exchange(PERSON.question, "handoff", HANDED_OFF),)


def test_kept_programmes_are_named_and_linked() -> None:
    """The adviser sees what was kept, and can open the same advice."""
    told = made(COST, kept=("asx-data",))
    assert "Kept by the learner\n- ASx Data" in brief_text(told)
    assert told.fragment.endswith("kept=asx-data")


def test_a_brief_is_one_page() -> None:
    """However much was said, about a page is sent, and what found no room is counted."""
    many = [
        Exchange(f"question {n} " + "long " * 200, "cost", DECLINED, "word " * 300, ("c-new",), ("c-new",))
        for n in range(40)
    ]
    told = made(*many)
    text = brief_text(told)
    assert told.earlier == 40 - MOST_ASKED
    assert "- 32 earlier questions are not listed." in text
    assert len(text) < 6000


def test_an_empty_talk_makes_an_honest_brief() -> None:
    """Nothing told and nothing asked is said so."""
    text = brief_text(made(profile=Profile()))
    assert text.count("- Nothing yet.") == 2
    assert "Not said" not in text


def test_the_same_talk_has_the_same_id_and_another_has_another() -> None:
    """A repeat is known by its id; another question, another profile or another learner is another brief."""
    ids = [
        made(COST).id, made(COST, VISA).id, made(COST, profile=Profile()).id, made(COST, conversation="b").id,
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert made(COST).id == ids[0]
    assert ids[0] in brief_text(made(COST))


def test_the_json_holds_the_text_and_every_claim_with_its_source() -> None:
    """What is posted is what is shown, and each id of a claim is explained."""
    told = made(COST, VISA, RANKED, kept=("asx-data",))
    shape = brief_json(HELD, told)
    assert json.loads(json.dumps(shape)) == shape
    assert shape["text"] == brief_text(told)
    named = {c for one in shape["asked"] for c in one["claims"]} | {
        c for one in shape["conflicts"] for c in one["claims"]
    }
    assert {row["id"] for row in shape["claims"]} == named
    assert all(row["source"] and row["source_date"] for row in shape["claims"])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_a_mail_link_is_short_and_says_when_it_was_cut(text: str) -> None:
    """Any text goes into a link of at most 1,800 characters; whole lines are cut, and that is said."""
    link = mailto("advisers@example.edu", text)
    assert len(link) <= MAILTO_LENGTH
    assert link.startswith("mailto:advisers@example.edu?")
    told = parse_qs(urlsplit(link.replace("\r", "")).query, keep_blank_values=True)
    body = told["body"][0]
    assert told["subject"] == [HEAD]
    assert body == text or (body.endswith(CUT) and text.startswith(body.removesuffix(CUT).removesuffix("\n")))


@pytest.mark.parametrize("text", ["a&b=c?d#e", "line\nline", "ü €", "x@y, z"])
def test_a_mail_link_holds_its_text_exactly(text: str) -> None:
    """No sign of the text is read as part of the link."""
    assert parse_qs(urlsplit(mailto("a@example.edu", text)).query)["body"] == [text]
