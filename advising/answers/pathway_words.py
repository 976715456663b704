"""How a pathway is said: the degree, how much of it counts, what it asks for, what it takes, and how few go on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advising.answers.selecting import claims_on
from advising.evidence import fact, preference, sought
from advising.model import Claim, Pathway, Snapshot
from advising.pathways import GOOD_TO_KNOW, MET, NOT_MET, UNKNOWN, Judged, JudgedPathway, brief
from advising.profile import Profile
from advising.reply import Sentence, TextBlock, bullet_list, cite, paragraph, say
from advising.wording import joined, number, with_article

SEPARATE = "Admission to the degree is always separate and not guaranteed."
NOT_A_NO = "That none is recorded elsewhere is not a no."
HEADINGS = {NOT_MET: "Not met", UNKNOWN: "To check", MET: "Met, by what you say", GOOD_TO_KNOW: "Good to know"}
# How many went on: of the programme itself, and of its kind.
OWN_FUNNEL = ("funnel.first_class", "funnel.passed_exam", "funnel.finished_courses", "funnel.learners")
OF_ITS_KIND = ("outcome.degree_elsewhere", "outcome.degree_same_university", "pathway.application_rate")
KIND = "micromasters"
TIME_AND_MONEY = {"cost": "What the degree itself costs is not recorded.",
                  "duration": "How long the rest of the degree takes is not recorded."}  # fmt: skip
ABOUT_A_DEGREE = ("degree.", "pathway.", "admission.")
GUARANTEED = "admission.guaranteed"
BESIDE = 4
LONG_NAME = 5  # words
WORDS = 90  # what a learner reads before anything folds (the project's style)


def has_said(profile: Profile) -> bool:
    """Whether the learner said anything that a condition could be judged by."""
    return bool(profile.holds or profile.lacks or profile.background == "degree")


def separate_admission(snapshot: Snapshot, programme: str = "") -> Sentence:
    """That admission is separate and not guaranteed; by the programme's own claim where there is one."""
    own = fact(snapshot, programme, GUARANTEED).preferred or fact(snapshot, KIND, GUARANTEED).preferred
    return say(SEPARATE, own) if own else Sentence(SEPARATE)


def pathway_sentence(
    snapshot: Snapshot, way: JudgedPathway, *more: str, from_programme: bool = False, is_short: bool = False
) -> Sentence:
    """The degree, where, and how much of it counts, with its claim; `more` follows in sentences of its own.

    A short one tells only the beginning of a long name and of a share in words ("about half of the degree"); the whole
    belongs below it.
    """
    pathway = way.pathway
    degree = (_cut(pathway.degree) if is_short else pathway.degree) or "a degree whose name the source lost"
    start = f"{_origin(snapshot, pathway)}, toward " if from_programme else ""
    host = with_article(snapshot.label(pathway.institution))
    amount = counted(way, is_short)
    return say(" ".join([f"{start}{degree} at {host}: {amount}.", *filter(None, more)]), pathway.claim)


def counted(way: JudgedPathway, is_short: bool = False) -> str:
    """How much counts and what remains: "16 of 48 credits count (33%), 32 remain"; never a guess."""
    pathway, share = way.pathway, way.share
    if share is not None:
        part = f"{number(share.credits)} of {number(share.degree)} {share.unit} count"
        return f"{part} ({share.percent}%), {number(share.remaining)} remain"
    amount = f"{number(pathway.credits_value)} {pathway.credits_unit}" if pathway.credits_value else ""
    in_words = re.split(r"[:;]", pathway.share)[0] if is_short else pathway.share
    told = [part for part in (amount, in_words) if part]
    if not told and not pathway.conditions_recorded:
        return "share and conditions are not recorded"
    return "; ".join(told if pathway.share else [*told, "the share of the degree is not recorded"])


def asked_for(way: JudgedPathway, profile: Profile, is_short: bool = False) -> str:
    """Its conditions in brief: "Asks for: the credential and time on campus."; grouped where the learner said something.

    A short one tells only what is not met.
    """
    if not way.pathway.conditions_recorded:
        return "" if counted(way).endswith("are not recorded") else "Conditions are not recorded."
    if not has_said(profile) and not is_short:
        kinds = brief(judged.condition.kind for judged in way.conditions if judged.state != GOOD_TO_KNOW)
        return f"Asks for: {joined(kinds)}."
    groups = [(state, brief(j.condition.kind for j in way.of(state))) for state in (NOT_MET, UNKNOWN, MET)]
    groups = groups[:1] if is_short else groups
    return " ".join(f"{HEADINGS[state]}: {joined(kinds)}." for state, kinds in groups if kinds)


def condition_lists(way: JudgedPathway, profile: Profile) -> list[TextBlock]:
    """Its conditions in full, a list for each group: not met, to check, met."""
    blocks = []
    for state in (NOT_MET, UNKNOWN, MET):
        heading = HEADINGS[state] if has_said(profile) else "It asks"
        if said := _said(way.of(state), way.pathway.claim):
            blocks.append(bullet_list(said, heading=heading))
    return blocks


def good_to_know(way: JudgedPathway) -> list[TextBlock]:
    """What is recorded about it that asks nothing of the learner."""
    said = _said(way.of(GOOD_TO_KNOW), way.pathway.claim)
    return [bullet_list(said, heading=HEADINGS[GOOD_TO_KNOW], folded=True)] if said else []


