"""Vendors at work: each signs as it documents, independently of the verifiers."""

import hashlib
import hmac
import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from urllib.parse import parse_qsl, urlencode

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks import Webhook

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Request, Vendor, Verified

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
URL = "https://api.quarterdeck.example/live/webhooks/vendor/0a1b2c"
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}

Signed = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Sender:
    """``sign(key, body, at)`` returns headers and query; ``secrets`` are what verifies its two keys."""

    vendor: Vendor
    body: bytes
    sign: Callable[[int, bytes, datetime], Signed]
    secrets: tuple[str, str]
    timed: bool = False
    media: tuple[tuple[str, str], ...] = tuple(JSON.items())

    def send(self, body: bytes | None = None, at: datetime = NOW, key: int = 0) -> Request:
        content = self.body if body is None else body
        headers, query = self.sign(key, content, at)
        url = f"{URL}?{urlencode(query)}" if query else URL
        return Request(url, dict(self.media) | {k.lower(): v for k, v in headers.items()}, query, content)

    def take(self, request: Request, *keys: int, now: datetime = NOW) -> Verified:
        """Verify with the secrets of these keys, by default the first."""
        found = SCHEMES[self.vendor].verify(request, [self.secrets[key] for key in keys or (0,)], now)
        assert isinstance(found, Verified)
        return found


