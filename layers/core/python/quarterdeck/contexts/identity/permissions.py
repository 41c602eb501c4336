"""What people may do: roles, and the named permissions behind them.

A permission reads ``<what>:<deed>``. Handlers ask for a permission, never for a role.
"""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a person may be allowed to do within the own tenant."""

    PROFILE = "profile:own"
    EXPORT_OWN = "profile:export"
    ASK = "questions:ask"
    READ_RUNS = "runs:read"
    RATE_RUNS = "runs:rate"
    READ_EXAMPLES = "examples:read"
    READ_MEETINGS = "meetings:read"
    ADD_MEETINGS = "meetings:add"
    DELETE_MEETINGS = "meetings:delete"
    READ_KNOWLEDGE = "knowledge:read"
    SYNC_KNOWLEDGE = "knowledge:sync"
    READ_PEOPLE = "people:read"
    MANAGE_PEOPLE = "people:manage"
    MANAGE_DOMAINS = "domains:manage"
    OPEN_ACCOUNTS = "accounts:open"
    MANAGE_KEYS = "keys:manage"
    MANAGE_WEBHOOKS = "webhooks:manage"
    MANAGE_SETTINGS = "settings:manage"
    READ_AUDIT = "audit:read"
    EXPORT_DATA = "data:export"
    ERASE_DATA = "data:erase"


class Role(StrEnum):
    """What a person is within an organisation."""

    OWNER = "owner"
    ADMIN = "admin"
    SELLER = "seller"
    SUPPORT = "support"
    VIEWER = "viewer"


_VIEWER = frozenset(
    {
        Permission.PROFILE,
        Permission.EXPORT_OWN,
        Permission.READ_RUNS,
        Permission.READ_MEETINGS,
        Permission.READ_KNOWLEDGE,
        Permission.READ_PEOPLE,
    }
)
_SUPPORT = _VIEWER | {Permission.ASK, Permission.RATE_RUNS, Permission.ADD_MEETINGS}
_SELLER = _SUPPORT | {Permission.READ_EXAMPLES, Permission.SYNC_KNOWLEDGE, Permission.OPEN_ACCOUNTS}
_OWNER = frozenset(Permission)
_ADMIN = _OWNER - {Permission.EXPORT_DATA, Permission.ERASE_DATA, Permission.MANAGE_DOMAINS}

_GRANTED = {
    Role.OWNER: _OWNER,
    Role.ADMIN: _ADMIN,
    Role.SELLER: _SELLER,
    Role.SUPPORT: _SUPPORT,
    Role.VIEWER: _VIEWER,
}


def permissions_of(role: Role) -> frozenset[Permission]:
    """Return what people of the role may do."""
    return _GRANTED[role]
