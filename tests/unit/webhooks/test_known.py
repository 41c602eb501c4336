"""Requests whose signatures were made by `openssl dgst`, so that no code of ours agrees only with itself."""

import hashlib
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Request, Vendor, Verified
from quarterdeck.kernel.errors import Unauthenticated
from tests.unit.webhooks.senders import BASE64, FORM, NOW, PLAIN, URL, WHSEC

BODY = b'{"id": "evt_1"}'
STAMP = "1795608000"
ODD = (
    "a=b:c/d?e@f!g$h'i(j)k*l,m;n&z=%20é"  # as HubSpot signs it: these characters bare, whatever else as it is
)
EVENT = (
    '{"event": {"event_type": "signature_request_signed", "event_time": "1764072000", "event_hash": '
    '"06eb3dcbd7271ca0116ec5b000da4c23f1201e3941ac13dfc5f0e085de08f9c3"}}'
)
SHA = "3c9900de172e288d9e12e7ad688d4b96f547def45ab9015be40a25194b2f6c46"


def asked(headers: dict[str, str], body: bytes = BODY, query: str = "") -> Request:
    pairs = dict([query.split("=", 1)] if query else [])
    return Request(f"{URL}?{query}" if query else URL, headers, pairs, body)


KNOWN = {
    "slack": (
        Vendor.SLACK,
        asked(
            {
                "x-slack-request-timestamp": STAMP,
                "x-slack-signature": "v0=5d5fd149fdbbed5f4b9bb94874bb65f608619c798b81a39f7714cf97656f15a3",
            }
        ),
    ),
    "zoom": (
        Vendor.ZOOM,
        asked(
            {
                "x-zm-request-timestamp": STAMP,
                "x-zm-signature": "v0=5d5fd149fdbbed5f4b9bb94874bb65f608619c798b81a39f7714cf97656f15a3",
            }
        ),
    ),
    "github": (
        Vendor.GITHUB,
        asked(
            {"x-hub-signature-256": "sha256=333de352d1da34264585a1d0f9f032756d11f9bf5f06a61c9cdf47a408ad4082"}
        ),
    ),
    "stripe": (
        Vendor.STRIPE,
        asked(
            {
                "stripe-signature": f"t={STAMP},v1=fe555c86d9df2785eb52f8dd72c2c28857b5a609e4df04aa7442a091d4ec6697"
            }
        ),
    ),
    "docusign": (
        Vendor.DOCUSIGN,
        asked({"x-docusign-signature-1": "Mz3jUtHaNCZFhaHQ+fAydW0R+b9fBqYcnN9HpAitQII="}),
    ),
    "salesforce": (
        Vendor.SALESFORCE,
        asked({"x-signature": "Mz3jUtHaNCZFhaHQ+fAydW0R+b9fBqYcnN9HpAitQII="}),
    ),
    "zendesk": (
        Vendor.ZENDESK,
        asked(
            {
                "x-zendesk-webhook-signature": "IprumuYynEjJDD/haqRw0GTm5eo3IO72YhqVYkSIEc8=",
                "x-zendesk-webhook-signature-timestamp": "2026-11-25T12:00:00Z",
            }
        ),
    ),
    "hubspot v1": (
        Vendor.HUBSPOT,
        asked(
            {
                "x-hubspot-signature": "05c82861966adab1cd3e05c8138c0e9a28f87bd9e1a65b49c87b20ba9c04eec4",
                "x-hubspot-signature-version": "v1",
            }
        ),
    ),
    "hubspot v2": (
        Vendor.HUBSPOT,
        asked(
            {
                "x-hubspot-signature": "1645d2f83e7d6dbb1cf6549f4d4b36c527bc81bf6385e6d60bd777679c98f5af",
                "x-hubspot-signature-version": "v2",
            }
        ),
    ),
    "hubspot v3": (
        Vendor.HUBSPOT,
        asked(
            {
                "x-hubspot-signature-v3": "OykA/gy8Fhxej7sjYCpXIAdGn8yam/FM43Zpdh5a7V8=",
                "x-hubspot-request-timestamp": f"{STAMP}000",
            }
        ),
    ),
    "airtable": (
        Vendor.AIRTABLE,
        asked(
            {
                "x-airtable-content-mac": "hmac-sha256=752eaf02b0c7a624b1498b6ca560947fc62e07f0237ca6d590a2233037435c18"
            }
        ),
    ),
    "standard webhooks": (
        Vendor.STANDARD,
        asked(
            {
                "webhook-id": "msg_7",
                "webhook-timestamp": STAMP,
                "webhook-signature": "v1,y+6/yoa3cFlsEyWJ7Df7FcR9Z9Qe/Ux7JTEyo6AMhhs=",
            }
        ),
    ),
    "twilio form": (
        Vendor.TWILIO,
        asked(
            {**FORM, "x-twilio-signature": "mHwAx3/SNjUe710BukYQoafItDw="},
            b"CallSid=CA2&From=%2B15550001&CallSid=CA1&Body=Gr%C3%BC%C3%9Fe+%26+more&CallSid=CA1",
        ),
    ),
    "twilio json": (
        Vendor.TWILIO,
        asked({"x-twilio-signature": "KFLtLq0Ego08VksiWVPmiAcezRU="}, BODY, f"bodySHA256={SHA}"),
    ),
    "dropbox sign, hex in base64": (
        Vendor.DROPBOX_SIGN,
        asked(
            {
                **FORM,
                "content-sha256": "Y2Y4ZmI2YzJjZDkzOGY5NmU2NjE0MTM1Y2YzNzZm"
                "MTQzMzQ4Mzc0ZDVkZDE2MDhhNTJkNjE0ZmI4ZjZlYjg3Zg==",
            },
            f"json={quote(EVENT)}".encode(),
        ),
    ),
    "dropbox sign": (
        Vendor.DROPBOX_SIGN,
        asked(
            {**FORM, "content-sha256": "z4+2ws2Tj5bmYUE1zzdvFDNIN01d0WCKUtYU+49uuH8="},
            f"json={quote(EVENT)}".encode(),
        ),
    ),
}
SECRETS = {Vendor.AIRTABLE: BASE64, Vendor.STANDARD: WHSEC}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_what_openssl_signed_is_taken(name: str) -> None:
    vendor, request = KNOWN[name]
    ours, others = SECRETS.get(vendor, PLAIN)
    assert isinstance(SCHEMES[vendor].verify(request, [ours], NOW), Verified)
    with pytest.raises(Unauthenticated):
        SCHEMES[vendor].verify(request, [others], NOW)


def encoded(text: str, form: str) -> str:
    return "".join(form.format(ord(each)) if each in ":/?@!$'()*,;" else each for each in text)


@pytest.mark.parametrize("travels", [ODD, encoded(ODD, "%{:02X}"), encoded(ODD, "%{:02x}")])
def test_hubspots_third_version_signs_some_characters_of_the_address_bare(travels: str) -> None:
    headers = {
        "x-hubspot-signature-v3": "BvdJvu6LHvs14EtKRf8uPaXeFrdY5e7a8swxTX7Tw04=",
        "x-hubspot-request-timestamp": f"{STAMP}000",
    }
    request = replace(asked(headers), url=f"{URL}?{travels}")
    assert isinstance(SCHEMES[Vendor.HUBSPOT].verify(request, [PLAIN[0]], NOW), Verified)


def test_the_literals_are_of_this_body() -> None:
    assert hashlib.sha256(BODY).hexdigest() == SHA
