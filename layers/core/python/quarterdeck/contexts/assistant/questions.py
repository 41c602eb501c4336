"""Makes a question of what somebody asks."""

from datetime import datetime

from quarterdeck.contexts.assistant.model import Question, ReplyTo
from quarterdeck.contexts.assistant.requests import QuestionBody
from quarterdeck.platform.audit.model import Actor


def make_question(
    asker: Actor, body: QuestionBody, run_id: str, now: datetime, reply_to: ReplyTo | None = None
) -> Question:
    """Return the question that the run answers; one that continues no conversation begins its own."""
    return Question(
        tenant=asker.tenant,
        run_id=run_id,
        text=body.text,
        asker=asker.subject,
        conversation_id=body.conversation_id or run_id.replace("run", "conv"),
        as_of=body.as_of or now,
        correlation_id=asker.correlation_id,
        meeting_id=body.meeting_id,
        reply_to=reply_to,
        origin=asker.origin,
    )
