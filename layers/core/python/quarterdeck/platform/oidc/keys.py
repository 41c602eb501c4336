"""An issuer's signing keys (RFC 7517): public keys for signatures alone, each with its id and its one algorithm."""

from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

ALGORITHMS = frozenset({"RS256", "PS256", "ES256"})
LEAST_RSA_BITS = 2048

Keys = Mapping[str, PyJWK]


def read_keys(document: Mapping[str, Any]) -> Keys:
    """Return the document's usable keys by their ids; a symmetric, short or encrypting one is none."""
    listed = document.get("keys")
    found = [_key(each) for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return {str(key.key_id): key for key in found if key}


def _key(described: dict[str, Any]) -> PyJWK | None:
    if described.get("kty") not in {"RSA", "EC"} or described.get("use", "sig") != "sig":
        return None
    try:
        key = PyJWK(described)
    except PyJWTError:
        return None
    return key if _is_good(key) else None


def _is_good(key: PyJWK) -> bool:
    is_short = isinstance(key.key, RSAPublicKey) and key.key.key_size < LEAST_RSA_BITS
    return bool(key.key_id) and key.algorithm_name in ALGORITHMS and not is_short and "d" not in key._jwk_data  # noqa: SLF001
