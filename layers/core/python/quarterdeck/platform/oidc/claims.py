"""What a token must say to be good here (OpenID Connect Core 3.1.3.7, RFC 9068, Cognito's access tokens)."""

from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from quarterdeck.kernel.errors import Unauthenticated
from quarterdeck.platform.oidc.model import Claims, Issuer

LEEWAY_SECONDS = 60
"""How far clocks may differ."""


def checked(said: Mapping[str, Any], issuer: Issuer, now: datetime) -> Claims:
    """Return what a token of the issuer, whose signature is good, says.

    Raises:
        Unauthenticated: it is for somebody else, of another time, or no token that identifies a person.
    """
    _check_times(said, now.timestamp())
    _check_issuer(said, issuer)
    audiences = _audiences(said, issuer)
    if "events" in said:
        raise refused("it tells of a security event, such as a logout")
    return Claims(
        issuer=issuer.issuer,
        subject=_text(said, "sub", required=True),
        email=_text(said, "email"),
        email_verified=said.get("email_verified") in (True, "true"),
        audiences=audiences,
        nonce=_text(said, "nonce"),
        token_id=_text(said, "jti"),
    )


def refused(reason: str) -> Unauthenticated:
    """Return the error that tells why a token is not good."""
    return Unauthenticated(f"the token is not valid: {reason}")


def _check_times(said: Mapping[str, Any], now: float) -> None:
    if now >= _moment(said, "exp") + LEEWAY_SECONDS:
        raise refused("it has expired")
    for name in ("nbf", "iat"):
        if name in said and now < _moment(said, name) - LEEWAY_SECONDS:
            raise refused(f"its {name} is in the future")


def _moment(said: Mapping[str, Any], name: str) -> float:
    value = said.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise refused(f"its {name} is not a time")
    return value


def _check_issuer(said: Mapping[str, Any], issuer: Issuer) -> None:
    if said.get("iss") != issuer.issuer:
        raise refused("its issuer is another")


def _audiences(said: Mapping[str, Any], issuer: Issuer) -> tuple[str, ...]:
    """Look for a name of ours in ``aud``; Cognito's access tokens have ``client_id`` instead."""
    audience = said.get("aud", said.get("client_id") if said.get("token_use") == "access" else None)
    listed = audience if isinstance(audience, list) else [audience]
    named = tuple(each for each in listed if isinstance(each, str))
    if not set(named) & set(issuer.audiences):
        raise refused("it is for another audience")
    if len(named) > 1 and "azp" not in said:
        raise refused("it is for several audiences, and does not say which client it was given to")
    if "azp" in said and said["azp"] not in issuer.audiences:
        raise refused("it was given to another client")
    return named


def _text(said: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or (required and not value):
        raise refused(f"its {name} is missing or no text")
    return value
