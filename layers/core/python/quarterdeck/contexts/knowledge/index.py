"""Which records have which words, counted when a snapshot is built, so that a question need not read them all."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from quarterdeck.contexts.knowledge.model import Record, WordIndex

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the text's words as the index has them: letters and digits, in lower case, without stemming."""
    return _WORD.findall(text.lower())


def word_index(records: Sequence[Record]) -> WordIndex:
    """Return the index of the records' names, products and texts."""
    places: dict[str, list[int]] = defaultdict(list)
    lengths = []
    for number, record in enumerate(records):
        found = words(f"{record.name} {record.product or ''} {record.text}")
        lengths.append(len(found))
        for word, times in sorted(Counter(found).items()):
            places[word] += [number, times]
    return WordIndex(dict(sorted(places.items())), lengths)
