"""What callers send to have data exported, checked at the edge."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from quarterdeck.contexts.operations.protection.model import Kind


class ExportBody(BaseModel):
    """Whose data: a person's, by the id of the member or of whoever asks in Slack (``slack:TEAM:USER``), the caller's
    own without a ``subject``; or all of the organisation's.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal[Kind.PERSON, Kind.TENANT] = Kind.PERSON
    subject: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> Self:
        if self.kind is Kind.TENANT and self.subject is not None:
            raise ValueError("'subject' names a person; the tenant is always your own")
        return self
