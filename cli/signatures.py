"""Checks signatures of the audit trail's anchors: ECDSA on P-256 over a SHA-256 digest."""

import base64
import binascii
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from cli.errors import Failure


def checker(public_key: str) -> Callable[[bytes, bytes], bool]:
    """Return what tells whether a signature (second) is of the digest (first), by a base64 DER public key.

    Raises:
        Failure: it is no such key.
    """
    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise Failure("Not a public key", "it must be base64 of a DER-encoded key on the curve P-256")

    def is_signed(sha256: bytes, signature: bytes) -> bool:
        try:
            key.verify(signature, sha256, ec.ECDSA(Prehashed(SHA256())))
        except InvalidSignature:
            return False
        return True

    return is_signed
