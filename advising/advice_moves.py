"""What a learner says about a recommendation that was made: what would change it, what if, why this, why not that, undo."""

from __future__ import annotations

import re

from advising.profile import LABELS

_UNDO = re.compile(
    r"^\W*(?:(?:no|ok|please|can you|could you|let'?s)[\s,]+)*(?:undo|revert|(?:take|put) (?:that|it) back|go back(?: one)?|back(?: to (?:the )?(?:last|previous|before|old)"
    r"(?: \w+)*)?|as (?:it was )?before|(?:the )?previous (?:list|ones?|recommendations?)|forget that (?:change|last one))(?: (?:that|it|the last \w+|please|pls))*\W*$",
    re.I,
)
_CHANGES = re.compile(
    r"\bwhat (?:would|wud|wuld|could|might|will|can|does|has to|must) (?:i )?(?:change|have to change|alter|make (?:a|any) difference|affect)\b|"
    r"\bwhat (?:would|could) (?:make you|you) (?:recommend|say|choose|pick|suggest) (?:something|another|else|other)|"
    r"\bhow (?:sure|certain|stable|robust|firm|solid) (?:is|are) (?:this|that|it|you|the)|\bwhen would (?:you|this|it|that) change\b|"
    r"\bhow (?:far|much) (?:can|could) (?:my )?\w+ (?:change|go)\b",
    re.I,
)
_WHAT_IF = re.compile(
    r"^\W*(?:(?:ok|and|but|so|hm+)[\s,]+)*(?:what if|what about if|suppose|imagine|assuming|say i|if i (?:had|have|could|only|did|was|were|can)|if my|if it|and if|"
    r"would (?:it|that|this|the \w+) (?:change|be different|differ) if|what (?:happens|changes) (?:if|when|with)|how about (?:with|if))\b",
    re.I,
)
_MATTERS = re.compile(
    r"\b(?:does|do|did|would|is|was) (?:my |the )?(?P<what>[\w\s]+?) (?:really |even |actually )?(?:matter|important|relevant|make (?:a|any) difference)\b",
    re.I,
)
_SLOTS = {
    "budget_usd": re.compile(r"\b(?:budget|price|money|cost)\b", re.I),
    "hours_per_week": re.compile(r"\b(?:time|hours)\b", re.I),
    "months": re.compile(r"\b(?:length|months|duration)\b", re.I),
    "credit": re.compile(r"\bcredits?\b", re.I),
    "background": re.compile(r"\b(?:background|level|experience|degree)\b", re.I),
}
_WHY_FIRST = re.compile(
    r"^\W*(?:(?:but|and|ok|hm+|so)[\s,]+)*(?:why|how come|how) (?:is|did|do|does|are|would|was)?\s*(?:you )?(?:\w+ )?"
    r"(?:this|that|it|these|the first|number (?:one|1)|the top one|first|choose|pick|recommend\w*|rank\w*|suggest\w*|put)\b",
    re.I,
)
_WHY_NOT = re.compile(
    r"\b(?:why (?:not|isn'?t|is not|didn'?t|did(?: you)? not|no|don'?t)|what about|what'?s wrong with|and what of|how about)\b",
    re.I,
)


_CHANGE_ANSWER = re.compile(
    r"^\W*(?:(?:please|ok|can (?:i|we|you)|could (?:i|we|you)|i(?:'d like| want| would like) to|let me)[\s,]+)*"
    r"(?:change|edit|correct|update|alter) (?:my|the) (?P<what>[\w ]+?)(?: please| pls)?\W*$",
    re.I,
)
_ANSWERS = {label.lower(): slot for slot, label in LABELS.items()} | {
    "credit": "credit", "hours": "hours_per_week", "subject": "field", "schools": "institution",
}  # fmt: skip


def changes_answer(text: str) -> str | None:
    """The slot of the answer that a message wants to give anew: "change my budget"; None for another message."""
    found = _CHANGE_ANSWER.match(text)
    return None if found is None else _ANSWERS.get(found.group("what").lower().strip())


def takes_back(text: str) -> bool:
    """Whether a message takes the last change back."""
    return bool(_UNDO.match(text))


def asks_what_changes(text: str) -> bool:
    """Whether a message asks what would change the recommendation."""
    return bool(_CHANGES.search(text))


def supposes(text: str) -> bool:
    """Whether a message tries another answer: "what if I had 10 hours"."""
    return bool(_WHAT_IF.search(text))


def asks_whether_it_matters(text: str) -> str | None:
    """The slot of the answer that a message asks about: "does my budget matter"; None for another message."""
    found = _MATTERS.search(text)
    if found is None:
        return None
    return next((slot for slot, words in _SLOTS.items() if words.search(found.group("what"))), None)


def asks_why_first(text: str) -> bool:
    """Whether a message asks why the first one comes first."""
    return bool(_WHY_FIRST.match(text))


def asks_why_not(text: str) -> bool:
    """Whether a message asks why something that it names is not among the recommended."""
    return bool(_WHY_NOT.search(text))
