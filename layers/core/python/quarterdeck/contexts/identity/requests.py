"""What people say of themselves, checked at the edge."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a time zone of the IANA database, such as Europe/Berlin") from None
    return name


Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
TimeZone = Annotated[str, AfterValidator(_timezone)]


class PersonBody(BaseModel):
    """Who the caller is. ``product`` is the one that the person works on now; ``timezone`` is an IANA name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Word = ""
    role: Word = ""
    product: Word = ""
    timezone: TimeZone = "UTC"
