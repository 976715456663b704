"""What a learner brings along: "beginner", "some", "degree" or "any", out of what is said of school, work and knowledge."""

from __future__ import annotations

import re

_NONE = r"(?:no|zero|without(?: any)?|not (?:much|any|a lot of)|hardly any|little(?: to no)?|0|lack(?:ing)?(?: of)?|(?:do ?n[o'\u2019]?t|do not) have (?:any|much)?|have n[o'\u2019]?t (?:any|got any)?)"
_THING = r"(?:experience|background|knowledge|skills?|training|education|qualifications?|schooling|clue)"
_NEVER = r"(?:coded|programmed|stud(?:ied|y)|touched|tried|used|done|did|learn(?:ed|t)?|worked (?:with|in|on)|heard|had|seen|written|took|taken|opened|got into)"

# Said anywhere: new to it.
_BEGINNER = re.compile(
    rf"\b(?:(?<!no )(?<!not a )(?<!not )(?:beg+in+n?ers?|newbie|newcomer|novice|noobs?|rookie|starter|amateur)|{_NONE} (?:prior |previous |real |formal |work(?:ing)? |professional |technical |relevant |such |own |special )*{_THING}|"
    rf"(?:have |has |'?ve )?never (?:ever |really |even |actually |before )?{_NEVER}|(?<!not )(?:brand |completely |totally |quite |very |all |pretty )?new to (?!this (?:country|city|town)|the (?:country|city|town))|"
    r"(?:experience|knowledge|background|skills?|level) (?:is|are|=|:|would be)? ?(?:zero|none|nothing|nil|minimal|very low)|(?:totally|completely|very|still) green|never been (?:good|any good)|secondary education|"
    r"(?:from|at|with) (?:scratch|zero|nothing|the (?:very )?(?:beginning|bottom|start))|clueless|start(?:ing)? out|no clue|"
    r"(?:know|knows|knowing|understand) (?:absolutely |almost |nearly |practically |really |next to )*nothing|(?:first|baby) steps?|"
    r"(?:do ?n[o'\u2019]?t|do not|did ?n[o'\u2019]?t) (?:really |even )?(?:know|understand) (?:anything|much|a lot|a thing|any of|the first thing|how to)|"
    r"(?:nothing|not much|not a lot|not anything) (?:about|of|in) (?!particular|that|return)|no idea (?:about|of) (?!the (?:money|price|cost|budget|time|hours)|money|my)|"
    r"high ?school(?! teacher)|secondary school(?! teacher)|school[- ]?leav(?:er|ing)|(?:left|finished|leaving|finishing|still (?:at|in)|just out of|out of|only) (?:the )?school|"
    r"a[- ]levels?|gcses?|abitur|baccalaur[e\u00e9]at|ged|lay ?(?:man|person|woman)|absolute zero|first time|freshers?|(?:never|not) (?:been|went|gone|was) (?:to|at|in) (?:uni(?:versity)?|college|school)|"
    r"d[e\u00e9]butante?|principiante|anf\u00e4nger(?:in)?|iniciante|keine ahnung|sin experiencia|ohne vorkenntnisse)\b",
    re.I,
)  # fmt: skip
_NO_DEGREE = re.compile(
    r"\b(?:(?:no|without an?|(?:have )?never (?:got|finished|did|had) an?|(?:do|have|did)(?:n[o'\u2019]?t| not) (?:have |got |finish |get |hold )?(?:an?|any|my))\s+(?:\w+\s+){0,2}?"
    r"(?:degree|bachelor'?s?|diploma|university|college)|no (?:uni(?:versity)?|college)|(?:did ?n[o'\u2019]?t|did not|never) (?:go|went) to (?:uni(?:versity)?|college)|without (?:a )?(?:uni(?:versity)?|college|degree)|dropped out of \w+|(?:college|university|uni) drop ?out|drop ?out)\b",
    re.I,
)
_UNWANTED_DEGREE = re.compile(
    r"\b(?:not|no longer|n[o\u2019']?t) (?:\w+ )?(?:after|looking for|interested in|want|need|for|seeking|aiming for) (?:an?|the|any|another) (?:\w+ )?(?:degree|master'?s?|bachelor'?s?)",
    re.I,
)
_HAVING = r"(?:have|has|hold|holds|holding|with|got|finished|completed|did|done|own|earned|received|my|after|i'?m an?)\s+(?:an?\s+|my\s+|the\s+)?(?:\w+\s+){0,2}?"
_LEARNED = r"(?:engineer|doctor|physician|surgeon|lawyer|attorney|solicitor|architect|pharmacist|dentist|vet(?:erinarian)?|scientist|professor|lecturer|researcher|economist|psychologist|biologist|chemist|physicist|mathematician|statistician|graduate|postgraduate|alumn\w+|academic)"
_UNI = r"(?:uni(?:versity)?|college|univ|campus|grad(?:uate)? school)"
_DEGREE = re.compile(
    rf"\b(?:{_HAVING}(?:degrees?|master'?s?|masters|m\.?sc|m\.?s|mba|phd|ph\.d|doctorate|ll\.?[bm])\b|b\.?sc\b|b\.?tech\b|b\.?eng\b|b\.?com\b|bba\b|bca\b|llb\b|bachelor'?s?\b|bachelors\b|(?:post|under)?graduated\b|"
    rf"(?:ph\.?d\.?|doctorate|m\.?sc|m\.?tech|mba|master'?s?|masters) (?:in|of|from|degree|holder|graduate|already|there|done)\b|dr\.? in\b|"
    rf"(?:finished|completed|done(?: with)?|did|after|through|went to|attended|been to|have been at|from) (?:my |the |a )?(?:\w+ )?{_UNI}\b(?! (?:credit|points))|{_UNI}[- ](?:graduate|educated|degree|trained|level)|"
    rf"stud(?:ied|y) (?:\w+ ){{0,3}}(?:at|in) (?:the |a )?{_UNI}|(?:i'?m|i am|as|am|im|was|became|trained as|qualified) an? (?:\w+ )?(?:\w+ )?{_LEARNED}|postgrad\w*|degree (?:in|holder|already|from)|have (?:2|two|three|several) degrees|"
    r"licenciatura|licenciad[oa]|ingenier[oa]|dipl[o\u00f4]m[e\u00e9]e?|dipl\.|laurea|universit\u00e4t|hochschule|studium|magister|staatsexamen)",
    re.I,
)
_SHORT_DEGREE = re.compile(r"\bB\.?[AE]\b|\bM\.?A\b|\bM\.?Sc\b|\bPhD\b")  # with capitals: "be" is another word
_STUDYING = re.compile(
    r"\b(?:(?:under)?grad(?:uate)? student|student|studying|in (?:my|the) (?:first|second|third|last|final|\d\w\w?) (?:year|semester)|\d(?:st|nd|rd|th) (?:year|semester))\b",
    re.I,
)
# What follows these is sought, so far as no other verb stands between.
_WISH = re.compile(
    r"\b(?:to|want|wants|wish|hope|plan|get|do|doing|toward|towards|for|count|counts|into|maybe|if|as|later|then|before|start|begin)\s+(?:(?!have|has|hold|got|finished|with)\w+\s+){0,3}?(?:an?\s+|the\s+|my\s+)?$",
    re.I,
)
_YEARS = r"(?:\d+|\w+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|many|several|some|few|a couple of|half a)\+? ?(?:years?|yrs?|months|decades?)"
_COURSES = r"(?:(?:evening|online|short|intro(?:ductory)?|basic|free|crash|little|first|small|training|school|coding|beginners?'?|mini|community|college|coursera|udemy|edx|youtube|excel|python|statistics|marketing)\s+)*(?:course|courses|class|classes|moocs?|tutorials?|boot ?camps?|workshops?|seminars?|trainings?|lessons?|certificates?|certifications?|modules?|webinars?|videos)"
_SOME = re.compile(
    rf"\b(?:some (?:\w+ )?(?:experience|knowledge|background|basics?|skills?|training|idea|coding|programming|python|statistics|excel|sql|maths?|understanding|practice|courses?|exposure|of (?:it|the))|a (?:wee |tiny |little )?(?:bit|little)|basics?|intermediate|"
    rf"self[- ]?(?:taught|made|learn(?:ed|er|t)?|stud(?:y|ied))|auto ?didact\w*|{_YEARS} (?:of )?(?:\w+ )?(?:experience|exp|in|as|with|on|working|doing)|{_YEARS}'? experience|experienced|advanced|"
    rf"(?:did|took|done|taken|finished|followed|completed|had|passed|attended|watched|made|visited) (?:already )?(?:an?|one|some|few|a few|two|three|the|couple of|a couple of|several|my|many) (?:\w+ )?{_COURSES}|{_COURSES} (?:back in \w+|once|before|already|years ago|long ago|at work|in (?:school|college))|"
    rf"(?<!not )(?<!n't )know (?:some|a few|the|my|how to|enough|my way|one or two|quite|\w+ (?:well|a bit|a little|already|quite))|know(?:ledge)? of|familiar with|dabbl\w+|tinker\w*|play(?:ed|ing)? (?:around|about|a bit) with|messed (?:around|about) with|"
    rf"as a hobby|(?:my )?hobby|hobbyist|not (?:a (?:complete |total |real )?beginner|new to|completely new)|no beginner|no longer a beginner|work(?:ed)? with (?:it|that|this|them|data|spreadsheets|excel|python|sql|numbers|computers)|used (?:it|to (?:code|program))|use (?:it|excel|python|sql|spreadsheets|r) |"
    rf"fluent in|good (?:at|with|in|knowledge)|pretty good|okay at|decent|(?:basic|rough|fair|solid|general|practical|working|rusty) (?:knowledge|understanding|skills?|excel|python|maths?|statistics|sql|coding|programming|level)|"
    rf"apprentice\w*|vocational|associate'?s? (?:degree)?|diploma|on the job|trained (?:as|in)|learn(?:ed|t) (?:it |some |most |everything |this |that )?(?:by (?:myself|doing)|on my own|myself|at work|from youtube|online|at school)|i (?:already )?code|i program|a few {_COURSES})\b",
    re.I,
)  # fmt: skip
# Said only where the background was asked for: work of any kind is some knowledge.
_WORK = re.compile(
    rf"\b(?:i (?:now |currently |also |mostly |still )?work(?:ed|ing)?|work(?:ed|ing|s)? (?:as|in|at|for|with)|i'?ve (?:been|worked)|have (?:been|worked)|been (?:an?|in|\w+ing)|used to (?:be|work|do)|i'?m in|i am in|(?:read|reading) (?:some|a few|books|articles|about|up)|i (?:run|own|manage|lead|teach|drive|sell|build|repair|cook|farm|clean|nurse|do|did|made|make|write|use)|"
    rf"(?:my|a|the|present|current|last) (?:job|trade|profession|career|business|shop|company|work)|by (?:trade|profession)|in the (?:trade|business|industry|field|army|military|navy|office)|employed|employee|self[- ]employed|freelanc\w+|{_YEARS}|retired|worker|"
    r"experience|expert|professional|pro|practical|hands[- ]on|job)\b",
    re.I,
)
_AM = re.compile(
    r"^\W*(?:(?:well|so|ok|hi|hello|just|only|yes|no)\W+)*(?:(?:i'?m|i am|im|am|me|was|i was|been)\s+)?(?:(?:an?|the|only|just|now|currently|actually|former|ex|retired|senior|junior|head|chief|registered|trained|qualified|truck|office|bank|shop|school|primary|sales|product|project|marketing|software|data|web|hr|it|night|social|care|bus|taxi|warehouse|factory|call cent(?:er|re))[\s-]+)*"
    r"(?:\w+(?:er|or|ist|ian|ant|ent|eer|man|woman|keeper|smith|maid|ess)|nurse|clerk|chef|cook|coach|pilot|guard|soldier|midwife|analyst|assistant|temp|student|intern|guide|judge|priest|monk|artist|mechanic|medic|paramedic|technician|secretary|cashier|driver)s?\b",
    re.I,
)
_NO_WORK = re.compile(
    r"\b(?:never|better|rather|whatever|other|either|neither|master|another|summer|winter|computer|number|matter|answer|different|moment|parent|important|want|went|prefer|later|or|her|over|under|after|ever|for|newer|further|offer|patient|permanent|present)\b",
    re.I,
)
_BARE_DEGREE = re.compile(
    r"^\W*(?:(?:i|have|got|a|an|my|the|yes|yeah|yep|only|just|with|full|university|college|do|did|already|two|one|first|finished|complete|completed|of|in|it|is|am)\W+)*"
    r"(?:degrees?|bachelor\W?s?|bachelors|master\W?s?|masters|graduate|university|college|uni|phd|ph\.?d\.?|doctorate|mba|m\.?sc|b\.?sc|diploma engineer|licence|engineer|academic)"
    r"(?: degree| level| done| finished| graduate| education| already| studies| only)*\W*$",
    re.I,
)
_BARE_SOME = re.compile(
    r"^\W*(?:(?:i|have|got|know|maybe|just|only|well|yes|about|like|kind of|sort of|say|am|i'?m|guess|think|would|i'?d)\W+)*(?:some(?:thing|what)?|a bit|bits|a little|little bit|little|medium|middle|middling|so[- ]?so|average|ok(?:ay)?ish|half|certificates?|courses?|a few things|enough|quite (?:a bit|a lot|some)|a lot|lots|much|plenty|good|very good|fair|school maths?)\b(?! (?:no|nothing))[\w\s,]{0,30}\W*$",
    re.I,
)
_NAMED_DEGREE = re.compile(
    rf"^\W*(?:(?!no\b|not\b|without\b|never\b|if\b|want\b|associate)\w+\W+){{1,3}}(?:degree|bachelor'?s?|master'?s?)\W*$|^\W*(?:(?:i'?m|i am|am|former|retired|\w+) ){{0,2}}{_LEARNED}\b(?! (?:student|apprentice))|\b{_LEARNED} by (?:training|trade|profession)\b",
    re.I,
)
_NO_BEGINNER = re.compile(
    r"\b(?:not|no longer|hardly|would ?n[o'\u2019]?t (?:say|call)|should ?n[o'\u2019]?t (?:say|call))\b(?: (?!sure\b|know\b)\w+){0,3}? (?:beg+in+n?ers?|newbie|novice|noob)\b|\bno beg+in+n?er\b",
    re.I,
)
_BARE_BEGINNER = re.compile(
    r"^\W*(?:(?:i|have|bring|got|well|just|only|really|honestly|am|i'?m|im|quite|very|totally|completely|absolutely|almost|pretty|with|brand|still|so|oh|hm+|there is|is|it'?s|me)\W+)*"
    r"(?:new|nothing|none|no|nope|zero|nil|nada|nix|nichts|rien|not (?:much|a lot|really|any(?:thing)?|yet)|little|nothing (?:really|special|at all|yet)|nothing much|zilch|blank|empty hands|school|just school|curiosity|motivation|interest|enthusiasm|time|myself|(?:good )?will|ambition)"
    r"(?: at all| really| much| special| yet| so far| here| to it| but [\w ]{1,30}| in (?:it|that|this)(?: field)?| of (?:it|that|this)| and [\w ]{1,20}| i think| to be honest| i guess| about it)*\W*$",
    re.I,
)
_STUDIED = re.compile(r"\bstudied\b", re.I)
_ANSWERS_LITTLE = re.compile(
    r"^\W*(?:hi|hello|hey|thanks?|thank you|ok(?:ay)?|good (?:morning|evening|day)|yes|yeah|yep)\W*$", re.I
)
SHORT_WORDS = 12  # of an answer to the question


