"""Moves of a conversation that stand in a message's words, whatever its topic: why, say it again, go on, rather not."""

from __future__ import annotations

import re

from advising.reading import READS_AS_QUESTION

_WHY = re.compile(
    r"^\W*(?:(?:but|and|ok|hm+|sorry)[,\s]+)*(?:"
    r"(?:why|how come|what for)(?: do| are| r| would| should)? (?:you|u|ya) (?:\w+ ){0,3}?(?:ask|asking|need|want|know|care)\b|"
    r"why (?:is|does|would|should) (?:that|this|it) (?:\w+ )?(?:matter|important|necessary|needed|relevant)\b|"
    r"why do i (?:have|need) to (?:say|tell|answer)\b|(?:why|what for)[\s?!.]*$|what is (?:that|this) for\b)",
    re.I,
)
_AGAIN = re.compile(
    r"^\W*(?:what|huh|eh|pardon(?: me)?|come again|repeat(?: (?:that|it|please|pls))*|say (?:that|it) again|once more|again)(?: please| pls)?\W*$",
    re.I,
)
_RESUME = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|now|yes|please|well|and|then|alright|good|thanks?|can (?:we|you|i)|could we|i want to|i'?d like to|let(?:'?s| us|s| me))[,.!\s]+)*"
    r"(?:back to|continue|resume|go on|carry on|proceed|keep going|move on|pick up|take up|where were we|next question|(?:return|go back) to)\b"
    r"(?: (?:with|to|on|from|again|the|my|your|our|this|that|it|please|pls|now|then|where|we|i|were|was|left|off|stopped|had|been|"
    r"recommendations?|questions?|form|search(?:ing)?|quiz|finder|programme|finding|it up|up))*\W*$",
    re.I,
)
_I_MEAN = re.compile(
    r"^\W*(?:no|nope|nah|sorry|wait|oops)\b[\s,.!]*(?:sorry[\s,]+)?i (?:mean|meant|said|want|wanted)\b(?! (?:no|not|nothing)\b)",
    re.I,
)
_ACKNOWLEDGES = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|k|i see|got it|understood|alright|all right|right|good|great|cool|nice|fine|hm+|ah|oh|thanks?|thx|good to know)\W*)+$",
    re.I,
)
_CHANGES_MIND = re.compile(
    r"\b(no longer|not any ?more|any ?more|forget|drop|rather|instead|after all|chang(?:e|ed) my mind|actually|never ?mind|"
    r"i (?:don'?t|dont|do not) (?:need|want|care))\b",
    re.I,
)


_SEEKS = re.compile(
    r"\b(?:i(?:'?d| would)? (?:really )?(?:want|wanna|need|like|love|hope|wish|plan|am looking|'?m looking|look)|looking for|search\w* for|recommend|suggest|"
    r"find|something|anything|(?:course|programme?|certificate|one)s? (?:for me|in|on|about)|must|has to|have to|which one|what do you have)\b",
    re.I,
)
_NAMES_A_COURSE = re.compile(
    r"^\W*(?:(?:an?|any|some|good|best)\s+)*(?:[\w&-]+\s+){1,3}(?:courses?|programm?e?s?|class(?:es)?)\W*$", re.I
)
_WHICH_FOR_ME = re.compile(
    r"\b(?:which|what) (?:\w+ ){0,7}?(?:should i (?:take|do|choose|study|start|pick|enrol in)|(?:would|do|can|could) you (?:recommend|suggest|advise)|(?:suits?|fits?) me|"
    r"(?:is|are|would be) (?:best|right|good|suitable) for me)\b|\b(?:is|are) there (?:one|any(?:thing)?|something|an? (?:\w+ )?(?:course|programme?|micromasters)) (?:\w+ ){0,4}?for me\b|\bwhich (?:one )?should i take\b|\byou have (?:something|anything|one|a course) for me\b|\bwhat (?:course|programme?) (?:is|would be) (?:there|it)?\W*$",
    re.I,
)
_ABOUT_A_FACT = re.compile(
    r"\b(?:how (?:much|long|many|do|does|hard)|what (?:is|are|does)|is it|are they|does|do (?:they|you|employers|i)|can i|can you explain|difference|price of|cost of|"
    r"tell me about|explain|compare|versus|vs|to know|to understand|wondering)\b",
    re.I,
)
_LEAVES = re.compile(
    r"^\W*(?:(?:ok|no|sorry|please|actually)[\s,]+)*(?:i (?:really )?)?(?:do ?n[o'\u2019]?t|do not|no longer) (?:want|like|wish|feel like)(?: to)? (?:do|doing|continue|continuing|go on|going on|answer|answering)"
    r"(?: (?:this|that|it|these|them|with|any|more|questions?|anymore))*\W*$",
    re.I,
)
_ANEW = re.compile(
    r"^\W*(?:(?:please|ok|can (?:we|i)|let'?s|i want to|lets|no)[\s,]+)*(?:start|begin) (?:again|over|anew|from (?:scratch|the (?:start|beginning)))(?: please| pls)?\W*$",
    re.I,
)
_SO_WHICH = re.compile(
    r"^\W*(?:(?:so|ok|and|well|but|whatever|please|then)[\s,.]+)*(?:recommendations?|(?:is|are) there (?:one|any(?:thing)?|some)(?: for me)?|which(?: one| course| programme?)?(?: is it| then| now)?|which one (?:do |can |must |shall )?i (?:take|choose|pick)|what is there(?: for me)?|your pick|what do i (?:take|choose)|what (?:should|would) (?:i|you) (?:take|recommend)|any)\W*$",
    re.I,
)


