"""Checks tokens: signature first, by a key that the issuer publishes for that algorithm, then what they say.

Nothing in a token's header chooses more than one of the issuer's own keys: ``jku``, ``x5u`` and ``jwk`` are not read.
"""

from collections.abc import Sequence
from typing import Any

import jwt
from jwt.exceptions import PyJWTError

from quarterdeck.kernel.clock import Clock
from quarterdeck.platform.oidc.claims import checked, refused
from quarterdeck.platform.oidc.keys import ALGORITHMS
from quarterdeck.platform.oidc.model import Claims
from quarterdeck.platform.oidc.provider import Provider

MOST_CHARACTERS = 8192
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
# Times and names are checked in `claims`, by the clock port.
_OWN_CHECKS: Any = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")} | {
    "enforce_minimum_key_length": True
}


class OidcTokens:
    """Tokens of the providers that the installation trusts."""

    def __init__(self, providers: Sequence[Provider], clock: Clock) -> None:
        self._providers = {each.issuer.issuer: each for each in providers}
        self._clock = clock

    def verify(self, token: str) -> Claims:
        """Return what the token says.

        Raises:
            Unauthenticated: it is not good here. Unavailable: its issuer's keys can't be had.
        """
        if len(token) > MOST_CHARACTERS or not token.isascii():
            raise refused(f"it is longer than {MOST_CHARACTERS} characters, or no ASCII")
        try:
            return self._verified(token)
        except (PyJWTError, RecursionError) as error:
            raise refused("it is malformed, or its signature is") from error

    def _verified(self, token: str) -> Claims:
        header = _header(token)
        provider = self._provider(token)
        key = provider.key(header["kid"])
        if key is None:
            raise refused("its issuer has no such key")
        if header["alg"] != key.algorithm_name:
            raise refused("its algorithm is not its key's")
        said = jwt.decode(token, key, algorithms=[key.algorithm_name], options=_OWN_CHECKS)
        return checked(said, provider.issuer, self._clock.now())

    def _provider(self, token: str) -> Provider:
        """Return the provider that the token claims to be of, which only its signature can prove."""
        claimed = jwt.decode(token, options=_OWN_CHECKS | {"verify_signature": False}).get("iss")
        if not isinstance(claimed, str) or claimed not in self._providers:
            raise refused("its issuer is not trusted here")
        return self._providers[claimed]


def _header(token: str) -> dict[str, Any]:
    header = jwt.get_unverified_header(token)
    if not isinstance(header.get("alg"), str) or header["alg"] not in ALGORITHMS:
        raise refused(f"its algorithm is none of {', '.join(sorted(ALGORITHMS))}")
    if not isinstance(header.get("kid"), str) or not header["kid"]:
        raise refused("it does not name its key")
    if str(header.get("typ", "JWT")).lower() not in _TYPES:
        raise refused("it is not an access or an identity token")
    if "crit" in header:
        raise refused("it has critical extensions, and none is known here")
    return header
