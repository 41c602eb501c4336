"""The terms of a query, as both indexes take them."""

import re
from collections.abc import Iterable

MOST_TERMS = 64
"""The most terms of one query: a question has fewer, and no index takes any number of them."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def plain_terms(terms: Iterable[str]) -> list[str]:
    """Return the first ``MOST_TERMS`` distinct terms, in lower case and without any query syntax.

    A term is one word, or words with a space between that follow one another.
    """
    plain = (" ".join(_WORD.findall(term.lower())) for term in terms)
    return list(dict.fromkeys(filter(None, plain)))[:MOST_TERMS]
