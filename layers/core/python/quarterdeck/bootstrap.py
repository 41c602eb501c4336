"""Where ports meet adapters: the only module that knows which adapter fills which port.

Each factory imports its own adapters and is made once a process, so that a handler pays for what it uses alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.settings import setting
from quarterdeck.platform.secrets import SecretsManager

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.conclude import Concluding
    from quarterdeck.contexts.assistant.feedback.service import Feedback
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback
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
    from quarterdeck.platform.slack.workspaces import SlackWorkspaces
    from quarterdeck.services.llm.model import Provider
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
def providers() -> Sequence[Provider]:
    from quarterdeck.services.llm.configure import providers_from_settings

    return providers_from_settings(lambda: secrets().get(setting("LLM_SECRET"))["api_key"])


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


def verify_slack(headers: Mapping[str, str], raw_body: bytes) -> None:
    """Check Slack's signature with the app's signing secret.

    Raises:
        Unauthenticated: it isn't Slack's, or too old.
    """
    from quarterdeck.platform.slack.signature import verify

    verify(secrets().get(setting("SLACK_SECRET"))["signing_secret"], headers, raw_body, CLOCK.now())
