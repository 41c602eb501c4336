"""The terms of a question or an answer: its words that carry meaning, and what else sales talk calls them."""

from functools import lru_cache

from quarterdeck.services.language.words import stem, words

_STOP_WORDS = """
    a about above according actually after again agree agreed all also am an and any anybody anyone
    anything are aren't around as ask asked asking at be because been before being between both bring
    brought but by call calls came can can't cannot client come comes company concerning conversation
    could couldn't customer describe did didn't discuss discussed discussion do does doesn't doing don't
    done down during each else ever every exactly explain express expressed find for from further get gets
    getting give given go goes going got had has have having he her here him his how i i'd i'll i'm i've
    if in into is isn't it it's its just kind know latest let let's like lot made make makes many may me mean
    meeting meetings mention mentioned mentions might mine more most much must my near need needs no nor
    not now of off ok okay on once one only opinion opinions or other our ours out over own people per
    person please prospect quite raise raised really regarding remind respond response right said same saw
    say saying says see session she should side so some somebody someone something state stated such
    summarise summarize sure take taken takes talk talked talking talks team tell telling than that that's
    the their theirs them then there there's these they they're thing things think thinking this those
    though thought through time times to told too took uh um under until up upon us use used very view
    views want wanted wants was way we we'd we'll we're we've well went were what what's when where
    whether which while who who's whom whose why will with within won't would yeah yes yet you you're your
    yours
"""
STOP = frozenset(_STOP_WORDS.split())
"""Words that say nothing about what is asked or answered."""

_GROUPS = (
    "price cost pay paid charge fee expensive money budget quote amount spend worth $ € £",
    "start begin kickoff launch live",
    "end finish complete stop over",
    "buy purchase order procure",
    "concern worry worried afraid risk problem issue trouble hesitate objection reservation fear",
    "discount cheaper reduction rebate off",
    "contract agreement paper paperwork",
    "sign signature approve approval authorise authorize board committee",
    "deadline due date",
    "seat licence license user",
    "competitor alternative rival competition",
    "keep kept retain retention store",
    "accurate accuracy precise precision",
    "install installation fit fitting setup",
    "fast quick quickly speed soon",
    "trial pilot proof poc test",
    "send share email forward",
    "employee staff headcount",
    "term duration length long",
    "error bug fault failure fail broken",
    "increase raise uplift rise",
    "warranty guarantee",
    "integrate integration connect connector",
    "ship delivery deliver arrive",
    "renew renewal extend extension",
    "credit refund",
    "temperature degree celsius fahrenheit cold warm",
    "rule limit threshold maximum ceiling cap",
    "terminate cancel exit quit",
    "notify inform report",
    "host live region location",
    "save saving savings benefit return",
    "alert alarm warn",
    "sso saml",
    "mobile phone tablet smartphone",
    "export download",
    "host live reside stay",
)


def terms(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order."""
    return [stem(word) for word in words(text) if word not in STOP]


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for group in _GROUPS:
        stems = {stem(word) for word in group.split()}
        for member in stems:
            table.setdefault(member, set()).update(stems - {member})
    return {member: frozenset(others) for member, others in table.items()}


def synonyms(term: str) -> frozenset[str]:
    """Return the stems that may stand for the term."""
    return _synonyms().get(term, frozenset())
