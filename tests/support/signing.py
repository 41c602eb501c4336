"""A key pair as KMS has one, in the test's own hands."""

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

ALGORITHM = ec.ECDSA(Prehashed(SHA256()))


@dataclass(frozen=True)
class OwnKey:
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def sign(self, sha256: bytes) -> bytes:
        return self.private.sign(sha256, ALGORITHM)

    def is_signed(self, sha256: bytes, signature: bytes) -> bool:
        try:
            self.private.public_key().verify(signature, sha256, ALGORITHM)
        except InvalidSignature:
            return False
        return True
