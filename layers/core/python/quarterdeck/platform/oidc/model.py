"""Issuers that the installation trusts, and what a checked token says."""

from typing import Protocol

from msgspec import Struct

from quarterdeck.kernel.codec import load_json


class Issuer(Struct, frozen=True):
    """An OpenID provider, by its exact ``issuer`` URL.

    ``audiences`` are the API's names and the ids of clients whose tokens are good here. People sign in as
    ``client_id``, a public client with PKCE. ``discovery`` is where the provider describes itself, if not at the
    place that its URL gives.
    """

    issuer: str
    audiences: tuple[str, ...]
    client_id: str = ""
    discovery: str = ""

    @property
    def described_at(self) -> str:
        return self.discovery or f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def read_issuers(text: str) -> tuple[Issuer, ...]:
    """Return the issuers of a setting: a JSON list of objects with the fields of ``Issuer``."""
    found: tuple[Issuer, ...] = load_json(tuple[Issuer, ...], text)
    return found


class Claims(Struct, frozen=True):
    """Whom a checked token speaks for. Addresses are the issuer's word, good for as long as it says verified."""

    issuer: str
    subject: str
    audiences: tuple[str, ...] = ()
    email: str = ""
    email_verified: bool = False
    nonce: str = ""
    token_id: str = ""


class Tokens(Protocol):
    """Checks bearer tokens."""

    def verify(self, token: str) -> Claims:
        """Return what the token says.

        Raises:
            Unauthenticated: it is not good here. Unavailable: its issuer's keys can't be had.
        """
        ...
