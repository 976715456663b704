"""The rows of a comparison as data: under which predicates each sort of column finds its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PROGRAMME, KIND, DEGREE, PLACE = "programme", "kind", "degree", "place"
# The sort of column that a subject of each kind makes.
SORTS = {
    "programme": PROGRAMME, "credential-type": KIND, "course-family": KIND, "degree": DEGREE,
    "institution": PLACE, "platform": PLACE,
}  # fmt: skip
SORTED_KINDS = tuple(SORTS)
WHAT, OFFERED_BY, CREDIT, LAST_SEEN = "What it is", "Who offers it", "Counts toward a degree", "Last seen in a list"
PRICE, COURSE_PRICE, LENGTH, HOURS = "Price in all", "Price of a course", "Length", "Hours a week"


# Predicates whose statement needs its label in any row.
LABELLED = frozenset({"offers_on_edx", "founded", "credit.who_grants", "credit.included", "credit.mooc", "structure"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, how the headline names it, and for each sort of column its predicates, the telling one first.

    `is_identity` rows tell columns apart and are no difference to decide by. `is_labelled` cells begin with the
    predicate's label, as the row holds statements of several kinds. `is_general` rows fall back to what holds for the
    kind of a programme. `less` is how the smaller of two, and of more, is named; empty where figures are not ranked.
    """

    label: str
    short: str
    found_under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_identity: bool = False
    is_labelled: bool = False
    is_general: bool = True
    less: tuple[str, str] | None = None


def _row(label: str, short: str, *, programme: str = "", kind: str = "", degree: str = "", place: str = "",
         is_identity: bool = False, is_labelled: bool = False, is_general: bool = True,
         less: tuple[str, str] | None = None) -> Row:  # fmt: skip
    """A row whose predicates are written as words."""
    found_under = {PROGRAMME: programme, KIND: kind, DEGREE: degree, PLACE: place}
    split = {sort: tuple(words.split()) for sort, words in found_under.items()}
    return Row(label, short, split, is_identity, is_labelled, is_general, less)


# In the order of interest: the headline names the first that differ.
ROWS = (
    _row(WHAT, "what it is", kind="is definition described_as structure size", degree="is",
         place="is definition described_as offers_on_edx", is_identity=True, is_general=False),
    _row(OFFERED_BY, "who offers it", kind="platform university_link developed_with platform.catalogue",
         place="owner history founded", is_identity=True, is_general=False),
    _row(PRICE, "price in all", programme="price.total price.courses_sum.estimate",
         kind="price.total price.program price.average tuition.average",
         degree="price.total tuition.imba tuition.average_aacsb total_cost_two_years tuition.median_net tuition.year",
         less=("cheaper in all", "the cheapest in all")),
    _row(CREDIT, "what counts toward a degree", programme="credit.share credit.amount credit.accepted",
         kind="credit.share credit credit.included credit.who_grants pathways",
         place="credit.share credit credit.default credit.mooc"),
    _row(LENGTH, "length",
         programme="duration.months duration.designed duration.estimated weeks_total.estimate",
         kind="duration.months duration duration.typical weeks weeks.average total_hours",
         degree="duration.months duration duration.typical duration.full_time", place="course.weeks_median",
         less=("shorter", "the shortest")),
    _row(HOURS, "hours a week", programme="hours_per_week hours_per_week.estimate",
         kind="hours_per_week time_commitment", degree="hours_per_week study_mode", place="course.hours_per_week_median",
         less=("lighter by the week", "the lightest by the week")),
    _row("Level", "level", programme="level level.courses", kind="level starting_level", place="course.level_mix"),
    _row("Needed first", "what is needed first",
         programme="prerequisite prerequisite.recommended prerequisite.maths prerequisite.degree prerequisite.programming",
         kind="eligibility maths.needed target requirement", place="prerequisite.where", is_labelled=True),
    _row("Courses", "number of courses", programme="courses_count", kind="courses_count structure"),
    _row(COURSE_PRICE, "price of a course", programme="price.course price.course_full",
         kind="price.course price.month price.credit", place="price.verified_course_median price.where",
         less=("cheaper by the course", "the cheapest by the course")),
    _row("Admission", "admission", programme="admission.guaranteed pathway.requirement degree.admission degree.requirement",
         kind="admission.guaranteed admission.requirement",
         degree="admission.guarantee performance_admission admission.work_experience",
         place="pathway.who admission.status", is_labelled=True),
    _row("Who recognises it", "who recognises it", programme="employer.offer",
         kind="employers.application_stronger employers.familiar employer.recognition industry_endorsed "
              "employer_consortium alumni_status",
         degree="employer.equal_value accreditation", place="employer.recognition", is_labelled=True),
    _row("Evidence", "evidence", programme="outcome.in_degree funnel.learners",
         kind="outcome.job_performance outcome.financial evidence.quality completion.median hiring_numbers "
              "employers.concern worth_it.when",
         degree="fail_debt_test payback_years vs_campus", is_labelled=True),
    _row("Language", "language", programme="language", place="course.language_mix"),
    _row("Status", "status", programme="status", kind="status", is_general=False),
    _row(LAST_SEEN, "when it was last seen", programme="last_listed", is_identity=True, is_general=False),
)  # fmt: skip
BY_LABEL = {row.label: row for row in ROWS}
