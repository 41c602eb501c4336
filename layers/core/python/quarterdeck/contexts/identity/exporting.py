"""What identity holds of a tenant, or of one person, as exports have it: never a digest."""

from typing import Any

from quarterdeck.contexts.identity.credential_views import key_view
from quarterdeck.contexts.identity.membership import Member
from quarterdeck.contexts.identity.model import ApiKey, Person, Session
from quarterdeck.contexts.identity.store import keys, members, organisations, people, sessions
from quarterdeck.kernel.codec import dump
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.exporting import Rows, rows

AT_ONCE = 100
MEMBERS_AT_ONCE = 25
"""Each with a look for sessions."""


def export_organisation(tenant: TenantId) -> Rows:
    """Return the organisation itself."""
    return Rows([dump(organisations.get(tenant))])


def export_member(tenant: TenantId, subject: str) -> Rows:
    """Return the person's membership; nothing of one who is known by a channel alone."""
    try:
        return Rows([_member(members.get(tenant, subject))])
    except NotFound:
        return Rows([])


def export_members(tenant: TenantId, cursor: str | None) -> Rows:
    """Return the memberships, those that ended and those that never began included."""
    return rows(members.every(tenant, limit=MEMBERS_AT_ONCE, before=cursor), _member)


def export_profile(tenant: TenantId, subject: str) -> Rows:
    """Return what the person said of themselves."""
    found = people.find(tenant, subject)
    return Rows([_profile(found)] if found else [])


def export_profiles(tenant: TenantId, cursor: str | None) -> Rows:
    """Return what people said of themselves."""
    return rows(people.newest(tenant, limit=AT_ONCE, before=cursor), _profile)


def export_keys(tenant: TenantId, subject: str | None, cursor: str | None) -> Rows:
    """Return the API keys, the person's alone where one is named."""
    found, more = keys.newest(tenant, limit=AT_ONCE, before=cursor)
    return Rows([_key(key) for key in found if subject in {None, key.subject}], more)


def _member(member: Member) -> dict[str, Any]:
    open_now = sessions.of_member(member.tenant, member.subject)
    about: dict[str, Any] = dump(member)
    return about | {"sessions": [_session(session) for session in open_now]}


def _session(session: Session) -> dict[str, Any]:
    about: dict[str, Any] = dump(session)
    return {name: about[name] for name in ("id", "created_at", "expires_at")}


def _profile(person: Person) -> Any:
    return dump(person)


def _key(key: ApiKey) -> dict[str, Any]:
    return key_view(key).model_dump(mode="json")
