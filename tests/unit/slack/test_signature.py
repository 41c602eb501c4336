"""Only what Slack signed lately gets in, whatever an attacker sends."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.errors import MissingSetting, Unauthenticated
from quarterdeck.platform.slack.signature import verify

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
BODY = '{"type":"event_callback","event":{"text":"Grüße aus Köln"}}'.encode()


def sign(body: bytes, timestamp: str, secret: str = SECRET) -> str:
    """Sign as Slack documents it, independently of the SDK."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def signed(body: bytes = BODY, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    timestamp = str(int(at.timestamp()))
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": sign(body, timestamp, secret)}


def assert_refused(headers: dict[str, str], body: bytes = BODY, message: str | None = None) -> None:
    with pytest.raises(Unauthenticated, match=message):
        verify(SECRET, headers, body, NOW)


def test_slacks_own_example_is_accepted() -> None:
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    headers = {"X-Slack-Request-Timestamp": "1531420618", "X-Slack-Signature": signature}
    verify(SECRET, headers, body.encode(), datetime.fromtimestamp(1531420618, UTC))


@given(body=st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))
def test_any_signed_text_is_accepted(body: bytes) -> None:
    verify(SECRET, signed(body), body, NOW)


@pytest.mark.parametrize("spell", [str.lower, str.upper, str.title])
def test_header_names_match_in_any_case(spell: type[str]) -> None:
    verify(SECRET, {spell(name): value for name, value in signed().items()}, BODY, NOW)


@given(at=st.integers(0, len(BODY) - 1), flip=st.integers(1, 255))
def test_a_body_changed_by_one_byte_is_refused(at: int, flip: int) -> None:
    changed = BODY[:at] + bytes([BODY[at] ^ flip]) + BODY[at + 1 :]
    assert_refused(signed(), changed)


@pytest.mark.parametrize("change", [b" ", b"\n", b"\x00", b"\xef\xbb\xbf"])
def test_a_body_with_something_around_it_is_refused(change: bytes) -> None:
    assert_refused(signed(), BODY + change, "does not match")
    assert_refused(signed(), change + BODY, "does not match")


@pytest.mark.parametrize("age", [301, 3600, 86_400 * 365, -61, -3600])
def test_a_request_of_another_time_is_refused(age: int) -> None:
    assert_refused(signed(at=NOW - timedelta(seconds=age)), message="replay")


@pytest.mark.parametrize("age", [0, 299, 300, -1, -60])
def test_a_request_of_the_last_five_minutes_is_accepted(age: int) -> None:
    verify(SECRET, signed(at=NOW - timedelta(seconds=age)), BODY, NOW)


def test_an_old_signature_does_not_cover_a_new_timestamp() -> None:
    old = signed(at=NOW - timedelta(days=1))
    assert_refused(
        {**old, "X-Slack-Request-Timestamp": signed()["X-Slack-Request-Timestamp"]}, message="match"
    )


@pytest.mark.parametrize("name", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
def test_a_missing_header_is_refused(name: str) -> None:
    assert_refused({key: value for key, value in signed().items() if key != name}, message=name.lower())


STAMP = str(int(NOW.timestamp()))


@pytest.mark.parametrize(
    "timestamp",
    ["", "soon", "NaN", "inf", "-1", f"+{STAMP}", f" {STAMP}", f"{STAMP}\n", f"{STAMP}.0", "1_772_625_600",
     "0x69A81C80", "9" * 13, "9" * 100_000, f"{STAMP},{STAMP}",
     STAMP.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
     STAMP.translate(str.maketrans("0123456789", "０１２３４５６７８９"))],
)  # fmt: skip
def test_a_timestamp_that_is_no_plain_number_is_refused(timestamp: str) -> None:
    assert_refused({"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": sign(BODY, timestamp)})


GOOD = sign(BODY, STAMP)


@pytest.mark.parametrize(
    "signature",
    ["", "v0=", GOOD[3:], GOOD.upper(), GOOD.replace("v0=", "v1="), GOOD[:-1], f"{GOOD}0", f"{GOOD}\n", f" {GOOD}",
     f"{GOOD},{GOOD}", "v0=" + "é" * 64, "v0=" + "０" * 64, "v0=" + "0" * 64, "v0=" + "0" * 1_000_000,
     sign(BODY, STAMP, "another secret"), sign(b"", STAMP), "\ud800"],
)  # fmt: skip
def test_a_signature_that_is_not_ours_is_refused(signature: str) -> None:
    assert_refused({"X-Slack-Request-Timestamp": STAMP, "X-Slack-Signature": signature})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
def test_a_body_in_another_encoding_is_refused(encoding: str) -> None:
    body = BODY.decode().encode(encoding)
    assert_refused(signed(body), body, "UTF-8")


@given(headers=st.dictionaries(st.sampled_from(sorted(signed())), st.text()), body=st.binary())
def test_no_rubbish_raises_anything_else(headers: dict[str, str], body: bytes) -> None:
    assert_refused(headers, body)


@pytest.mark.parametrize("secret", ["", "  "])
def test_an_empty_signing_secret_lets_nobody_in(secret: str) -> None:
    with pytest.raises(MissingSetting):
        verify(secret, signed(secret=secret), BODY, NOW)
