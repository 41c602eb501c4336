"""What a question asks for: its terms, whose words are wanted, and what an answer must contain."""

import re
from collections.abc import Iterable

from msgspec import Struct

from quarterdeck.contexts.assistant.brief import Meetings
from quarterdeck.contexts.assistant.contracts.answers import Expected, expected
from quarterdeck.contexts.assistant.terms import terms
from quarterdeck.contexts.meetings.model import Meeting
from quarterdeck.services.language.figures import Figure, figures
from quarterdeck.services.language.words import stem, words

_SAYING = (
    r"(?:sa(?:y|id)|th(?:ink|ought)|ask|tell|told|mention|want|promise|agree|offer|explain|suggest|propose|g[ai]ve|quote|claim"
    r"|answer|reply|admit|confirm|accept|respond|recommend|argue|require|expect|insist|demand|need)\w*"
)
_AUXILIARY = r"(?:did|does|do|has|have|had|is|was|were|are|would|will|can|could|about what)"
_CUSTOMERS = r"(?:they|the (?:customer|client|prospect|buyer)s?)"
_VENDORS = r"(?:we|our (?:team|side|people)|us)"
_ASKING = re.compile(r"\b(?:ask(?:ed|s)?|questions?|want(?:ed|s)? to know)\b", re.IGNORECASE)
_FINALLY = re.compile(
    r"\b(?:in the end|finally|final|now|agreed?|settled?|eventually|end up|decid\w+)\b", re.IGNORECASE
)
_GATHERING = re.compile(
    r"\b(?:in|on|at|from|during|after|to|by|of|with|for|when)\s(?:the|our|that|this|their|my|last|\w+['’]s)\s(?:[\w&'’.-]+\s){0,4}?"
    r"(?:call|meeting|review|demo|kick-?off|session|discovery|opening|close|conversation)\b"
    r"(?:\s(?:with|for)\s[A-Z][\w&'’-]*(?:\s(?:and\s)?[A-Z][\w'’-]*)*)?"
)
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on|around) (.*)", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:about|regarding) (?:[A-Z][\w'’-]+ ?)+")
_KIND = re.compile(
    r"\b(?:how (?:long|many|much|soon|often|fast|quickly|big|large|well|old|far|high)"
    r"|(?:what|which) (?:new |exact )?(?:date|day|time|number|amount|percentage|month|year))\b",
    re.IGNORECASE,
)
ONLY_THEIRS, RATHER_THEIRS, SIDE_SAYS, SIDE_DOES = 0.25, 0.7, 0.7, 0.9


class Asked(Struct, frozen=True):
    """What is looked for.

    ``names`` are the terms that the question writes as names, ``about`` those after "about", ``figures`` those that
    it has itself. ``speakers`` are those whose words are wanted, anybody's if empty; ``others`` is what everybody
    else's count for; ``people`` are all whom the question names. ``wants_question`` is true for "what did they
    ask?", ``wants_last`` for "what did they agree in the end?".
    """

    terms: tuple[str, ...]
    about: frozenset[str]
    names: frozenset[str]
    figures: frozenset[Figure]
    speakers: frozenset[str]
    others: float
    people: frozenset[str]
    expected: Expected | None
    wants_question: bool
    wants_last: bool


def asked(text: str, meetings: Meetings, speakers: Iterable[str]) -> Asked:
    """Return what the question asks for, given who speaks in the evidence."""
    people = {p.name for meeting in meetings for p in meeting.participants} | set(speakers)
    topic = topic_of(text, meetings)
    wanted, others = _speakers(text, people, meetings)
    ignored = {stem(word) for name in _named(_OBJECT.sub(" ", text), people) for word in words(name)}
    ignored |= {stem(word) for meeting in meetings for word in words(meeting.company)}
    content = terms(re.sub(r"[$€£]", " ", _KIND.sub(" ", topic)))
    found = tuple(dict.fromkeys(term for term in content if term not in ignored)) or tuple(content)
    about = _ABOUT.search(topic)
    capitals = re.findall(r"(?<!^)\b[A-Z][\w'’-]*|\d[\w.,]*\d", topic)
    return Asked(
        terms=found,
        about=frozenset(terms(about[1] if about else "")) & set(found),
        names=frozenset(term for word in capitals for term in terms(word)) & set(found),
        figures=frozenset(figures(topic)),
        speakers=frozenset(wanted),
        others=others,
        people=frozenset(_named(text, people)),
        expected=expected(topic),
        wants_question=bool(_ASKING.search(text)),
        wants_last=bool(_FINALLY.search(text)),
    )


def topic_of(text: str, meetings: Meetings) -> str:
    """Return the question without the phrases that only say which meeting is meant ("on the last call")."""
    bare = _GATHERING.sub(" ", text)
    for meeting in meetings:
        bare = re.sub(_day(meeting), " ", bare)
    return bare if terms(bare) else text


def _day(meeting: Meeting) -> str:
    date = meeting.date
    day = rf"{date.day}(?:st|nd|rd|th)?"
    return rf"\b{date:%B}\b(?: {day}\b)?|\b{day} (?:of )?{date:%B}\b|\b(?:[Ll]ast|[Tt]his|[Oo]n) {date:%A}\b"


def _speakers(text: str, people: set[str], meetings: Meetings) -> tuple[set[str], float]:
    """Return whose words are wanted, and what everybody else's count for."""
    speaking = {person for person in people if _speaks(person, text)}
    if speaking:
        return speaking, ONLY_THEIRS
    acting = {person for person in people if re.search(rf"\b{_AUXILIARY} (?:{_names(person)})\b", text)}
    if acting:
        return acting, RATHER_THEIRS
    side = _side(text, meetings)
    return side, SIDE_SAYS if re.search(_SAYING, text) else SIDE_DOES


def _speaks(person: str, text: str) -> bool:
    """Tell whether the question is about what this person said, not only about the person."""
    names = _names(person)
    subject = (
        rf"\b{_AUXILIARY} (?:\w+ and )?(?:the )?(?:{names})\b(?: and \w+)? {_SAYING}|\b(?:{names}) {_SAYING}"
    )
    source = rf"\b(?:according to|from|by|opinions? of) (?:the )?(?:{names})\b(?!['’]s)"
    return bool(re.search(subject, text) or re.search(source, text))


def _names(person: str) -> str:
    return "|".join(re.escape(name) for name in sorted({person, *person.split()}, key=len, reverse=True))


def _named(text: str, people: set[str]) -> set[str]:
    return {person for person in people if re.search(rf"\b(?:{_names(person)})\b", text)}


def _side(text: str, meetings: Meetings) -> set[str]:
    companies = [re.escape(name) for meeting in meetings for name in _company_names(meeting.company)]
    customers = "|".join([_CUSTOMERS, *companies])
    if re.search(rf"\b{_AUXILIARY} (?:{customers})\b(?!['’]s)", text, re.IGNORECASE):
        return {name for meeting in meetings for name in meeting.customers()}
    if re.search(rf"\b{_AUXILIARY} {_VENDORS}\b|\b{_VENDORS} {_SAYING}", text, re.IGNORECASE):
        return {name for meeting in meetings for name in meeting.vendors()}
    return set()


def _company_names(company: str) -> set[str]:
    return {company, *company.split(maxsplit=1)[:1]} - {""}
