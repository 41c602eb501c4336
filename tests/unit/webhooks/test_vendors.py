"""What is peculiar to one vendor: several signatures, downgrades, challenges, retries that differ, and forgeries."""

import hashlib
import json
from base64 import b64encode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks.model import Request, Verified
from quarterdeck.kernel.errors import Unauthenticated
from tests.unit.webhooks.senders import (
    NOW,
    PARTS,
    PEMS,
    PLAIN,
    TOLD,
    URL,
    dropbox_sign,
    dropbox_sign_body,
    mac,
    senders,
    token,
)


def verified(name: str, request: Request, *keys: int) -> Verified:
    return senders()[name].take(request, *keys)


def refused(name: str, request: Request) -> None:
    with pytest.raises(Unauthenticated):
        senders()[name].take(request)


def headed(request: Request, **headers: str) -> Request:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(request, headers={**request.headers, **named})


def test_any_of_docusigns_signatures_may_match() -> None:
    request = senders()["docusign"].send()
    signature = request.headers["x-docusign-signature-1"]
    others = {"x-docusign-signature-1": b64encode(mac("retired", TOLD)).decode()}
    assert verified("docusign", replace(request, headers=others | {"x-docusign-signature-7": signature}))
    refused("docusign", replace(request, headers=others))
    refused("docusign", replace(request, headers={"x-docusign-signature-101": signature}))


def test_any_v1_of_stripes_header_may_match_and_nothing_else_of_it() -> None:
    request = senders()["stripe"].send()
    stamp, signature = request.headers["stripe-signature"].replace("v1=", "").split(",")
    assert verified("stripe", headed(request, stripe_signature=f"{stamp},v1={'0' * 64},v1={signature},v0=1"))
    refused("stripe", headed(request, stripe_signature=f"{stamp},v0={signature}"))
    refused("stripe", headed(request, stripe_signature=f"{stamp},{stamp},v1={signature}"))
    refused("stripe", headed(request, stripe_signature=f"{stamp},v1={signature}" + ",v1=0" * 16))


def test_any_v1_of_standard_webhooks_signatures_may_match() -> None:
    request = senders()["standard webhooks"].send()
    good = request.headers["webhook-signature"]
    assert verified("standard webhooks", headed(request, webhook_signature=f"v1a,AAAA v1,AAAA {good}"))
    refused("standard webhooks", headed(request, webhook_signature=good.replace("v1,", "v1a,")))
    refused("standard webhooks", headed(request, webhook_id="msg_8"))


def test_githubs_older_signature_is_not_looked_at_and_its_id_is_not_believed() -> None:
    request = senders()["github"].send()
    old = {"x-hub-signature": "sha1=" + mac(PLAIN[0], request.body, "sha1").hex()}
    refused("github", replace(request, headers=old))
    of = [verified("github", headed(request, x_github_delivery=each)).event_id for each in ("a", "b")]
    assert of[0] == of[1]
    assert verified("github", headed(request, x_github_event="issues")).kind == "issues"
    assert verified("github", headed(request, x_github_event="Not A Name")).kind == ""


def test_a_hubspot_request_with_its_third_version_is_not_taken_by_an_older_one() -> None:
    first = senders()["hubspot v1"].send().headers
    stale = senders()["hubspot v3"].send(at=NOW - timedelta(days=1))
    refused("hubspot v3", replace(stale, headers={**first, **stale.headers}))


def test_a_body_lengthened_behind_its_hash_is_refused() -> None:
    request = senders()["hubspot v1"].send()
    padding = b"\x80" + b"\0" * 20 + (8 * (len(PLAIN[0]) + len(request.body))).to_bytes(8, "big")
    longer = request.body + padding + b"]"
    digest = hashlib.sha256(PLAIN[0].encode() + longer).hexdigest()  # what length extension would compute
    refused("hubspot v1", headed(replace(request, body=longer), x_hubspot_signature=digest))


@pytest.mark.parametrize("version", ["hubspot v2", "hubspot v3", "twilio form", "gong"])
def test_another_address_is_refused_where_it_is_signed(version: str) -> None:
    request = senders()[version].send()
    for url in (f"{URL}x", URL.replace("https", "http"), f"{URL}?a=1", URL.replace("example", "test")):
        refused(version, replace(request, url=url))


@pytest.mark.parametrize(
    ("name", "first", "again"),
    [
        ("hubspot v3", [{"eventId": 1, "attemptNumber": 0}], [{"attemptNumber": 3, "eventId": 1}]),
        (
            "docusign",
            {"event": "envelope-completed", "retryCount": 0},
            {"retryCount": 2, "event": "envelope-completed"},
        ),
        (
            "sendgrid",
            [{"sg_event_id": "a"}, {"sg_event_id": "b"}],
            [{"sg_event_id": "b"}, {"sg_event_id": "a"}],
        ),
    ],
)
def test_a_retry_that_counts_itself_is_the_same_event(name: str, first: object, again: object) -> None:
    sender = senders()[name]
    ids = [sender.take(sender.send(json.dumps(each).encode())).event_id for each in (first, again)]
    assert ids[0] == ids[1]


