"""Bearer tokens of identity providers: whom they speak for among the members.

The tenant comes from the membership. A token's holder may say which of several memberships is meant, and nothing
else. Nobody joins by a bearer token: that is a login's business.
"""

from quarterdeck.contexts.identity.access import Access, Door
from quarterdeck.contexts.identity.membership import Identity
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import permissions_of
from quarterdeck.contexts.identity.store import identities, members
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.oidc.model import Tokens

UNKNOWN = "this account is not (or no longer) a member of that organisation: sign in at /auth/login first"


def enter(token: str, wished: str | None, tokens: Tokens) -> Access:
    """Return what the token opens in the tenant wished for, or in the one that its holder joined first.

    Raises:
        Unauthenticated: the token is not good here, or its holder is no active member.
        Unavailable: the issuer's keys can't be had.
    """
    claims = tokens.verify(token)
    for each in identities.memberships(Identity(claims.issuer, claims.subject)):
        member = members.get(*each)
        if member.is_active and wished in {None, member.tenant}:
            caller = Caller(member.tenant, member.subject, member.role)
            return Access(caller, Door.OIDC, claims.token_id, permissions_of(member.role))
    raise Unauthenticated(UNKNOWN)
