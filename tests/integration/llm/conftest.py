"""A cache whose time and vectors the test decides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
import pytest

from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.services.llm.cache.dynamodb import DynamoReplyCache
from quarterdeck.services.llm.model import Call, Message, Scope, Usage
from quarterdeck.services.llm.provider import ProviderReply
from quarterdeck.services.search.embed import Vectors
from tests.support.clocks import StillClock

REPLY = ProviderReply('{"text": "It is 20 euros."}', "large-1", Usage(100, 10))


@dataclass
class Words:
    """Embeds a text by how often each letter stands in it, and counts how often it is asked."""

    model: str = "letters"
    dimension: int = 26
    texts: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        letters = [re.sub("[^a-z]", "", text.lower()) or "a" for text in texts]
        counts = np.array([[text.count(chr(97 + n)) for n in range(26)] for text in letters], np.float32)
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def cache(tables: None, clock: StillClock, words: Words) -> DynamoReplyCache:  # noqa: ARG001 - the table must be there
    return DynamoReplyCache(words, clock, timedelta(hours=24))


@pytest.fixture
def tenant(request: pytest.FixtureRequest) -> TenantId:
    """A tenant of the test's own, so that one table serves all."""
    return tenant_id(f"t-{abs(hash(request.node.nodeid)):x}"[:40])


def asked(tenant: TenantId, question: str, *, evidence: str = "e1", sources: tuple[str, ...] = ()) -> Call:
    """Return a call whose last message has the question and the evidence."""
    prompt = (Message("system", "Answer."), Message("user", f"Question: {question}\n{evidence}"))
    return Call(Scope(tenant, "FACT", "1", sources=sources), question, prompt, 15_000)
