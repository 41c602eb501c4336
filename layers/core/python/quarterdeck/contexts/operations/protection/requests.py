"""What people ask of data protection, checked at the edge."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from quarterdeck.contexts.operations.protection.model import Kind

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ErasureBody(BaseModel):
    """Whose data is to go: a person's, by the id of the member or of whoever asks in Slack (``slack:TEAM:USER``), or
    all of the organisation's, whose id is repeated to confirm it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal[Kind.PERSON, Kind.TENANT]
    subject: Id


class ReceiptBody(BaseModel):
    """Which organisation's erasure; ``again`` lets one that broke off go on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tenant: Id
    erasure_id: Id
    again: Annotated[bool, Field(description="Let an erasure that broke off go on.")] = False
