"""Signatures by a key in KMS: functions may ask for them, and none can read the key."""

from msgspec import Struct

from quarterdeck.platform.aws import client


class KmsKey(Struct, frozen=True):
    """An asymmetric key for signing, of the spec ECC_NIST_P256."""

    arn: str

    def sign(self, sha256: bytes) -> bytes:
        signed = client("kms").sign(
            KeyId=self.arn, Message=sha256, MessageType="DIGEST", SigningAlgorithm="ECDSA_SHA_256"
        )
        return signed["Signature"]

    def public(self) -> bytes:
        """Return the public key, a DER-encoded SubjectPublicKeyInfo."""
        return client("kms").get_public_key(KeyId=self.arn)["PublicKey"]
