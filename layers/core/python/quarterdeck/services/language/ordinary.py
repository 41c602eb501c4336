"""Ordinary English words: who writes one in lower case names nobody by it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import sub

from quarterdeck.services.search.vocabulary import Vocabulary

_BRIEF = frozenset(
    """
    a ad ah al am an as at be by do eu ex go he hi hr i id if in is it kg km lb me mm mr ms mt my no of oh ok on
    or ox pa pm pr re so to tv uh uk um up us vs we
    """.split()
)
"""The words of one or two letters; other such pieces spell names out."""

_TRADE = frozenset(
    """
    fri jul thu thur thurs tue tues
    admin autopay backend backlog barcode biotechnology brainstorm cashflow cfo chatbot churn config
    countersign crm csv cto cutoff cybersecurity dataset downgrade ecommerce ehr encrypt erp
    escalate faq fintech firewall firmware freemium frontend gdpr genetics headcount hipaa json kpi
    latency login logout mockup nda offboard offsite onsite optimise optimize payback
    pharmaceuticals plugin poc powerpoint proactive rfp rfq roadmap rollback rollout saas sandbox signatory
    signoff signup sla spreadsheet sso stakeholder standup takeaway tbd teleconference throughput timestamp
    touchpoint troubleshoot turnkey upfront upsell uptime url usability videoconference walkthrough webhook
    whiteboard wifi wireframe workflow
    """.split()
)
"""Days, months and words of our trade that the vocabulary lacks or that lie close to names."""

_OWN = _BRIEF | _TRADE
_PIECE, _LONGEST = max(map(len, _BRIEF)), 24

_NAMES = """
    adobe ahmed amazon anna berlin boeing brazil brown canada carlos charles chicago cisco clark cohen
    disney dmitri elizabeth facebook fatima france garcia google hassan honda ibm india intel italy james
    johnson julia kenya kim kumar linda london lopez madrid manchester maria mei microsoft murphy nguyen
    nina nokia olga oracle patel pepsi peter philips pierre poland robert rossi samsung schmidt seattle
    siemens singh smith sony susan sven sydney tanaka texas thomas tokyo toronto toyota virginia volkswagen
    wang williams yuki yusuf
"""
_WORDS = """
    agree although annoyed because bucket breathe child copper customer decide discount divide expensive garden
    gently holiday idea late meeting metal narrow pleasant policy price pull purple receipt remark running
    schedule seldom silicon simple software strange table teacher useful walk
"""
_NAMED = 0.05
"""How much closer to the example names than to the example words a word lies that is a name."""

_CONTRACTION = re.compile(r"'(?:s|d|ll|re|ve|m|t)?\Z")
_ENDING = re.compile(
    r"(?<=[a-z]{3})(?:s|e[sd]|ie[sd]|ing|i?er|i?est|ly|y|ful|less|ness|ment|abl[ey]|ability|ation|ion|i[sz]e|ify|"
    r"ic|al|ist|ity|ous|ance|ship|ish|or)\Z"
)
_LOST = ("", "e", "y", "ate")
"""What a word may lose before such an ending."""

_BEGINNING = re.compile(r"\A(?:de|dis|fore|in|inter|ir|mis|multi|non|over|pre|re|un)(?=[a-z]{4})")


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Tell whether the lower-case word is ordinary English, or made of such a word as English makes words.

    That is read from the local embedder's vocabulary, which has names as well: they lie close to one another.
    """
    if word in _OWN:
        return True
    if not _PIECE < len(word) <= _LONGEST:
        return False
    if word in _vocabulary():
        return _closer_to_names(word) < _NAMED
    return any(is_ordinary(base) for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    """Yield what the word may be made of, without one ending or beginning."""
    if short := _CONTRACTION.search(word):
        yield word[: short.start()]
        yield word[: short.start()].removesuffix("n")
    if ending := _ENDING.search(word):
        root = word[: ending.start()]
        yield from (root + lost for lost in _LOST) if len(ending[0]) > 1 else (root,)
        if root[-1] == root[-2]:
            yield root[:-1]
    if beginning := _BEGINNING.match(word):
        yield word[beginning.end() :]


def _closer_to_names(word: str) -> float:
    return sum(a * b for a, b in zip(_vocabulary().vector(word), _towards_names(), strict=True))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary()


@cache
def _towards_names() -> list[float]:
    return list(map(sub, _mean(_NAMES.split()), _mean(_WORDS.split())))


def _mean(words: list[str]) -> list[float]:
    return [sum(values) / len(words) for values in zip(*map(_vocabulary().vector, words), strict=True)]