_SOMEBODY = (
    r"(?:(?:a|an|the|some|your|real|live|actual|human) )*(?:person|people|human(?: being)?|advis[eo]r|agent|operator|counsell?or|"
    r"somebody|someone)"
)
_PERSON = re.compile(
    rf"\b(?:talk|speak|chat) (?:to|with) {_SOMEBODY}\b|\b(?:human|person|operator|agent|advis[eo]r) (?:please|pls|plz)\b|"
    rf"\b(?:want|need|get me|give me|like) {_SOMEBODY} (?:to|who|for|human)\b|\bneed human help\b|"
    r"\bgive me (?:a|your|the) (?:phone|telephone) number\b|(?:^|[.!?]\s*|\bplease )(?:call|ring|phone) me\b|"
    r"\b(?:hand|pass|transfer|put|connect) me (?:over|on|through|to)\b",
    re.I,
)


def asks_for_person(text: str) -> bool:
    """Whether a message says outright that it wants a person, whatever else it is about."""
    return bool(_PERSON.search(text))


def asks_why(text: str) -> bool:
    """Whether a message asks why it is asked something."""
    return bool(_WHY.match(text))


def only_again(text: str) -> bool:
    """Whether a message says nothing but that it was not heard: "what?", "pardon?"."""
    return bool(_AGAIN.match(text))


def resumes(text: str) -> bool:
    """Whether a message wants to go on with what was begun."""
    return bool(_RESUME.match(text))


def answers_nothing(text: str) -> bool:
    """Whether a message only steers the talk, so that no word of it answers an open question."""
    return resumes(text) or asks_for_person(text) or asks_why(text) or only_again(text)


def changes_mind(text: str) -> bool:
    """Whether a message states another wish than before, rather than asking something."""
    return bool(_CHANGES_MIND.search(text)) and not READS_AS_QUESTION.search(text)


def corrects(text: str) -> bool:
    """Whether a "no" at the start of a message only puts right what was understood before."""
    return bool(_I_MEAN.match(text))


def seeks_programme(text: str) -> bool:
    """Whether a message looks for a programme rather than for a fact: "I want accounting courses that count toward a degree"."""
    return bool(_SEEKS.search(text) or _NAMES_A_COURSE.match(text)) and not _ABOUT_A_FACT.search(text)


def asks_for_fact(text: str) -> bool:
    """Whether a message asks for a fact, whatever it wishes beside."""
    return bool(_ABOUT_A_FACT.search(text))


def asks_for_one(text: str) -> bool:
    """Whether a message asks outright which programme it should be for the learner, in a question."""
    return bool(_WHICH_FOR_ME.search(text))


def asks_which(text: str) -> bool:
    """Whether a short message asks which one it is then, after a field was named: "so is there one?"."""
    return bool(_SO_WHICH.match(text))


def leaves(text: str) -> bool:
    """Whether a message wants to leave what is going on."""
    return bool(_LEAVES.match(text))


def begins_again(text: str) -> bool:
    """Whether a message wants to begin the recommendation anew."""
    return bool(_ANEW.match(text))


def acknowledges(text: str) -> bool:
    """Whether a message only says that the answer was read."""
    return bool(_ACKNOWLEDGES.match(text))
