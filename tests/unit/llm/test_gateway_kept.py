"""Replies that are kept, and what the log says of calls."""

from dataclasses import dataclass, field
from io import StringIO

import pytest

from quarterdeck.kernel.observability import logger
from quarterdeck.services.llm.model import Call, Outcome, Usage
from quarterdeck.services.llm.provider import ProviderReply
from tests.unit.llm.desk import FOUND, GOOD, Desk
from tests.unit.llm.scripted import MINI, Scripted, complete, fails, says


@dataclass
class Kept:
    """A cache of one reply."""

    reply: ProviderReply | None = None
    kept: list[ProviderReply] = field(default_factory=list)

    def find(self, call: Call) -> ProviderReply | None:
        assert call.scope.contract
        return self.reply

    def keep(self, call: Call, reply: ProviderReply) -> None:
        assert call.scope.contract
        self.kept.append(reply)

    def forget(self, tenant: str, source: str) -> int:
        raise NotImplementedError((tenant, source))


def test_a_kept_reply_costs_nothing_and_asks_nobody() -> None:
    only = Scripted("only", [says(GOOD)])
    completion = complete(Desk(cache=Kept(ProviderReply(GOOD, MINI, Usage(100, 10)))), only)
    assert (completion.value, completion.provider, completion.model) == (FOUND, "cache", MINI)
    assert (completion.cached, completion.cost, completion.usage) == (True, 0, Usage())
    assert not only.asked


def test_a_kept_reply_of_another_shape_is_not_used() -> None:
    cache = Kept(ProviderReply('{"claim": 1}', MINI, Usage()))
    assert complete(Desk(cache=cache), Scripted("only", [says(GOOD)])).provider == "only"


def test_only_a_valid_reply_is_kept() -> None:
    cache = Kept()
    complete(Desk(cache=cache), Scripted("first", [says("{}")]), Scripted("second", [says(GOOD)]))
    assert [reply.text for reply in cache.kept] == [GOOD]


def test_the_log_says_what_a_call_took_and_nothing_of_its_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", lines)
    complete(Desk(), Scripted("first", [fails(Outcome.REJECTED)]), Scripted("second", [says(GOOD)]))
    logged = lines.getvalue()
    for told in ("EXTRACTIVE_FACT", '"second"', MINI, '"cost_nano_usd":56000', "first rejected 0"):
        assert told in logged
    metrics = capsys.readouterr().out
    assert '"ModelCalls"' in metrics
    assert '"ModelMilliseconds"' in metrics
    for secret in ("Marlow", "pilot"):
        assert secret not in logged + metrics
