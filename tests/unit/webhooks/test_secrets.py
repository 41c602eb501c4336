"""Secrets that can't be a vendor's are refused when they are given, and verify nothing."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Vendor
from quarterdeck.kernel.errors import InvalidInput, Unauthenticated
from tests.unit.webhooks.senders import BASE64, CURVE_KEYS, DERS, NOW, PEMS, PLAIN, RSA_KEYS, WHSEC, senders

FORM = PublicFormat.SubjectPublicKeyInfo
RSA_DER = b64encode(RSA_KEYS[0].public_key().public_bytes(Encoding.DER, FORM)).decode()
CURVE_PEM = CURVE_KEYS[0].public_key().public_bytes(Encoding.PEM, FORM).decode()
NO_PEM = f"-----BEGIN PUBLIC KEY-----\n{'A' * 120}\n-----END PUBLIC KEY-----"


@pytest.mark.parametrize(
    ("vendor", "good", "bad"),
    [
        (
            Vendor.STRIPE,
            PLAIN[0],
            ["", "short", "with a space in it", "é" * 20, "x" * 501, "line\nline\nline"],
        ),
        (Vendor.AIRTABLE, BASE64[0], ["not base64!!", "AAAA", f"whsec_{BASE64[0]}"]),
        (Vendor.STANDARD, WHSEC[0], ["whsec_", "not base64!!"]),
        (Vendor.SENDGRID, DERS[0], [PEMS[1], BASE64[0], DERS[0][:-4], RSA_DER]),
        (Vendor.GONG, PEMS[0], [DERS[0], PEMS[0].replace("PUBLIC", "PRIVATE"), CURVE_PEM, NO_PEM]),
    ],
    ids=["stripe", "airtable", "standard", "sendgrid", "gong"],
)
def test_a_secret_that_cannot_be_the_vendors_is_refused(vendor: Vendor, good: str, bad: list[str]) -> None:
    SCHEMES[vendor].check_secret(good)
    for each in bad:
        with pytest.raises(InvalidInput) as refusal:
            SCHEMES[vendor].check_secret(each)
        assert refusal.value.field == "secret"


def test_a_key_that_is_none_verifies_nothing() -> None:
    sender = senders()["sendgrid"]
    with pytest.raises(Unauthenticated, match="does not match"):
        SCHEMES[sender.vendor].verify(sender.send(), [BASE64[0]], NOW)
