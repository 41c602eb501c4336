"""Where ports meet adapters: the only module that knows which adapter fills which port.

Each factory imports its own adapters and is made once a process, so that a handler pays for what it uses alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.secrets import SecretsManager

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.conclude import Concluding
    from quarterdeck.contexts.assistant.library import LiveSources
    from quarterdeck.contexts.assistant.records import Records
    from quarterdeck.contexts.assistant.service import Assistant
    from quarterdeck.contexts.assistant.slack_door import SlackDoor
    from quarterdeck.contexts.meetings.archive import Archive
    from quarterdeck.contexts.meetings.ingest import Finishing, Indexing, Parsing
    from quarterdeck.contexts.meetings.machine import IngestMachine
    from quarterdeck.contexts.meetings.service import Meetings
    from quarterdeck.kernel.tenancy import TenantId
    from quarterdeck.platform.idempotency import Once
    from quarterdeck.platform.objects import S3Objects
    from quarterdeck.services.llm.breaker import Breaker
    from quarterdeck.services.llm.gateway import Gateway
    from quarterdeck.services.llm.probe import Probing
    from quarterdeck.services.llm.router import Router
    from quarterdeck.services.search.retrieve import Retriever

CLOCK = SystemClock()


@cache
def secrets() -> SecretsManager:
    return SecretsManager(CLOCK)


@cache
def objects() -> S3Objects:
    from quarterdeck.platform.objects import S3Objects

    return S3Objects(setting("BUCKET_OBJECTS"))


@cache
def once() -> Once:
    from quarterdeck.platform.idempotency import Once

    return Once(setting("TABLE_IDEMPOTENCY"), CLOCK)


@cache
def retriever() -> Retriever:
    from quarterdeck.services.search.factory import open_index
    from quarterdeck.services.search.minilm import MiniLm
    from quarterdeck.services.search.retrieve import Retriever

    embedder = MiniLm()
    index = open_index(setting("SEARCH_URL"), embedder, engine=setting("SEARCH_ENGINE"))
    return Retriever(index, embedder)


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
    return Gateway(router(), Guards(breaker(), budget))


@cache
def probing() -> Probing:
    from quarterdeck.services.llm.probe import Probing

    return Probing(router().in_use, breaker())


@cache
def archive() -> Archive:
    from quarterdeck.contexts.meetings.archive import Archive

    return Archive(objects())


@cache
def meetings() -> Meetings:
    from quarterdeck.contexts.meetings.service import Meetings

    return Meetings(objects())


@cache
def ingest_machine() -> IngestMachine:
    from quarterdeck.contexts.meetings.machine import IngestMachine

    return IngestMachine(setting("INGEST_MACHINE_ARN"))


@cache
def parsing() -> Parsing:
    from quarterdeck.contexts.meetings.ingest import Parsing

    return Parsing(archive())


@cache
def indexing() -> Indexing:
    from quarterdeck.contexts.meetings.ingest import Indexing

    return Indexing(archive(), retriever())


@cache
def finishing() -> Finishing:
    from quarterdeck.contexts.meetings.ingest import Finishing

    return Finishing(archive(), CLOCK)


@cache
def records() -> Records:
    from quarterdeck.contexts.assistant.records import Records

    return Records(objects())


def sources(tenant: TenantId) -> LiveSources:
    from quarterdeck.contexts.assistant.library import LiveSources

    return LiveSources(tenant, archive(), retriever)


@cache
def assistant() -> Assistant:
    from quarterdeck.contexts.assistant.machine import AnswerMachine
    from quarterdeck.contexts.assistant.service import Assistant
    from quarterdeck.kernel.ids import UlidIds

    return Assistant(AnswerMachine(setting("ANSWER_MACHINE_ARN")), records(), once(), CLOCK, UlidIds())


@cache
def concluding() -> Concluding:
    from quarterdeck.contexts.assistant.conclude import Concluding
    from quarterdeck.contexts.assistant.slack_delivery import SlackDelivery

    delivery = SlackDelivery(secrets(), setting("SLACK_SECRET"), setting("SLACK_API_URL"), once())
    return Concluding(records(), delivery, CLOCK)


@cache
def slack_door() -> SlackDoor:
    from quarterdeck.contexts.assistant.slack_door import SlackDoor

    return SlackDoor(setting("ANSWER_MACHINE_ARN"), once())


def verify_slack(headers: Mapping[str, str], raw_body: bytes) -> None:
    """Check Slack's signature with the app's signing secret.

    Raises:
        Unauthenticated: it isn't Slack's, or too old.
    """
    from quarterdeck.platform.slack.signature import verify

    verify(secrets().get(setting("SLACK_SECRET"))["signing_secret"], headers, raw_body, CLOCK.now())
