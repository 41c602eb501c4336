"""What people send about themselves and others, checked at the edge."""

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from quarterdeck.contexts.identity.permissions import Permission, Role


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a time zone of the IANA database, such as Europe/Berlin") from None
    return name


Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
# Names go into mails: no control characters, and nothing that a mail program would make a link of.
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f<>/:@]*$")
]
NameGiven = Annotated[Name, StringConstraints(min_length=1)]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonBody(Body):
    """Who the caller is. ``product`` is the one that the person works on now; ``timezone`` is an IANA name."""

    name: Word = ""
    role: Word = ""
    product: Word = ""
    timezone: TimeZone = "UTC"


class SignupBody(Body):
    """Who asks for an organisation, or who is to have one."""

    email: Email
    name: NameGiven
    organisation: NameGiven


class CodeBody(Body):
    """The code of a signup, as it came by mail."""

    code: Code


class AcceptBody(Body):
    """The code of an invitation, as it came by mail, and the name of who accepts."""

    code: Code
    name: Name = ""


class KeyBody(Body):
    """What an API key is to be. Without ``scopes`` it may all that its maker may by the credential at hand."""

    name: NameGiven
    scopes: Annotated[frozenset[Permission], Field(min_length=1)] | None = None
    expires_at: AwareDatetime | None = None


class LoginQuery(Body):
    """Where to go after the login, as a path, and into which of several organisations."""

    next: str | None = None
    tenant: str | None = None


class ReturnBody(Body):
    """What the identity provider gives a browser on its way back."""

    state: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    code: Annotated[str, StringConstraints(min_length=1, max_length=4096)]


class InvitationBody(Body):
    email: Email
    role: Role


class RoleBody(Body):
    role: Role