def read_background(text: str) -> str | None:
    """The background that a message tells, asked for or not; None where it tells none."""
    if _NO_BEGINNER.search(text):
        return "some"
    if _BEGINNER.search(text):
        return "beginner"
    has_none = _NO_DEGREE.search(text)
    held = _UNWANTED_DEGREE.sub(" ", _NO_DEGREE.sub(" ", text))
    if _holds_degree(held) and not _STUDYING.search(held):
        return "degree"
    if _SOME.search(held):
        return "some"
    return "beginner" if has_none else None


def asked_background(text: str) -> str | None:
    """What an answer to the question for the background says in few words: "degree", "nothing", "am a nurse"."""
    if _ANSWERS_LITTLE.match(text):
        return None
    for pattern, value in (
        (_BARE_DEGREE, "degree"),
        (_NAMED_DEGREE, "degree"),
        (_BARE_BEGINNER, "beginner"),
        (_BARE_SOME, "some"),
    ):
        if pattern.match(text):
            return value
    if _STUDIED.search(text):
        return "degree"
    return "some" if _STUDYING.search(text) or _WORK.search(text) or _is_occupation(text) else None


def _is_occupation(text: str) -> bool:
    """Whether a message begins with what somebody is: "am a nurse", "truck driver"."""
    named = _AM.match(text)
    return named is not None and not _NO_WORK.search(named.group().split()[-1])


def _holds_degree(text: str) -> bool:
    """Whether a degree is said to be held; "count toward a master's" is a wish."""
    return bool(_SHORT_DEGREE.search(text)) or any(
        not _WISH.search(text[: found.start()]) for found in _DEGREE.finditer(text)
    )
