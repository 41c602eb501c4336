"""One provider: its description, its keys, and the exchange of a code for an identity token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import Unauthenticated, Unavailable
from quarterdeck.platform.oidc.fetching import OK, get_json, post_form
from quarterdeck.platform.oidc.model import Issuer
from quarterdeck.platform.oidc.remembered import Remembered

if TYPE_CHECKING:
    from jwt import PyJWK

    from quarterdeck.platform.oidc.keys import Keys


class Provider:
    """What an issuer publishes is asked for when it is first needed, and kept in this process."""

    def __init__(self, issuer: Issuer, clock: Clock) -> None:
        self.issuer = issuer
        self._described: Remembered[Mapping[str, Any]] = Remembered(self._describe, clock)
        self._keys: Remembered[Keys] = Remembered(self._fetch_keys, clock)

    def key(self, key_id: str) -> PyJWK | None:
        """Return the issuer's key of that id; None where it has none.

        Raises:
            Unavailable: the keys can't be had.
        """
        return self._keys.get(is_missed=lambda keys: key_id not in keys).get(key_id)

    def authorization_url(self, parameters: Mapping[str, str]) -> str:
        """Return where a person signs in, by the code flow (RFC 6749) with PKCE (RFC 7636)."""
        fixed = {"response_type": "code", "client_id": self.issuer.client_id, "scope": "openid email"}
        return f"{self._endpoint('authorization_endpoint')}?{urlencode(fixed | dict(parameters))}"

    def identity_token(self, code: str, verifier: str, redirect_uri: str) -> str:
        """Exchange the code for an identity token, which is still to be checked.

        Raises:
            Unauthenticated: the issuer doesn't take the code. Unavailable: it doesn't answer.
        """
        form = {
            "grant_type": "authorization_code",
            "client_id": self.issuer.client_id,
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect_uri,
        }
        status, answer = post_form(self._endpoint("token_endpoint"), form)
        token = answer.get("id_token")
        if status != OK or not isinstance(token, str):
            raise Unauthenticated("the identity provider does not take this login any more: sign in again")
        return token

    def _endpoint(self, name: str) -> str:
        url = self._described.get().get(name)
        if not isinstance(url, str):
            raise Unavailable(f"the description of {self.issuer.issuer} has no {name}")
        return url

    def _describe(self) -> Mapping[str, Any]:
        found = get_json(self.issuer.described_at)
        if found.get("issuer") != self.issuer.issuer:
            raise Unavailable(f"{self.issuer.described_at} describes another issuer")
        return found

    def _fetch_keys(self) -> Keys:
        from quarterdeck.platform.oidc.keys import read_keys  # noqa: PLC0415 - loads cryptography

        return read_keys(get_json(self._endpoint("jwks_uri")))
