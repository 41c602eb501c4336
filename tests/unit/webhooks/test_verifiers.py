"""Only what a vendor signed, for this endpoint and lately, is taken; whatever else an attacker sends."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Request, Vendor
from quarterdeck.kernel.errors import Unauthenticated
from tests.unit.webhooks.senders import JSON, NOW, Sender, senders

ALL = sorted(senders())
TIMED = [name for name in ALL if senders()[name].timed]
OF_JSON = [name for name in ALL if senders()[name].media == tuple(JSON.items())]
UNSIGNED = {"content-type"}
GARBAGE = (
    "", " ", "0", "=", ",", "v0=", "v1=", "t=,v1=", "t=1,t=2,v1=3", "sha256=", "hmac-sha256=", "v1,", "v1", "..",
    "a.b.c", "null", "é" * 64, "０" * 64,
    "\ud800", "٠١٢٣٤٥٦٧٨٩", "-1", "NaN", "1e9", "9" * 400, "\x00", "sha256=" + "0" * 64,
    "v0=" + "0" * 64, "A" * 43 + "=", "A" * 1_000_000, "v1," * 10_000, "v1=0," * 10_000, "2026-11-25",
    "2026-11-25T12:00:00", "eyJhbGciOiJub25lIn0.e30.", "Bearer eyJhbGciOiJub25lIn0.e30.AAAA",
)  # fmt: skip


@pytest.fixture(params=ALL)
def sender(request: pytest.FixtureRequest) -> Sender:
    return senders()[request.param]


@pytest.fixture(params=TIMED)
def timed(request: pytest.FixtureRequest) -> Sender:
    return senders()[request.param]


def assert_refused(sender: Sender, request: Request, *keys: int) -> None:
    with pytest.raises(Unauthenticated):
        sender.take(request, *keys)


def signed_headers(request: Request) -> list[str]:
    return sorted(set(request.headers) - UNSIGNED)


def with_header(request: Request, name: str, value: str) -> Request:
    return replace(request, headers={**request.headers, name: value})


def test_every_vendor_has_a_sender_here() -> None:
    assert {each.vendor for each in senders().values()} == set(Vendor) == set(SCHEMES)


def test_a_signed_request_is_taken(sender: Sender) -> None:
    assert sender.take(sender.send()).event_id


def test_a_request_is_taken_by_either_of_two_secrets_while_they_rotate(sender: Sender) -> None:
    of_first = sender.send()
    assert sender.take(of_first, 0, 1) == sender.take(of_first, 1, 0) == sender.take(of_first, 0)


def test_another_endpoints_secret_takes_nothing(sender: Sender) -> None:
    assert_refused(sender, sender.send(), 1)


def test_an_endpoint_without_secrets_takes_nothing(sender: Sender) -> None:
    with pytest.raises(Unauthenticated):
        SCHEMES[sender.vendor].verify(sender.send(), [], NOW)


def test_a_retry_is_the_same_event(sender: Sender) -> None:
    first, again = sender.send(), sender.send(at=NOW + timedelta(seconds=40))
    same = sender.vendor is not Vendor.ZENDESK or b'"id"' in sender.body
    assert (sender.take(first).event_id == sender.take(again).event_id) is same


@pytest.mark.parametrize("name", OF_JSON)
def test_another_body_is_another_event(name: str) -> None:
    sender = senders()[name]
    other = (
        sender.body.replace(b"evt_1", b"evt_2")
        .replace(b"Ev1", b"Ev2")
        .replace(b'"eventId": 1', b'"eventId": 2')
    )
    changed = sender.take(sender.send(other)).event_id != sender.take(sender.send()).event_id
    assert changed is (sender.vendor is not Vendor.STANDARD)


@pytest.mark.parametrize("age", [301, 3600, 86_400 * 365, -61, -3600])
def test_a_request_of_another_time_is_refused(timed: Sender, age: int) -> None:
    assert_refused(timed, timed.send(at=NOW - timedelta(seconds=age)))


@pytest.mark.parametrize("age", [0, 299, 300, -1, -60])
def test_a_request_of_the_last_five_minutes_is_taken(timed: Sender, age: int) -> None:
    assert timed.take(timed.send(at=NOW - timedelta(seconds=age))).event_id


def test_a_new_timestamp_does_not_renew_an_old_signature(timed: Sender) -> None:
    old, new = timed.send(at=NOW - timedelta(days=1)), timed.send()
    names = signed_headers(new)
    for name in names if len(names) > 1 else ():
        assert_refused(timed, with_header(old, name, new.headers[name]))
    assert_refused(timed, old)


def test_every_header_is_needed(sender: Sender) -> None:
    request = sender.send()
    for name in signed_headers(request):
        headers = {key: value for key, value in request.headers.items() if key != name}
        assert_refused(sender, replace(request, headers=headers))


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda text: ascii(text[:20]))
def test_garbage_in_a_header_is_refused(sender: Sender, garbage: str) -> None:
    request = sender.send()
    for name in signed_headers(request):
        if request.headers[name] != garbage:
            assert_refused(sender, with_header(request, name, garbage))


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b"[]", b"\xff\xfe", b"\x00", b"[" * 100_000, b"<!DOCTYPE x>"]
)
def test_another_body_under_the_signature_is_refused(sender: Sender, body: bytes) -> None:
    assert_refused(sender, replace(sender.send(), body=body))


@pytest.mark.parametrize("change", [b" ", b"\n", b"\x00", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", OF_JSON)
def test_a_body_with_something_around_it_is_refused(name: str, change: bytes) -> None:
    sender = senders()[name]
    request = sender.send()
    assert_refused(sender, replace(request, body=request.body + change))
    assert_refused(sender, replace(request, body=change + request.body))


@given(name=st.sampled_from(OF_JSON), data=st.data(), flip=st.integers(1, 255))
def test_a_body_changed_by_one_byte_is_refused(name: str, data: st.DataObject, flip: int) -> None:
    request = senders()[name].send()
    at = data.draw(st.integers(0, len(request.body) - 1))
    assert_refused(senders()[name], replace(request, body=flipped(request.body, at, flip)))


@given(name=st.sampled_from(ALL), data=st.data(), flip=st.integers(1, 127))
def test_a_header_changed_by_one_byte_is_refused(name: str, data: st.DataObject, flip: int) -> None:
    request = senders()[name].send()
    header = data.draw(st.sampled_from(signed_headers(request)))
    at = data.draw(st.integers(0, len(request.headers[header]) - 1))
    changed = flipped(request.headers[header].encode(), at, flip).decode("latin-1")
    assert_refused(senders()[name], with_header(request, header, changed))


@given(
    name=st.sampled_from(OF_JSON),
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)
def test_any_signed_text_is_taken(name: str, text: str) -> None:
    sender = senders()[name]
    assert sender.take(sender.send(text.encode())).event_id


@given(name=st.sampled_from(ALL), data=st.data(), body=st.binary())
def test_no_rubbish_raises_anything_else(name: str, data: st.DataObject, body: bytes) -> None:
    request = senders()[name].send()
    headers = {each: data.draw(st.text()) for each in signed_headers(request)}
    assert_refused(senders()[name], replace(request, headers=headers, body=body))


def flipped(content: bytes, at: int, flip: int) -> bytes:
    return content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :]
