"""What a checked credential opens, and how the authorizer tells the functions behind it."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission, Role
from quarterdeck.kernel.tenancy import tenant_id


class Door(StrEnum):
    """How a caller came in."""

    KEY = "key"
    OIDC = "oidc"
    SESSION = "session"


class Access(Struct, frozen=True):
    """Who comes in, by which door and credential (its public id), and what may be done with it.

    ``permissions`` are those of the member's role at this moment, of a key only those in its scopes. ``csrf`` is what
    a session's unsafe requests must carry.
    """

    caller: Caller
    door: Door
    credential: str
    permissions: frozenset[Permission]
    csrf: str = ""


def to_context(access: Access) -> dict[str, str]:
    """Return the access as the texts that an authorizer of API Gateway may pass on."""
    return {
        "tenant": access.caller.tenant,
        "subject": access.caller.subject,
        "role": access.caller.role,
        "permissions": " ".join(sorted(access.permissions)),
        "door": access.door,
        "credential": access.credential,
        "csrf": access.csrf,
    }


def from_context(context: Mapping[str, str]) -> Access:
    """Return the access that ``to_context`` made these texts of.

    Raises:
        KeyError, ValueError, InvalidInput: it didn't.
    """
    return Access(
        caller=Caller(tenant_id(context["tenant"]), context["subject"], Role(context["role"])),
        door=Door(context["door"]),
        credential=context["credential"],
        permissions=frozenset(Permission(each) for each in context["permissions"].split()),
        csrf=context["csrf"],
    )
