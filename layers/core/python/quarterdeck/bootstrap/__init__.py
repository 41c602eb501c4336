"""Where ports meet adapters: the only module that knows which adapter fills which port.

Each factory imports its own adapters and is made once a process, so that a handler pays for what it uses alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.settings import optional_setting, setting
from quarterdeck.platform.secrets import SecretsManager

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.conclude import Concluding
    from quarterdeck.contexts.assistant.feedback.service import Feedback
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback
    from quarterdeck.contexts.assistant.library import LiveSources
    from quarterdeck.contexts.assistant.products import Shelves
    from quarterdeck.contexts.assistant.records import Records
    from quarterdeck.contexts.assistant.service import Assistant
    from quarterdeck.contexts.assistant.slack_door import SlackDoor
    from quarterdeck.contexts.knowledge.archive import Snapshots
    from quarterdeck.contexts.knowledge.connection import Connection
    from quarterdeck.contexts.knowledge.desk import KnowledgeDesk
    from quarterdeck.contexts.knowledge.door import AirtableDoor
    from quarterdeck.contexts.knowledge.ending import Ending
    from quarterdeck.contexts.knowledge.machine import SnapshotMachine
    from quarterdeck.contexts.knowledge.publishing import Publishing
    from quarterdeck.contexts.knowledge.service import ProductKnowledge
    from quarterdeck.contexts.knowledge.source import Source
    from quarterdeck.contexts.knowledge.syncing import Syncing
    from quarterdeck.contexts.meetings.archive import Archive
    from quarterdeck.contexts.meetings.ingest import Finishing, Indexing, Parsing
    from quarterdeck.contexts.meetings.machine import IngestMachine
    from quarterdeck.contexts.meetings.service import Meetings
    from quarterdeck.kernel.tenancy import TenantId
    from quarterdeck.platform.idempotency import Once
    from quarterdeck.platform.objects import S3Objects
    from quarterdeck.platform.slack.workspaces import SlackWorkspaces
    from quarterdeck.services.llm.breaker import Breaker
    from quarterdeck.services.llm.cache.dynamodb import DynamoReplyCache
    from quarterdeck.services.llm.gateway import Gateway
    from quarterdeck.services.llm.probe import Probing
    from quarterdeck.services.llm.router import Router
    from quarterdeck.services.search.embed import Embedder
    from quarterdeck.services.search.retrieve import Retriever
    from quarterdeck.services.web.model import WebResearch

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
def embedder() -> Embedder:
    from quarterdeck.services.search.minilm import MiniLm

    return MiniLm()


@cache
def retriever() -> Retriever:
    from quarterdeck.services.search.factory import open_index
    from quarterdeck.services.search.retrieve import Retriever

    index = open_index(setting("SEARCH_URL"), embedder(), engine=setting("SEARCH_ENGINE"))
    return Retriever(index, embedder())


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

    return LiveSources(tenant, archive(), retriever, shelves, web_research)


@cache
def shelves() -> Shelves:
    from quarterdeck.contexts.assistant.products import Shelves

    return Shelves(knowledge())


def web_research() -> WebResearch | None:
    """Return the search of the web; None where the secret has no key for it."""
    key = secrets().get(setting("LLM_SECRET")).get("gemini_api_key")
    return _gemini() if key else None


@cache
def _gemini() -> WebResearch:
    from quarterdeck.services.web.gemini import GOOGLE, Gemini

    base_url = optional_setting("GEMINI_BASE_URL") or GOOGLE
    return Gemini(lambda: secrets().get(setting("LLM_SECRET"))["gemini_api_key"], base_url)


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
    from quarterdeck.contexts.assistant.slack_people import SlackPeople

    delivery = SlackDelivery(slack_workspaces(), SlackPeople(slack_workspaces()), once())
    return Concluding(records(), delivery, feedback(), CLOCK)


@cache
def feedback() -> Feedback:
    from quarterdeck.contexts.assistant.feedback.service import Feedback

    return Feedback(records(), CLOCK)


@cache
def slack_workspaces() -> SlackWorkspaces:
    from quarterdeck.platform.slack.workspaces import SlackWorkspaces

    return SlackWorkspaces(secrets(), setting("SLACK_SECRET"), setting("SLACK_API_URL"))


@cache
def slack_feedback() -> SlackFeedback:
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback

    return SlackFeedback(feedback(), slack_workspaces(), once())


@cache
def slack_door() -> SlackDoor:
    from quarterdeck.contexts.assistant.slack_door import SlackDoor

    return SlackDoor(setting("ANSWER_MACHINE_ARN"), once())


def airtable(connection: Connection) -> Source:
    """Open the tenant's base, with the token from its secret and at the pace that all share."""
    import time

    from quarterdeck.contexts.connectors.airtable.client import Airtable
    from quarterdeck.contexts.knowledge.pace import SharedPace

    token = secrets().get(connection.secret)["token"]
    pace = SharedPace(connection.tenant, CLOCK, time.sleep)
    return Airtable(setting("AIRTABLE_API_URL"), token, connection.base, pace)


@cache
def snapshots() -> Snapshots:
    from quarterdeck.contexts.knowledge.archive import Snapshots

    return Snapshots(objects())


@cache
def snapshot_machine() -> SnapshotMachine:
    from quarterdeck.contexts.knowledge.machine import SnapshotMachine

    return SnapshotMachine(setting("SNAPSHOT_MACHINE_ARN"))


@cache
def knowledge() -> ProductKnowledge:
    from quarterdeck.contexts.knowledge.service import ProductKnowledge
    from quarterdeck.contexts.knowledge.tables import Tables

    return ProductKnowledge(snapshots(), Tables(airtable, CLOCK), snapshot_machine(), CLOCK)


@cache
def knowledge_desk() -> KnowledgeDesk:
    from quarterdeck.contexts.knowledge.desk import KnowledgeDesk

    return KnowledgeDesk(snapshot_machine())


@cache
def airtable_door() -> AirtableDoor:
    from quarterdeck.contexts.knowledge.door import AirtableDoor

    return AirtableDoor(secrets(), snapshot_machine())


@cache
def syncing() -> Syncing:
    from quarterdeck.contexts.knowledge.beginning import Beginning
    from quarterdeck.contexts.knowledge.syncing import Syncing
    from quarterdeck.kernel.ids import UlidIds

    return Syncing(airtable, Beginning(CLOCK, UlidIds()), CLOCK)


@cache
def publishing() -> Publishing:
    from quarterdeck.contexts.knowledge.publishing import Publishing

    return Publishing(snapshots(), CLOCK)


@cache
def ending() -> Ending:
    from quarterdeck.contexts.knowledge.ending import Ending

    return Ending(CLOCK)


def verify_slack(headers: Mapping[str, str], raw_body: bytes) -> None:
    """Check Slack's signature with the app's signing secret.

    Raises:
        Unauthenticated: it isn't Slack's, or too old.
    """
    from quarterdeck.platform.slack.signature import verify

    verify(secrets().get(setting("SLACK_SECRET"))["signing_secret"], headers, raw_body, CLOCK.now())
