"""Personal data is found by its form in what people write and say, and what only looks like it stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.kernel.personal import mask
from quarterdeck.services.guard.pii import Names, redact

CALL = Names(["Ada Quill", "Bo Finch", "Will Marsh-Hare"])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Card 4111 1111 1111 1111, please", "Card [CARD], please"),
        ("four one one one one one one one one one one one one one one one", "[CARD]"),
        ("mail ada.quill@example.com.", "mail [EMAIL]."),
        ("it is ada dot quill at example dot com okay", "it is [EMAIL] okay"),
        ("ada (at) example (dot) org", "[EMAIL]"),
        ("to GB82 WEST 1234 5698 7654 32 today", "to [IBAN] today"),
        ("my social is 123456789", "my social is [SSN]"),
        ("from 192.0.2.1 or 2001:db8::1", "from [IP] or [IP]"),
        ("call +44 (0)20 7946 0958", "call [PHONE]"),
        ("call five five five, oh one two three four", "call [PHONE]"),
        ("see https://example.com/a?b=c.", "see [URL]."),
        ("driver's license D123-4567-8901", "driver's license [LICENSE]"),
        ("born on March 3, 1981 in Ohio", "born on [BIRTH_DATE] in Ohio"),
        ("at 12 Orchard Street, Apt 4", "at [ADDRESS]"),
        ("zip code is 90210", "zip code is [ZIP]"),
        ("the API key is sk-proj-abcdefGHIJ0123456789", "the API key is [SECRET]"),
        ("password: Tr0ub4dor&3", "password: [SECRET]"),
    ],
)
def test_each_kind_becomes_a_placeholder(said: str, kept: str) -> None:
    assert redact(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Revenue was 4,300,000 dollars, up 12.5% from 2019-2021.",
        "On 2026-11-25 at 10:30 we ran version 10.0.0.1 for 1234567 ms.",
        "Order number 4821337755, invoice 2024-0012-7781, ticket 4821-3377.",
        "It costs 12 000 000, or 100 200 300 in parts.",
        "one two three four five six seven eight",
        "twenty twenty four and twenty twenty five",
        "the basic requirements of 5 people on the road",
        "Card 4111 1111 1111 1112 does not check.",
        "run 0f3c2b1a-1234-4321-8765-123456789012",
    ],
)
def test_what_only_looks_like_it_stays(said: str) -> None:
    assert redact(said) == said


def test_known_people_are_found_whole_or_in_part_but_not_common_words() -> None:
    assert (
        redact("Ada said that ADA QUILL and Finch agree.", CALL)
        == "[PERSON] said that [PERSON] and [PERSON] agree."
    )
    assert redact("Will you ask Will about the finches?", CALL) == "Will you ask [PERSON] about the finches?"


PIECES = st.sampled_from(
    "4111 1111 +44 ( ) 555 0142 - . @ example.com a at dot com one five double zip: 90210 born 3/3/1981 GB82 WEST "
    "https:// ?k=v1 ::1 192.0.2.1 password is x9 Ada Quill Will [ ] [PHONE] \n 12 Oak Street Apt 4 TX "
    "driver's license".split(" ")
)
LISTS = st.lists(PIECES, max_size=30)
TEXTS = st.one_of(st.text(max_size=200), LISTS.map(" ".join), LISTS.map("".join))


@given(TEXTS)
def test_redacting_never_fails_and_twice_is_once(text: str) -> None:
    once = redact(text, CALL)
    assert redact(once, CALL) == once
    mask(text)


@given(st.text(alphabet="abcdefghij ,;?!\n", max_size=300))
def test_text_without_personal_data_is_unchanged(text: str) -> None:
    assert redact(text, CALL) == text


@pytest.mark.parametrize(
    "piece",
    "1_ 11_ 1- 1. 111-222- a a. a- a_at_ a_dot_ @ a@ one_ double_ ( A 1_A_ 12_Main_ Apt_ :: ::1 DE89_ ?a= 1=?a "
    "password_is_ sk- eyJa. http:// ://a: zip_1 license_number_1_ license:_ abcdefghij born_ address_a\n Ada_ "
    "-----BEGIN_PRIVATE_KEY-----".split(" "),
)
def test_a_long_text_of_any_kind_takes_bounded_time(piece: str) -> None:
    text = (piece.replace("_", " ") * 30_000)[:30_000]
    started = time.thread_time()
    redact(text, CALL)
    assert time.thread_time() - started < 5
