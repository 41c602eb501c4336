"""What callers send to ask, checked at the edge."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")]


class QuestionBody(BaseModel):
    """A question. ``conversation_id`` continues a conversation; ``as_of`` is the day relative dates count from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
    meeting_id: Id | None = None
    conversation_id: Id | None = None
    as_of: AwareDatetime | None = None
