"""One page for an adviser: who asks, what was asked and answered, what is open, where sources differ, what was recommended.

It is made of what the learner said and saw. It leaves only when the learner says so; this module sends nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from advising.answers.selecting import differing
from advising.answers.several import HEADINGS
from advising.evidence import fact
from advising.model import Snapshot
from advising.profile import LABELS, Profile, open_questions
from advising.profile_link import fragment
from advising.rendering import claim_json
from advising.reply import ANSWERED, CLARIFYING, DECLINED, HANDED_OFF, ProfileChip, Sentence
from advising.summary import wishes
from advising.wording import full_date, joined

MOST_ASKED, MOST_CONFLICTS, MOST_NAMED = 8, 4, 6
QUESTION_LENGTH, ANSWER_LENGTH, CONFLICT_LENGTH = 160, 220, 300
MAILTO_LENGTH = 1800
ID_LENGTH = 16
NO_QUESTION = ("chat", "recommend")  # small talk, and answers to the recommendation, which the profile holds
UNHEADED = {
    "handoff": "asked for a person",
    "out_of_scope": "outside what is covered",
    "support": "help with an account",
}
CUT = "(shortened; the whole brief is in the chat)"
HEAD = "Brief for an adviser"
CONSENT = "From Pathwise, a chat about online credentials. It leaves the chat only when the learner agrees."


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of the conversation and its answer.

    `answer` is what was said first, `claims` are the ids of the claims behind that, `cited` of all behind the whole answer.
    `recommended` are the programmes of a ranking, best first.
    """

    question: str
    topic: str
    status: str
    answer: str = ""
    claims: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What an adviser gets. `id` is the same for the same talk and content, so that a repeat is known as one.

    `unsaid` are questions of the recommendation without an answer, `earlier` counts the questions that found no room.
    `fragment` is the profile as `advising.profile_link` writes it.
    """

    profile: tuple[ProfileChip, ...]
    unsaid: tuple[str, ...]
    asked: tuple[Exchange, ...]
    earlier: int
    open: tuple[str, ...]
    conflicts: tuple[Sentence, ...]
    recommended: tuple[str, ...]
    kept: tuple[str, ...]
    fragment: str
    as_of: date
    version: str
    id: str = ""


def brief(
    snapshot: Snapshot,
    profile: Profile,
    exchanges: Sequence[Exchange],
    *,
    kept: tuple[str, ...] = (),
    conversation: str = "",
) -> Brief:
    """The brief of a conversation's exchanges, in their order; `conversation` tells equal talks of two learners apart."""
    asked = [one for one in exchanges if one.topic not in NO_QUESTION]
    ranked = next((one.recommended for one in reversed(exchanges) if one.recommended), ())
    made = Brief(
        profile=wishes(snapshot, profile),
        unsaid=tuple(LABELS[slot].lower() for slot in open_questions(profile)) if profile != Profile() else (),
        asked=tuple(_short(one) for one in asked[-MOST_ASKED:]),
        earlier=max(0, len(asked) - MOST_ASKED),
        open=tuple(_open(asked))[-MOST_ASKED:],
        conflicts=tuple(_conflicts(snapshot, (claim for one in asked for claim in one.cited)))[:MOST_CONFLICTS],
        recommended=tuple(snapshot.label(slug) for slug in ranked[:MOST_NAMED]),
        kept=tuple(snapshot.label(slug) for slug in kept[:MOST_NAMED]),
        fragment=fragment(profile, kept),
        as_of=snapshot.as_of,
        version=snapshot.version,
    )
    return replace(made, id=_id(conversation, json.dumps(brief_json(snapshot, made))))


def brief_json(snapshot: Snapshot, told: Brief) -> dict[str, Any]:
    """The brief in the shape of docs/protocol.md; `claims` are all that its answers and conflicts rest on."""
    ids = [claim for one in told.asked for claim in one.claims]
    claims = [snapshot.claims[claim] for claim in ids if claim in snapshot.claims]
    claims += [claim for sentence in told.conflicts for claim in sentence.claims]
    return {
        "id": told.id,
        "as_of": told.as_of.isoformat(),
        "version": told.version,
        "profile": [{"slot": chip.slot, "label": chip.label, "value": chip.value} for chip in told.profile],
        "unsaid": list(told.unsaid),
        "fragment": told.fragment,
        "asked": [
            {"topic": one.topic, "status": one.status, "question": one.question, "answer": one.answer,
             "claims": list(one.claims)}
            for one in told.asked
        ],
        "earlier": told.earlier,
        "open": list(told.open),
        "conflicts": [{"text": s.text, "claims": [claim.id for claim in s.claims]} for s in told.conflicts],
        "recommended": list(told.recommended),
        "kept": list(told.kept),
        "claims": [claim_json(claim) for claim in dict.fromkeys(claims)],
        "text": brief_text(told),
    }  # fmt: skip


