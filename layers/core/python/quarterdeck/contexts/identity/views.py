"""What callers see of themselves, their colleagues and their organisation; never a code."""

from dataclasses import asdict
from typing import Any

from quarterdeck.contexts.identity.membership import Admission, Member, Organisation
from quarterdeck.contexts.identity.model import ApiKey, Person, Session


def person_view(person: Person) -> dict[str, Any]:
    return asdict(person)


def member_view(member: Member) -> dict[str, Any]:
    return {
        "subject": member.subject,
        "email": member.email,
        "role": member.role,
        "status": member.status,
        "created_at": member.created_at.isoformat(),
        "invited_by": member.invited_by,
        "mails": member.mails,
    }


def organisation_view(organisation: Organisation) -> dict[str, Any]:
    return {
        "tenant": organisation.tenant,
        "name": organisation.name,
        "created_at": organisation.created_at.isoformat(),
        "claimed": organisation.claimed,
        "domains": list(organisation.domains),
    }


def admission_view(admission: Admission) -> dict[str, Any]:
    """Return who has come in and where, with the API key: the only time that it is shown."""
    member = admission.member
    return member_view(member) | {"tenant": member.tenant, "api_key": admission.api_key}


def key_view(key: ApiKey) -> dict[str, Any]:
    """Return what is known of a key; of its text only the part that is no secret."""
    return {
        "key_id": key.id,
        "name": key.name,
        "prefix": f"qd_{key.public}_",
        "subject": key.subject,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at.isoformat(),
        "expires_at": key.expires_at.isoformat() if key.expires_at else None,
        "used_on": key.used_on,
    }


def session_view(session: Session, *, current: bool) -> dict[str, Any]:
    return {
        "session_id": session.id,
        "created_at": session.created_at.isoformat(),
        "expires_at": session.expires_at.isoformat(),
        "current": current,
    }