@given(data=st.data(), flip=st.integers(1, 255))
def test_no_byte_of_dropbox_signs_json_may_change(data: st.DataObject, flip: int) -> None:
    request = senders()["dropbox sign"].send()
    begin = request.body.index(b"{")
    at = data.draw(st.integers(begin, request.body.rindex(b"}")))
    changed = request.body[:at] + bytes([request.body[at] ^ flip]) + request.body[at + 1 :]
    refused("dropbox sign", replace(request, body=changed))


def test_an_event_hash_of_dropbox_signs_does_not_cover_another_story() -> None:
    request = senders()["dropbox sign"].send()
    refused("dropbox sign", replace(request, body=request.body.replace(b"Verschwiegenheit", b"Vollmacht")))


def test_the_hash_of_the_json_does_not_stand_for_the_event_hash() -> None:
    body = dropbox_sign_body(1)
    headers, _ = dropbox_sign(0, body, NOW)
    request = Request(URL, dict(PARTS) | {"content-sha256": headers["Content-Sha256"]}, {}, body)
    refused("dropbox sign", request)


@given(data=st.data(), flip=st.integers(1, 127))
def test_a_changed_form_of_twilios_is_refused_unless_it_says_the_same(data: st.DataObject, flip: int) -> None:
    sender = senders()["twilio form"]
    request = sender.send()
    at = data.draw(st.integers(0, len(request.body) - 1))
    changed = request.body[:at] + bytes([request.body[at] ^ flip]) + request.body[at + 1 :]
    if changed.lower() == request.body.lower():
        return  # `%2b` for `%2B`
    refused("twilio form", replace(request, body=changed))


def test_a_twilio_body_that_is_no_form_needs_its_digest_in_the_address() -> None:
    request = senders()["twilio json"].send()
    bare = b64encode(mac(PLAIN[0], URL.encode(), "sha1")).decode()
    refused("twilio json", headed(replace(request, url=URL, query={}), x_twilio_signature=bare))


SOAP = (
    b"<?xml version='1.0'?><soapenv:Envelope><soapenv:Body><notifications><OrganizationId>00D1</OrganizationId>"
    b"<Notification>\n <Id>04l000000000001AAA</Id></Notification></notifications></soapenv:Body></soapenv:Envelope>"
)


def outbound(token: str, body: bytes = SOAP) -> Request:
    return Request(f"{URL}?token={token}", {"content-type": "text/xml"}, {"token": token}, body)


def test_an_outbound_message_is_known_by_the_token_in_its_address() -> None:
    first = verified("salesforce", outbound(PLAIN[0]))
    again = verified("salesforce", outbound(PLAIN[0], SOAP.replace(b"\n", b"")))
    other = verified("salesforce", outbound(PLAIN[0], SOAP.replace(b"001AAA", b"002AAA")))
    assert (first.kind, first.event_id == again.event_id, first.event_id == other.event_id) == (
        "outbound_message",
        True,
        False,
    )
    for wrong in ("", "wrong", PLAIN[0][:-1], f"{PLAIN[0]}x", "é"):
        refused("salesforce", outbound(wrong))
    refused("salesforce", outbound(PLAIN[0], b"{}"))


def gong(token: str) -> Request:
    return headed(senders()["gong"].send(), authorization=f"Bearer {token}")


def test_gongs_token_is_taken_with_and_without_its_scheme() -> None:
    request = senders()["gong"].send()
    assert verified("gong", headed(request, authorization=request.headers["authorization"][7:]))


@pytest.mark.parametrize("algorithm", ["HS256", "none", "RS384", "ES256"])
def test_gongs_token_must_be_by_rs256(algorithm: str) -> None:
    digest = hashlib.sha256(TOLD).hexdigest()
    refused("gong", gong(token(0, url=URL, digest=digest, at=NOW, algorithm=algorithm)))


def test_gongs_public_key_is_no_password() -> None:
    text = token(0, url=URL, digest=hashlib.sha256(TOLD).hexdigest(), at=NOW, algorithm="HS256")
    signed = text.rpartition(".")[0]
    forged = b64encode(mac(PEMS[0], signed.encode())).decode().rstrip("=").translate({43: 45, 47: 95})
    refused("gong", gong(f"{signed}.{forged}"))


def test_a_zendesk_body_without_an_id_is_one_event_a_signed_time() -> None:
    sender = senders()["zendesk"]
    moments = (NOW, NOW, NOW - timedelta(seconds=9))
    ids = [sender.take(sender.send(b"{}", at=at)).event_id for at in moments]
    assert (ids[0] == ids[1], ids[0] == ids[2]) == (True, False)
