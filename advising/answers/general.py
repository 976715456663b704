"""The answer to most topics: the claims of what was mentioned, else what is not recorded, else the general case."""

from __future__ import annotations

from advising.answers.buttons import next_steps
from advising.answers.selecting import claims_on, ordered, told
from advising.evidence import last_read, sought
from advising.model import Claim, Snapshot
from advising.question import NEAR, Question
from advising.reply import ANSWERED, CLARIFYING, DECLINED, Block, Reply, Sentence, cite, paragraph
from advising.wording import full_date, short_date

NAMES = {
    "cost": "price", "financial_aid": "discount or aid", "duration": "length", "workload": "workload",
    "prerequisites": "list of prerequisites", "course_order": "course order", "assessment": "grading or exam rule",
    "admission": "admission rule", "enrolment": "enrolment rule", "audit": "rule on free and paid tracks",
    "certificate": "certificate rule", "refund": "refund rule", "access": "language or access detail",
    "support": "help page", "recognition": "statement on recognition", "worth_it": "evidence on whether it is worth it",
    "career": "career figure", "credit": "credit pathway", "define": "definition", "school": "statement",
    "programme": "statement", "compare": "comparison",
}  # fmt: skip
ASK_THE_SCHOOL = Sentence("The school's own pages or its admissions office can tell you.")
KINDS = ("credential-type", "degree")
NO_RECORD = "I have no recorded"
# Topics whose true answer is a programme's own figure.
OF_ONE_PROGRAMME = {"cost", "duration", "workload", "prerequisites", "course_order", "access", "enrolment", "credit"}
# Topics that are rules of the platform rather than of the kind of credential.
PLATFORM_TOPICS = {"financial_aid", "audit", "certificate", "refund", "enrolment", "support", "access", "assessment"}
KINDS_IN_GENERAL = ("micromasters", "professional-certificate")


def general_answer(snapshot: Snapshot, question: Question) -> Reply:
    """Answer from the claims of the mentioned subjects, falling back to what generally holds."""
    subjects = question.mentioned(
        snapshot, "programme", "course", "credential-type", "degree", "platform", "institution", "occupation",
        "course-family", "scheme", "field",
    )  # fmt: skip
    blocks: list[Block] = []
    told_of = []
    for subject in _most_specific(snapshot, subjects)[:2]:
        found = ordered(
            question, [*claims_on(snapshot, subject, question.topic), *_missed(snapshot, question, subject)]
        )
        if found:
            is_after = bool(blocks) and snapshot.subjects[subject].kind in KINDS
            blocks.extend(told(snapshot, question, found, heading="In general" if is_after else ""))
            told_of.append(subject)
        elif snapshot.subjects[subject].kind in ("programme", "institution", "course"):
            blocks.append(paragraph(not_recorded(snapshot, subject, question.topic)))
            blocks.extend(_broader(snapshot, question, subject))
            told_of.append(subject)
    if not blocks:
        blocks.extend(_in_general(snapshot, question, subjects))
    if told_of and not _cites_beyond_silence(blocks) and _are_schools(snapshot, told_of):
        blocks.append(paragraph(ASK_THE_SCHOOL))
        return Reply(question.topic, DECLINED, (*blocks, *next_steps(snapshot, question)), tuple(told_of))
    status = ANSWERED if _states_something(blocks) else CLARIFYING
    return Reply(question.topic, status, (*blocks, *next_steps(snapshot, question)), tuple(told_of))


def not_recorded(snapshot: Snapshot, subject: str, topic: str) -> Sentence:
    """Say that nothing is recorded, which is not a no, and when it was looked for in what was read about the subject."""
    if looked_for := sought(snapshot, subject, topic):
        return cite(snapshot, looked_for[0])
    text = f"{NO_RECORD} {NAMES.get(topic, 'fact on this')} for {snapshot.label(subject)}"
    read = last_read(snapshot, subject)
    if read is None:
        return Sentence(f"{text}.")
    source = read.source
    return Sentence(f"{text} (looked for on {full_date(source.seen_on)}; source: {short_date(source)}).", (read,))


def _missed(snapshot: Snapshot, question: Question, subject: str) -> list[Claim]:
    """What was asked for, and was looked for in vain."""
    return [claim for claim in sought(snapshot, subject, question.topic) if question.nearness(claim) >= NEAR]


def _most_specific(snapshot: Snapshot, subjects: list[str]) -> list[str]:
    """Programmes instead of the kinds, schools and platforms that they imply; else schools before kinds of credential."""
    programmes = [s for s in subjects if snapshot.subjects[s].kind in ("programme", "course")]
    others = [s for s in subjects if snapshot.subjects[s].kind != "field"]
    return programmes or sorted(others, key=lambda s: snapshot.subjects[s].kind in KINDS) or subjects


def _broader(snapshot: Snapshot, question: Question, subject: str) -> list[Block]:
    """What holds for the kind of credential or the platform of a programme, said to be general."""
    programme = snapshot.programmes.get(subject)
    if programme is None:
        return []
    broader = (programme.platform, programme.credential_type)
    if question.topic not in PLATFORM_TOPICS:
        broader = (programme.credential_type, programme.platform)
    for candidate in broader:
        found = ordered(question, claims_on(snapshot, candidate, question.topic))
        if found:
            return list(told(snapshot, question, found, heading="In general"))
    return []


def _in_general(snapshot: Snapshot, question: Question, mentioned: list[str]) -> list[Block]:
    """The nearest claims that are not about single programmes; without near ones the usual subjects of the topic."""
    pool = [claim for claim in _pool(snapshot, question, mentioned) if claim.subject not in question.unwanted]
    near = [claim for claim in pool if question.nearness(claim) >= NEAR]
    usual = ("edx",) if question.topic in PLATFORM_TOPICS else KINDS_IN_GENERAL
    chosen = near or [claim for claim in pool if claim.subject in usual]
    blocks: list[Block] = list(told(snapshot, question, ordered(question, chosen or pool, usual)))
    if question.topic in OF_ONE_PROGRAMME and not mentioned:
        blocks.append(
            paragraph(
                Sentence("Programmes differ: name one, or its school and subject, and I look up its own figures.")
            )
        )
    return blocks


def _pool(snapshot: Snapshot, question: Question, mentioned: list[str]) -> list[Claim]:
    subjects = [s for s in snapshot.claims_by_subject if snapshot.subjects[s].kind not in ("programme", "course")]
    kinds = {snapshot.subjects[s].kind for s in mentioned}
    topic = question.topic
    if "occupation" not in kinds and topic != "career":
        subjects = [s for s in subjects if snapshot.subjects[s].kind != "occupation"]
    return [
        claim
        for subject in subjects
        for claim in (*claims_on(snapshot, subject, topic), *_missed(snapshot, question, subject))
    ]


def _are_schools(snapshot: Snapshot, subjects: list[str]) -> bool:
    return all(snapshot.subjects[subject].kind == "institution" for subject in subjects)


def _cites_beyond_silence(blocks: list[Block]) -> bool:
    """Whether anything is told but that nothing is recorded."""
    sentences = [sentence for block in blocks for sentence in getattr(block, "sentences", ())]
    return any(not sentence.text.startswith(NO_RECORD) for sentence in sentences)


def _states_something(blocks: list[Block]) -> bool:
    return any(
        getattr(sentence, "claims", ()) or sentence.text.startswith(NO_RECORD)
        for block in blocks
        for sentence in getattr(block, "sentences", ())
    )
