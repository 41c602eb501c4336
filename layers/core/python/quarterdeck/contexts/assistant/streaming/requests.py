"""What clients send over a socket, checked at the edge."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from quarterdeck.contexts.assistant.requests import Id, QuestionBody
from quarterdeck.kernel.errors import TooLarge

LARGEST = 32 * 1024
"""Bytes of a message; API Gateway's frames are no larger."""


class Ask(QuestionBody):
    """A question. ``id`` is its idempotency key: sent again, the question isn't asked again but listened to."""

    v: Literal[1]
    action: Literal["ask"]
    id: Id


class Resume(BaseModel):
    """The wish to hear a run's events after the one that was heard last (0: all of them)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    v: Literal[1]
    action: Literal["resume"]
    id: Id
    run_id: Id
    after: Annotated[int, Field(ge=0, le=999_999)]


_MESSAGE: TypeAdapter[Ask | Resume] = TypeAdapter(Annotated[Ask | Resume, Field(discriminator="action")])


def read_message(raw: str) -> Ask | Resume:
    """Return the message.

    Raises:
        TooLarge: it is over ``LARGEST``.
        pydantic.ValidationError: it is none of ours.
    """
    if len(raw.encode()) > LARGEST:
        raise TooLarge(f"a message may have {LARGEST} bytes")
    return _MESSAGE.validate_json(raw)
