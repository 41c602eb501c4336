"""The words of a text, as both indexes' queries take them."""

import re

MOST_WORDS = 64
"""The most words of one query: a question has fewer, and no index takes any number of them."""


def distinct_words(text: str) -> list[str]:
    """Return the text's first ``MOST_WORDS`` distinct words, in lower case and without any query syntax."""
    return list(dict.fromkeys(re.findall(r"[^\W_]+", text.lower())))[:MOST_WORDS]
