"""The kinds of row in identity's table.

What is looked up before its tenant is known isn't under the tenant's prefix: keys by their public part, memberships
by address or by identity, domains, and signups. Such a row says whose it is all the same (``tenant``, or its sort key,
and ``subject``), so that an erasure finds it.
"""

from pynamodb.attributes import (
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from quarterdeck.platform.tables import Row, TableMeta, physical_name, shape


class IdentityRow(Row):
    class Meta(TableMeta):
        table = "identity"
        table_name = physical_name("identity")


class TenantRow(IdentityRow):
    """An organisation. ``owners`` counts its active owners; ``operator`` ones open accounts for others.

    ``erasure`` is the one that it goes by, once that was asked for.
    """

    name = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    claimed = BooleanAttribute(default=True)
    owners = NumberAttribute(default=0)
    domains = UnicodeSetAttribute(null=True)
    operator = BooleanAttribute(default=False)
    opened_by = UnicodeAttribute(null=True)
    erasure = UnicodeAttribute(null=True)


class MemberRow(IdentityRow):
    """A person's membership; ``mails`` counts the invitations that were to be sent."""

    email = UnicodeAttribute()
    role = UnicodeAttribute()
    status = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    invited_by = UnicodeAttribute(null=True)
    mails = NumberAttribute(default=0)
    identities = JSONAttribute(null=True)


class EmailRow(IdentityRow):
    """Which member of the tenant an address is: one at most."""

    subject = UnicodeAttribute()


class IdentityLinkRow(IdentityRow):
    """Which member of the tenant a person of an identity provider is."""

    subject = UnicodeAttribute()
    linked_at = UTCDateTimeAttribute()


class DomainRow(IdentityRow):
    """Whose people the addresses of a domain are; of nobody once it was given back."""

    tenant = UnicodeAttribute(null=True)


class SignupRow(IdentityRow):
    """A wish for an organisation that waits for its verification."""

    tenant = UnicodeAttribute()
    email = UnicodeAttribute()
    name = UnicodeAttribute()
    organisation = UnicodeAttribute()
    expires = TTLAttribute()


class LatestSignupRow(IdentityRow):
    """The signup of an address that may be verified, and until when another one changes nothing."""

    tenant = UnicodeAttribute(null=True)
    signup_id = UnicodeAttribute(null=True)
    quiet_until = NumberAttribute()
    expires = TTLAttribute()


class ApiKeyRow(IdentityRow):
    """An API key, found by its public part."""

    tenant = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    key = JSONAttribute()
    digest = UnicodeAttribute()
    used_on = UnicodeAttribute(null=True)


class IssuedKeyRow(IdentityRow):
    """The same key in its tenant's list."""

    subject = UnicodeAttribute(null=True)
    key = JSONAttribute()
    used_on = UnicodeAttribute(null=True)


class SessionRow(IdentityRow):
    """A session, found by the digest of its secret, or in its member's list."""

    tenant = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    session = JSONAttribute()
    expires = TTLAttribute()


class PersonRow(IdentityRow):
    profile = JSONAttribute()


TABLE = shape(
    TenantRow,
    MemberRow,
    EmailRow,
    IdentityLinkRow,
    DomainRow,
    SignupRow,
    LatestSignupRow,
    ApiKeyRow,
    IssuedKeyRow,
    SessionRow,
    PersonRow,
)
