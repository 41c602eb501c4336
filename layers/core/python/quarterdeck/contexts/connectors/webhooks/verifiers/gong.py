"""Gong's rules with a signed header: https://help.gong.io/docs/create-a-webhook-rule.

The header is a JWT, by RS256, that names the address and the body's SHA-256; the secrets are public keys in PEM.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quarterdeck.contexts.connectors.webhooks.bodies import digest
from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.contexts.connectors.webhooks.signing import check_age, check_match, header
from quarterdeck.kernel.errors import Unauthenticated

_TOKEN = re.compile(r"(?:Bearer )?[\w-]{1,500}\.[\w-]{1,4000}\.[\w-]{1,1400}", re.ASCII)


def verify(request: Request, secrets: Sequence[str], now: datetime) -> Verified:
    """Check the token's signature, that it is for this address and this body, and its times if it has any."""
    claims = _claims(header(request, "authorization", _TOKEN).removeprefix("Bearer "), secrets)
    check_match([str(claims.get("webhook_url"))], [request.url])
    check_match([str(claims.get("body_sha256")).lower()], [hashlib.sha256(request.body).hexdigest()])
    _check_times(claims, now)
    return Verified(digest(request.body), "call")


def is_key(secret: str) -> bool:
    """Tell whether the PEM is that of a public RSA key."""
    from jwt.algorithms import RSAAlgorithm  # noqa: PLC0415 - 150 ms, for this vendor alone
    from jwt.exceptions import InvalidKeyError  # noqa: PLC0415

    try:
        RSAAlgorithm(RSAAlgorithm.SHA256).prepare_key(secret)
    except (InvalidKeyError, ValueError):
        return False
    return True


def _check_times(claims: dict[str, Any], now: datetime) -> None:
    issued, expires = claims.get("iat"), claims.get("exp")
    if isinstance(issued, int | float):
        check_age(issued, now)
    if isinstance(expires, int | float) and expires < now.timestamp():
        raise Unauthenticated("the token has expired")


def _claims(token: str, keys: Sequence[str]) -> dict[str, Any]:
    from jwt import PyJWT  # noqa: PLC0415 - 150 ms, for this vendor alone
    from jwt.exceptions import PyJWTError  # noqa: PLC0415

    # The times are compared with the clock that the caller gives.
    reader = PyJWT({"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False})
    for key in keys:
        try:
            claims: dict[str, Any] = reader.decode(token, key, algorithms=["RS256"])
        except (PyJWTError, ValueError):
            continue
        return claims
    raise Unauthenticated("the header authorization holds no token of Gong's")
