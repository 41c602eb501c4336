"""Signing in at the identity provider: the authorization code flow with PKCE, bound to one browser and one attempt.

The browser keeps a one-time secret; ``state`` is a digest of it, so that a link that somebody else made matches no
browser. The secret is spent by the first return, and with it the nonce and the verifier that only we know.
"""

import base64
import hashlib
import secrets
from datetime import timedelta

from msgspec import Struct

from quarterdeck.contexts.identity import members, sessions
from quarterdeck.contexts.identity.digests import digest, is_same
from quarterdeck.contexts.identity.following import following
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound, Unauthenticated
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.oidc.model import Tokens
from quarterdeck.platform.oidc.provider import Provider
from quarterdeck.platform.onetime import OneTime, Payload

LIFETIME = timedelta(minutes=10)
COOKIE = "__Host-qd_login"
_OVER = "this login is over, or was begun in another browser: sign in again"


class Begun(Struct, frozen=True):
    """Where the browser goes to sign in, and the secret that it keeps until it is back."""

    url: str
    secret: str


class Returned(Struct, frozen=True):
    """What the browser brings back: its secret and its former session from cookies, the rest from the provider."""

    secret: str | None
    state: str
    code: str
    former_session: str | None = None


class Entered(Struct, frozen=True):
    """A new session's secret, and the address to go on to."""

    session: str
    url: str


class Login(Struct, frozen=True):
    """Logins by one provider; ``base_url`` is the API's own address, without a slash at its end."""

    provider: Provider
    tokens: Tokens
    base_url: str
    clock: Clock

    def begin(self, wished: str | None, tenant: str | None) -> Begun:
        """Begin a login that leads to a path of ours, and into one of several organisations if one is named.

        Raises:
            InvalidInput: the path is none, or the organisation. Unavailable: the provider does not answer.
        """
        verifier, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        wish = {"next": following(wished), "tenant": tenant_id(tenant) if tenant else ""}
        secret = self._attempts.issue(wish | {"verifier": verifier, "nonce": nonce})
        parameters = {
            "redirect_uri": self._redirect_uri,
            "state": _state(secret),
            "nonce": nonce,
            "code_challenge": _challenge(verifier),
            "code_challenge_method": "S256",
        }
        return Begun(self.provider.authorization_url(parameters), secret)

    def finish(self, returned: Returned, occasion: Occasion) -> Entered:
        """Let in who has signed in, in a new session.

        Raises:
            Unauthenticated: it is another's login, or done already, or the provider vouches for nobody.
            Forbidden: the person is a member of no organisation here. Unavailable: the provider does not answer.
        """
        attempt = self._spent(returned)
        token = self.provider.identity_token(returned.code, attempt["verifier"], self._redirect_uri)
        claims = self.tokens.verify(token)
        is_ours = claims.issuer == self.provider.issuer.issuer
        if not (is_ours and self.provider.issuer.client_id in claims.audiences):
            raise Unauthenticated(_OVER)
        if not is_same(claims.nonce, attempt["nonce"]):
            raise Unauthenticated(_OVER)
        caller = members.member_by_identity(
            claims.issuer,
            claims.subject,
            claims.email,
            email_verified=claims.email_verified,
            occasion=occasion,
            tenant=tenant_id(attempt["tenant"]) if attempt["tenant"] else None,
        )
        session = sessions.begin(caller, occasion, instead_of=returned.former_session)
        return Entered(session, self.base_url + attempt["next"])

    def _spent(self, returned: Returned) -> Payload:
        """Spend the attempt: whatever goes wrong after this, it can't be tried again."""
        if not returned.secret or not is_same(returned.state, _state(returned.secret)):
            raise Unauthenticated(_OVER)
        try:
            return self._attempts.redeem(returned.secret)
        except NotFound:
            raise Unauthenticated(_OVER) from None

    @property
    def _attempts(self) -> OneTime:
        return OneTime("login", LIFETIME, self.clock)

    @property
    def _redirect_uri(self) -> str:
        return f"{self.base_url}/auth/callback"


def _state(secret: str) -> str:
    return digest(f"state\x1f{secret}")


def _challenge(verifier: str) -> str:
    """Return the S256 challenge of RFC 7636."""
    hashed = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
