"""Questions, their runs and what people say of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.knowledge import knowledge
from quarterdeck.bootstrap.meetings import archive
from quarterdeck.bootstrap.search import retriever
from quarterdeck.bootstrap.shared import CLOCK, objects, once
from quarterdeck.bootstrap.slack import slack_workspaces
from quarterdeck.bootstrap.web import web_research
from quarterdeck.kernel.settings import setting

if TYPE_CHECKING:
    from quarterdeck.contexts.assistant.conclude import Concluding, Delivery
    from quarterdeck.contexts.assistant.feedback.service import Feedback
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback
    from quarterdeck.contexts.assistant.library import LiveSources
    from quarterdeck.contexts.assistant.model import Question
    from quarterdeck.contexts.assistant.products import Shelves
    from quarterdeck.contexts.assistant.records import Records
    from quarterdeck.contexts.assistant.service import Assistant
    from quarterdeck.contexts.assistant.streaming.telling import Tell
    from quarterdeck.kernel.tenancy import TenantId


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


@cache
def assistant() -> Assistant:
    from quarterdeck.contexts.assistant.machine import AnswerMachine
    from quarterdeck.contexts.assistant.service import Assistant
    from quarterdeck.kernel.ids import UlidIds

    return Assistant(AnswerMachine(setting("ANSWER_MACHINE_ARN")), records(), once(), CLOCK, UlidIds())


@cache
def concluding() -> Concluding:
    from quarterdeck.contexts.assistant.conclude import ByChannel, Concluding
    from quarterdeck.contexts.assistant.slack_delivery import SlackDelivery
    from quarterdeck.contexts.assistant.slack_people import SlackPeople
    from quarterdeck.contexts.assistant.streaming.delivery import SocketDelivery
    from quarterdeck.contexts.assistant.streaming.model import CHANNEL

    slack = SlackDelivery(slack_workspaces(), SlackPeople(slack_workspaces()), once())
    deliveries: dict[str, Delivery] = {"slack": slack, CHANNEL: SocketDelivery(CLOCK)}
    return Concluding(records(), ByChannel(deliveries), feedback(), CLOCK)


def progress(question: Question) -> Tell:
    """Return what tells those who listen to the question's run of its stages."""
    from quarterdeck.contexts.assistant.streaming.model import is_streamed
    from quarterdeck.contexts.assistant.streaming.telling import silent

    if not is_streamed(question):
        return silent
    from quarterdeck.contexts.assistant.streaming.stream import Progress, Stream

    return Progress(Stream(question.tenant, question.run_id, CLOCK))


@cache
def feedback() -> Feedback:
    from quarterdeck.contexts.assistant.feedback.service import Feedback

    return Feedback(records(), CLOCK)


@cache
def slack_feedback() -> SlackFeedback:
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback

    return SlackFeedback(feedback(), slack_workspaces(), once())
