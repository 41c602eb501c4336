"""The doors: one credential of a request, and what it opens. Handlers trust nothing else."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from quarterdeck.contexts.identity import keys, sessions, tokens
from quarterdeck.contexts.identity.access import Access
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.cookies import read_cookie
from quarterdeck.platform.oidc.model import Tokens

_ONE = "send one credential: a bearer token, an API key or the cookie of a session"


class Presented(Struct, frozen=True):
    """What a request presents: its ``Authorization``, ``Cookie`` and ``X-Tenant`` headers, each as often as it came."""

    authorization: Sequence[str] = ()
    cookie: Sequence[str] = ()
    tenant: Sequence[str] = ()


def credential_of(presented: Presented) -> str:
    """Return the public part of the one API key that is presented; empty where there is none."""
    return keys.public_part(presented.authorization[0]) if len(presented.authorization) == 1 else ""


class Doors(Struct, frozen=True):
    """Checks credentials; what checks tokens is loaded with the first one."""

    tokens: Callable[[], Tokens]
    clock: Clock

    def enter(self, presented: Presented) -> Access:
        """Return what the request's one credential opens.

        Raises:
            Unauthenticated: there is none, or more than one, or it is not valid.
            Unavailable: the keys of its issuer can't be had.
        """
        session = read_cookie("; ".join(presented.cookie), sessions.COOKIE)
        if len(presented.authorization) + bool(session) != 1 or len(presented.tenant) > 1:
            raise Unauthenticated(_ONE)
        wished = presented.tenant[0] if presented.tenant else None
        access = self._entered(session, presented.authorization, wished)
        if wished not in {None, access.caller.tenant}:
            raise Unauthenticated("this credential is not of the organisation that X-Tenant names")
        return access

    def _entered(self, session: str | None, authorization: Sequence[str], wished: str | None) -> Access:
        if session:
            return sessions.enter(session, self.clock)
        header = authorization[0]
        if header.startswith("Bearer qd_"):
            return keys.enter(header, self.clock)
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or token.count(".") != 2:  # noqa: PLR2004 - header, claims, signature
            raise Unauthenticated(_ONE)
        return tokens.enter(token, wished, self.tokens())
