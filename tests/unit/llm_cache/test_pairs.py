"""The floors of the cache on pairs of questions: no near miss gets a hit, and enough of the paraphrases do."""

from functools import cache
from pathlib import Path

import pytest

from evals.cache.measure import hits, rate
from evals.cache.pairs import PAIRS, Pair, questions, read
from evals.cache.vectors import vectors
from quarterdeck.services.llm.cache.concepts import GROUPS, concept
from quarterdeck.services.llm.cache.meaning import meaning
from quarterdeck.services.llm.cache.semantic import same
from quarterdeck.services.llm.cache.stems import stem

FILES = sorted(PAIRS.glob("*.jsonl"))
ALL = [pair for file in FILES for pair in read(file)]


asks = cache(meaning)


def alike(pair: Pair) -> bool:
    return same(asks(pair.a), asks(pair.b))


def test_there_are_enough_pairs_of_many_kinds() -> None:
    assert len({pair.id for pair in ALL}) == len(ALL)
    assert sum(not pair.same for pair in ALL) >= 400
    assert sum(pair.same for pair in ALL) >= 300
    assert len({pair.kind for pair in ALL}) >= 14


def test_no_near_miss_gets_a_hit() -> None:
    assert [pair for pair in ALL if not pair.same and alike(pair)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_two_fifths_of_the_paraphrases_get_one(file: Path) -> None:
    pairs = [pair for pair in read(file) if pair.same]
    candidates = [pair for pair in pairs if alike(pair)]
    known = vectors(questions(candidates))
    assert rate([pair in candidates and hits(pair, known) for pair in pairs]) >= 0.4


def test_an_order_of_asking_makes_no_difference() -> None:
    assert [pair for pair in ALL if alike(pair) != same(asks(pair.b), asks(pair.a))] == []


def test_no_word_has_two_meanings() -> None:
    lines = [line.split() for line in GROUPS.split("\n") if line.strip()]
    heads: dict[str, str] = {}
    for words in lines:
        for word in words:
            assert heads.setdefault(stem(word), words[0]) == words[0], word
            assert concept(word) == stem(words[0])
