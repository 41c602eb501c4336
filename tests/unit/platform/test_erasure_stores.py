"""Each kind of erasure goes through exactly the stores that its receipt is to list, in that order."""

from collections.abc import Iterator

import pytest

from quarterdeck.bootstrap import erasing, shared
from quarterdeck.bootstrap.assistant import records
from quarterdeck.bootstrap.protection import NAMES
from quarterdeck.contexts.operations.protection.model import Kind, Stores


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stores]:
    monkeypatch.setenv("BUCKET_OBJECTS", "objects")
    monkeypatch.setenv("MACHINES_TO_STOP", "arn:one arn:two")
    cached = (erasing.stores, shared.objects, records)
    for made in cached:
        made.cache_clear()
    yield erasing.stores()
    for made in cached:
        made.cache_clear()


def test_the_stores_are_those_of_the_receipt(stores: Stores) -> None:
    assert {kind: tuple(stores[kind]) for kind in Kind} == NAMES


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.TENANT])
def test_access_ends_first_and_the_row_goes_last(kind: Kind) -> None:
    assert NAMES[kind][0] == "access"
    assert NAMES[kind][-1] in {"membership", "identity"}