def brief_text(told: Brief) -> str:
    """The brief as one page of plain text."""
    told_lines = [f"- {chip.label}: {chip.value}" for chip in told.profile] or ["- Nothing yet."]
    if told.unsaid:
        told_lines.append(f"- Not said: {joined(told.unsaid)}")
    parts = [
        [f"{HEAD}{f' ({told.id})' if told.id else ''}", CONSENT],
        ["What the learner told", *told_lines],
        ["What was asked", *_asked_lines(told)],
        _listed("Still open", told.open),
        _listed("Where sources differ", [_with_ids(s.text, (c.id for c in s.claims)) for s in told.conflicts]),
        _listed("Recommended by the recorded facts", told.recommended),
        _listed("Kept by the learner", told.kept),
        [
            f"State of the knowledge: {full_date(told.as_of)}, version {told.version[:12]}. In brackets: the ids of claims."
        ],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def mailto(address: str, text: str, longest: int = MAILTO_LENGTH) -> str:
    """A link that opens the learner's own mail program with the text; whole lines are cut until it is short enough."""
    head = f"mailto:{quote(address, safe='@')}?subject={quote(HEAD)}&body="
    lines = text.split("\n")
    body = text
    while lines and len(head) + len(quote(body, safe="")) > longest:
        lines.pop()
        body = "\n".join([*lines, CUT])
    return head + quote(body, safe="")


def _open(asked: Sequence[Exchange]) -> Iterator[str]:
    """What was declined, and what was asked back without an answer following."""
    for place, one in enumerate(asked, 1):
        is_left = one.status == CLARIFYING and not any(after.status == ANSWERED for after in asked[place : place + 1])
        if one.status == DECLINED or is_left:
            yield _cut(one.question, QUESTION_LENGTH)


def _conflicts(snapshot: Snapshot, cited: Iterable[str]) -> Iterator[Sentence]:
    """A sentence for each fact behind the answers on which sources disagree."""
    claims = [snapshot.claims[claim] for claim in cited if claim in snapshot.claims]
    for subject, predicate in dict.fromkeys((claim.subject, claim.predicate) for claim in claims):
        preferred = fact(snapshot, subject, predicate).preferred
        for sentence in differing(snapshot, [preferred] if preferred else []):
            about = f"{snapshot.predicates[predicate].label}, {snapshot.label(subject)}"
            said = sentence.text.removeprefix("Sources differ: ")
            yield replace(sentence, text=_cut(f"{about}: {said}", CONFLICT_LENGTH))


def _asked_lines(told: Brief) -> Iterator[str]:
    if not told.asked:
        yield "- Nothing yet."
    if told.earlier:
        yield f"- {told.earlier} earlier questions are not listed."
    for number, one in enumerate(told.asked, 1):
        yield f'{number}. "{one.question}" ({(HEADINGS | UNHEADED).get(one.topic, one.topic).lower()})'
        if one.answer:
            yield f"   {_with_ids(one.answer, one.claims)}"


def _listed(heading: str, lines: Sequence[str]) -> list[str]:
    return [heading, *(f"- {line}" for line in lines)] if lines else []


def _with_ids(text: str, claims: Iterable[str]) -> str:
    ids = ", ".join(dict.fromkeys(claims))
    return f"{text} [{ids}]" if ids else text


def _short(one: Exchange) -> Exchange:
    question = _cut(" ".join(one.question.split()), QUESTION_LENGTH)
    # That the learner was shown the way to a person is no answer.
    answer, claims = ("", ()) if one.status == HANDED_OFF else (_cut(one.answer, ANSWER_LENGTH), one.claims)
    return replace(one, question=question, answer=answer, claims=claims)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rsplit(' ', 1)[0]}…"


def _id(conversation: str, content: str) -> str:
    return hashlib.sha256(f"{conversation}\n{content}".encode()).hexdigest()[:ID_LENGTH]
