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
    from quarterdeck.contexts.assistant.conclude import Concluding
    from quarterdeck.contexts.assistant.feedback.service import Feedback
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback
    from quarterdeck.contexts.assistant.library import LiveSources
    from quarterdeck.contexts.assistant.products import Shelves
    from quarterdeck.contexts.assistant.records import Records
    from quarterdeck.contexts.assistant.service import Assistant
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
def slack_feedback() -> SlackFeedback:
    from quarterdeck.contexts.assistant.feedback.slack import SlackFeedback

    return SlackFeedback(feedback(), slack_workspaces(), once())