def mac(key: str | bytes, message: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.digest(key.encode() if isinstance(key, str) else key, message, algorithm)


def seconds(at: datetime) -> str:
    return str(int(at.timestamp()))


def slack(key: int, body: bytes, at: datetime) -> Signed:
    signature = "v0=" + mac(PLAIN[key], f"v0:{seconds(at)}:".encode() + body).hex()
    return {"X-Slack-Request-Timestamp": seconds(at), "X-Slack-Signature": signature}, {}


def airtable(key: int, body: bytes, _at: datetime) -> Signed:
    return {"X-Airtable-Content-MAC": "hmac-sha256=" + mac(b64decode(BASE64[key]), body).hex()}, {}


def hubspot_v1(key: int, body: bytes, _at: datetime) -> Signed:
    digest = hashlib.sha256(PLAIN[key].encode() + body).hexdigest()
    return {"X-HubSpot-Signature": digest, "X-HubSpot-Signature-Version": "v1"}, {}


def hubspot_v2(key: int, body: bytes, _at: datetime) -> Signed:
    digest = hashlib.sha256(PLAIN[key].encode() + b"POST" + URL.encode() + body).hexdigest()
    return {"X-HubSpot-Signature": digest, "X-HubSpot-Signature-Version": "v2"}, {}


def hubspot_v3(key: int, body: bytes, at: datetime) -> Signed:
    stamp = f"{seconds(at)}000"
    signature = b64encode(mac(PLAIN[key], b"POST" + URL.encode() + body + stamp.encode())).decode()
    return {"X-HubSpot-Signature-v3": signature, "X-HubSpot-Request-Timestamp": stamp}, {}


def salesforce(key: int, body: bytes, _at: datetime) -> Signed:
    return {"x-signature": b64encode(mac(PLAIN[key], body)).decode()}, {}


def zoom(key: int, body: bytes, at: datetime) -> Signed:
    signature = "v0=" + mac(PLAIN[key], f"v0:{seconds(at)}:".encode() + body).hex()
    return {"x-zm-request-timestamp": seconds(at), "x-zm-signature": signature}, {}


def zendesk(key: int, body: bytes, at: datetime) -> Signed:
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = b64encode(mac(PLAIN[key], stamp.encode() + body)).decode()
    return {"X-Zendesk-Webhook-Signature": signature, "X-Zendesk-Webhook-Signature-Timestamp": stamp}, {}


def stripe(key: int, body: bytes, at: datetime) -> Signed:
    signature = mac(PLAIN[key], f"{seconds(at)}.".encode() + body).hex()
    return {"Stripe-Signature": f"t={seconds(at)},v1={signature}"}, {}


def docusign(key: int, body: bytes, _at: datetime) -> Signed:
    return {"X-DocuSign-Signature-1": b64encode(mac(PLAIN[key], body)).decode()}, {}


def dropbox_sign(key: int, body: bytes, _at: datetime) -> Signed:
    told = body.split(b'name="json"\r\n\r\n', 1)[-1].split(b"\r\n--", 1)[0]
    return {"Content-Sha256": b64encode(mac(PLAIN[key], told).hex().encode()).decode()}, {}


def dropbox_sign_body(key: int) -> bytes:
    event = {"event_type": "signature_request_signed", "event_time": "1764072000"}
    event["event_hash"] = mac(PLAIN[key], (event["event_time"] + event["event_type"]).encode()).hex()
    told = json.dumps({"event": event, "signature_request": {"title": "Verschwiegenheit Ä"}})
    head = 'Content-Disposition: form-data; name="json"'
    return f"--limit\r\n{head}\r\n\r\n{told}\r\n--limit--\r\n".encode()


def github(key: int, body: bytes, _at: datetime) -> Signed:
    return {"X-Hub-Signature-256": "sha256=" + mac(PLAIN[key], body).hex()}, {}


def standard(key: int, body: bytes, at: datetime) -> Signed:
    signature = Webhook(WHSEC[key]).sign(msg_id="msg_7", timestamp=at, data=body.decode())
    return {"webhook-id": "msg_7", "webhook-timestamp": seconds(at), "webhook-signature": signature}, {}


def twilio(key: int, body: bytes, _at: datetime) -> Signed:
    pairs = sorted((name, value) for name, value in parse_qsl(body.decode(), keep_blank_values=True))
    message = URL + "".join(f"{name}{value}" for name, value in pairs)
    return {"X-Twilio-Signature": b64encode(mac(PLAIN[key], message.encode(), "sha1")).decode()}, {}


def twilio_json(key: int, body: bytes, _at: datetime) -> Signed:
    query = {"bodySHA256": hashlib.sha256(body).hexdigest()}
    message = f"{URL}?{urlencode(query)}".encode()
    return {"X-Twilio-Signature": b64encode(mac(PLAIN[key], message, "sha1")).decode()}, query


def sendgrid(key: int, body: bytes, at: datetime) -> Signed:
    signature = CURVE_KEYS[key].sign(seconds(at).encode() + body, ec.ECDSA(SHA256()))
    names = "X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp"
    return dict(zip(names, (b64encode(signature).decode(), seconds(at)), strict=True)), {}


def gong(key: int, body: bytes, at: datetime) -> Signed:
    digest = hashlib.sha256(body).hexdigest()
    return {"Authorization": f"Bearer {token(key, url=URL, digest=digest, at=at)}"}, {}


def token(key: int, *, url: str, digest: str, at: datetime, algorithm: str = "RS256") -> str:
    """Make a JWT by hand (RFC 7515): the verifier reads it with a library."""
    issued = int(at.timestamp())
    claims = {"webhook_url": url, "body_sha256": digest, "iat": issued, "exp": issued + 300}
    head = {"alg": algorithm, "typ": "JWT"}
    text = ".".join(_base64url(json.dumps(part).encode()) for part in (head, claims))
    signature = RSA_KEYS[key].sign(text.encode(), padding.PKCS1v15(), SHA256())
    return f"{text}.{_base64url(signature)}"


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


PLAIN = ("a-secret-of-this-endpoint", "the-secret-of-another-one")
BASE64 = ("c2VjcmV0IG9mIHRoaXMgZW5kcG9pbnQ=", "c2VjcmV0IG9mIGFub3RoZXIgb25lISE=")
WHSEC = (f"whsec_{BASE64[0]}", BASE64[1])
RSA_KEYS = tuple(rsa.generate_private_key(65537, 2048) for _ in range(2))
CURVE_KEYS = tuple(ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
PEMS = tuple(
    each.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for each in RSA_KEYS
)
DERS = tuple(
    b64encode(each.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    for each in CURVE_KEYS
)
TOLD = b'{"id": "evt_1", "type": "deal.won", "event_id": "Ev1", "event": "deal", "amount": 1200}'
BATCH = b'[{"eventId": 1, "subscriptionType": "deal.creation", "attemptNumber": 0, "objectId": 7}]'
PARTS = (("content-type", "multipart/form-data; boundary=limit"),)


@cache
def senders() -> dict[str, Sender]:
    """Return every vendor's ways to sign, by name."""
    pems, ders = (PEMS[0], PEMS[1]), (DERS[0], DERS[1])
    form = b"CallSid=CA1&CallStatus=completed&From=%2B15550001"
    return {
        "slack": Sender(Vendor.SLACK, TOLD, slack, PLAIN, timed=True),
        "airtable": Sender(Vendor.AIRTABLE, TOLD, airtable, BASE64),
        "hubspot v1": Sender(Vendor.HUBSPOT, BATCH, hubspot_v1, PLAIN),
        "hubspot v2": Sender(Vendor.HUBSPOT, BATCH, hubspot_v2, PLAIN),
        "hubspot v3": Sender(Vendor.HUBSPOT, BATCH, hubspot_v3, PLAIN, timed=True),
        "salesforce": Sender(Vendor.SALESFORCE, TOLD, salesforce, PLAIN),
        "zoom": Sender(Vendor.ZOOM, TOLD, zoom, PLAIN, timed=True),
        "gong": Sender(Vendor.GONG, TOLD, gong, pems, timed=True),
        "zendesk": Sender(Vendor.ZENDESK, TOLD, zendesk, PLAIN, timed=True),
        "stripe": Sender(Vendor.STRIPE, TOLD, stripe, PLAIN, timed=True),
        "docusign": Sender(Vendor.DOCUSIGN, TOLD, docusign, PLAIN),
        "dropbox sign": Sender(Vendor.DROPBOX_SIGN, dropbox_sign_body(0), dropbox_sign, PLAIN, media=PARTS),
        "github": Sender(Vendor.GITHUB, TOLD, github, PLAIN),
        "sendgrid": Sender(Vendor.SENDGRID, TOLD, sendgrid, ders, timed=True),
        "twilio form": Sender(Vendor.TWILIO, form, twilio, PLAIN, media=tuple(FORM.items())),
        "twilio json": Sender(Vendor.TWILIO, TOLD, twilio_json, PLAIN),
        "standard webhooks": Sender(Vendor.STANDARD, TOLD, standard, WHSEC, timed=True),
    }
