"""What a question is about, without the words that only ask."""

import re
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_GRAMMAR = """
a about above after again against all also am an and any are aren't as at be because been before being below between
both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each else even ever
every few for from further get gets give given gave go going had hadn't has hasn't have haven't having he he'd he'll
he's her here here's hers herself him himself his how how's i i'd i'll i'm i've if in into is isn't it it'd it'll it's
its itself just know let let's like made make many may me might more most much must my myself no nor not now of off on
once only or other our ours ourselves out over own please really same she she'd she'll she's should shouldn't so some
someone something such than that that's the their theirs them themselves then there there's these they they'd they'll
they're they've this those through to too toward towards under until up upon us very was wasn't we we'd we'll we're
we've were weren't what what's whatever when when's where where's whether which while who who's whom whose why why's
will with within without won't would wouldn't yet you you'd you'll you're you've your yours yourself yourselves
"""

# Nearly every passage of a meeting is somebody saying, thinking or discussing something.
_TALK = """
according agree agreed agreement answer answered argue argued ask asked asking bring brought call called calls comment
comments conclude concluded conclusion conclusions conversation debate debated decide decided decision decisions
describe described discuss discussed discusses discussing discussion discussions elaborate elaborated explain explained
explanation express expressed group happen happened idea ideas introduce introduced meeting meetings member members
mention mentioned mentioning mentions opinion opinions outline people point points present presented presenting
presentation propose proposed question questions raise raised reason reasons recap recommend recommended regarding
concerning said saw say saying says see speak speaker spoke suggest suggested suggestion suggestions sum summaries
summarise summarize summary talk talked talking talks team tell think thinking thinks thought thoughts told topic
topics view views want wanted whole
"""

_ASKING = frozenset(f"{_GRAMMAR} {_TALK}".split())


def topic(question: str) -> list[str]:
    """Return the words that say what the question is about; all of its words if none does."""
    words = _words(question)
    return [word for word in words if _tells(word)] or words


def phrases(question: str) -> list[str]:
    """Return the pairs of such words that follow one another in the question.

    They tell documents on one subject apart: each may have "solar" and "cell" somewhere, few have "solar cell".
    """
    return [f"{a} {b}" for a, b in pairwise(_words(question)) if _tells(a) and _tells(b)]


def name_words(text: str) -> frozenset[str]:
    """Return the words of the text, in lower case, that may be a name's."""
    return frozenset(word.lower() for word in _words(text) if _tells(word))


def _words(question: str) -> list[str]:
    return [word.replace("’", "'").removesuffix("'s") for word in _WORD.findall(question)]


def _tells(word: str) -> bool:
    return word.lower() not in _ASKING
