"""What callers send to put meetings in, checked at the edge."""

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from quarterdeck.contexts.meetings.model import Format, Participant, Redaction

INLINE_LIMIT = 4 * 1024 * 1024
UPLOAD_LIMIT = 20 * 1024 * 1024

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def _since_1970(date: datetime) -> datetime:
    if date < EARLIEST:
        raise ValueError(
            "a meeting's date is 1970-01-01 or later, as its id tells its time in seconds since then"
        )
    return date


class Body(BaseModel):
    """A request body: unknown fields are errors, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ParticipantBody(Body):
    name: Name
    company: Name | None = None
    title: Name | None = None

    def value(self) -> Participant:
        return Participant(self.name, self.company, self.title)


class TranscriptBody(Body):
    """A transcript sent along with the request, up to 4 MiB."""

    format: Format
    content: Annotated[str, Field(max_length=INLINE_LIMIT)]


class UploadBody(Body):
    """A transcript that will be put to a presigned URL, up to 20 MiB: ``sha256`` is of its bytes, in hex."""

    format: Format
    size: Annotated[int, Field(ge=1, le=UPLOAD_LIMIT)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class MeetingBody(Body):
    """A meeting to ingest: its description and either the transcript or the wish to upload it."""

    company: Name
    title: Name
    date: Annotated[AwareDatetime, AfterValidator(_since_1970)]
    participants: Annotated[tuple[ParticipantBody, ...], Field(max_length=200)] = ()
    transcript: TranscriptBody | None = None
    upload: UploadBody | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.transcript is None) == (self.upload is None):
            raise ValueError("give either 'transcript' (the text itself) or 'upload' (for a presigned URL)")
        return self


class CompanyBody(Body):
    """The other names that a company goes by."""

    name: Name
    aliases: Annotated[tuple[Name, ...], Field(max_length=50)] = ()


class RedactionBody(Body):
    """What is taken out of the transcripts that are ingested from now on."""

    transcripts: Redaction
