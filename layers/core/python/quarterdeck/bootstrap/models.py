"""The gateway to language models, with its breaker, budget and cache."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.search import embedder
from quarterdeck.bootstrap.shared import CLOCK, secrets
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.services.llm.breaker import Breaker
    from quarterdeck.services.llm.cache.dynamodb import DynamoReplyCache
    from quarterdeck.services.llm.gateway import Gateway
    from quarterdeck.services.llm.probe import Probing
    from quarterdeck.services.llm.router import Router


@cache
def router() -> Router:
    from quarterdeck.services.llm.configure import routes_from_settings
    from quarterdeck.services.llm.router import Router

    return Router(routes_from_settings(), lambda: secrets().get(setting("LLM_SECRET")))


@cache
def breaker() -> Breaker:
    from quarterdeck.services.llm.breaker import Breaker
    from quarterdeck.services.llm.breaker_states import TableStates

    return Breaker(TableStates(setting("TABLE_LLM")), CLOCK)


@cache
def gateway() -> Gateway:
    from quarterdeck.kernel.ids import UlidIds
    from quarterdeck.services.llm.budget import Budget
    from quarterdeck.services.llm.budget_table import TableLedger
    from quarterdeck.services.llm.gateway import Gateway
    from quarterdeck.services.llm.guards import Guards

    budget = Budget(TableLedger(setting("TABLE_LLM")), router().routes.limits, CLOCK, UlidIds())
    return Gateway(router(), Guards(breaker(), budget), reply_cache() if router().names_in_use() else None)


@cache
def reply_cache() -> DynamoReplyCache:
    from quarterdeck.services.llm.cache.dynamodb import DynamoReplyCache

    return DynamoReplyCache(embedder(), CLOCK)


@cache
def probing() -> Probing:
    from quarterdeck.services.llm.probe import Probing

    return Probing(router().in_use, breaker())