def steps(way: JudgedPathway) -> list[TextBlock]:
    """What to do about each condition, where there is more than the one next step."""
    todo = [judged for judged in (*way.open, *way.of(MET)) if judged.next_step]
    said = dict.fromkeys(f"{_capital(brief([j.condition.kind])[0])}: {_small(j.next_step)}" for j in todo)
    return [bullet_list(tuple(map(Sentence, said)), heading="Step by step", folded=True)] if len(said) > 1 else []


def next_step(way: JudgedPathway) -> Sentence:
    """The one thing to do next; it states no fact."""
    if not way.pathway.conditions_recorded:
        return Sentence("Next step: ask the school whether this still counts, and under which conditions.")
    if way.open:
        return Sentence(f"Next step: {_small(way.open[0].next_step)}")
    return Sentence("Next step: apply to the degree itself, and ask when its next round opens.")


def time_and_money(snapshot: Snapshot, pathway: Pathway) -> TextBlock:
    """What the degree costs and how long it takes, where recorded; else that it is not recorded."""
    said = []
    for topic, missing in TIME_AND_MONEY.items():
        found = _about_degree(snapshot, pathway, topic)
        said += [cite(snapshot, claim) for claim in found] or [Sentence(missing)]
    return bullet_list(tuple(said), heading="Time and money", folded=True)


def beside(snapshot: Snapshot, pathway: Pathway) -> list[TextBlock]:
    """What else is recorded about admission to this degree and about credit at this school; what was not found, too."""
    about = _about_degree(snapshot, pathway, "admission")
    missed = [] if pathway.conditions_recorded else sought(snapshot, pathway.institution, "credit")
    school = _own(snapshot, pathway.institution, "credit", "admission")
    said = tuple(cite(snapshot, claim) for claim in (*missed[:1], *about, *school)[:BESIDE])
    return [bullet_list(said, heading="Also recorded about it", folded=True)] if said else []


def how_few(snapshot: Snapshot, programme: str = "") -> list[Sentence]:
    """How many went on to a degree: of the programme itself first, then of its kind; each with its scope."""
    facts = [(programme, predicate) for predicate in OWN_FUNNEL] + [(KIND, predicate) for predicate in OF_ITS_KIND]
    found = [fact(snapshot, subject, predicate).preferred for subject, predicate in facts]
    return [cite(snapshot, claim) for claim in found if claim is not None]


def words_shown(blocks: Iterable[TextBlock]) -> int:
    """How many words stand in the open, before anything is unfolded."""
    open_blocks = [block for block in blocks if not block.folded]
    return sum(len(text.split()) for b in open_blocks for text in (b.heading, *(s.text for s in b.sentences)))


def first_fitting(layouts: Iterable[list[TextBlock]]) -> list[TextBlock]:
    """The first of the layouts, fullest first, that stays within the words; the last where none does. Folded blocks go last."""
    blocks: list[TextBlock] = []
    for blocks in layouts:
        if words_shown(blocks) <= WORDS:
            break
    return sorted(blocks, key=lambda block: block.folded)


def evidence_blocks(said: list[Sentence], shown: int) -> list[TextBlock]:
    """How few go on: as many sentences in the open as wished, the others folded."""
    blocks = [paragraph(*said[:shown], heading="How many go on")] if said[:shown] else []
    rest = tuple(said[shown:])
    heading = "More on how many go on" if blocks else "How many go on"
    return [*blocks, *([bullet_list(rest, heading=heading, folded=True)] if rest else [])]


def _origin(snapshot: Snapshot, pathway: Pathway) -> str:
    return snapshot.label(pathway.programme) if pathway.programme else pathway.programme_named


def _said(conditions: Iterable[Judged], claim: Claim) -> tuple[Sentence, ...]:
    return tuple(say(judged.condition.says, claim) for judged in conditions)


def _about_degree(snapshot: Snapshot, pathway: Pathway, topic: str) -> list[Claim]:
    """The claims of the programme and of the school on a topic that are about the degree at this school."""
    names = _names(snapshot, pathway.institution)
    claims = [
        claim
        for claim in _own(snapshot, pathway.programme, topic)
        if claim.predicate.startswith(ABOUT_A_DEGREE)
        and claim.predicate != GUARANTEED
        and names.search(f"{claim.says} {claim.scope} {claim.value}")
    ]
    return claims if topic == "admission" else [*claims, *_own(snapshot, pathway.institution, topic)]


def _own(snapshot: Snapshot, subject: str, *topics: str) -> list[Claim]:
    pathways = {pathway.claim.id for pathway in snapshot.pathways}
    claims = [claim for claim in claims_on(snapshot, subject, *topics) if claim.id not in pathways]
    return sorted(claims, key=lambda claim: (claim.rank, preference(claim)))


def _names(snapshot: Snapshot, school: str) -> re.Pattern[str]:
    subject = snapshot.subjects[school]
    names = [re.escape(name) for name in (subject.name, subject.short, *subject.aliases) if name]
    return re.compile(rf"\b(?:{'|'.join(names)})\b")


def _cut(degree: str) -> str:
    """The name of a degree without what a long one adds at its end in brackets or after a semicolon."""
    return degree if len(degree.split()) <= LONG_NAME else re.sub(r";.*| \([^)]*\)$", "", degree)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
