"""A transcript that can't be read is refused with what is wrong, where, and what to do."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.model import Format
from quarterdeck.contexts.meetings.transcripts import parse, sniff
from quarterdeck.kernel.errors import InvalidInput, QuarterdeckError, TooLarge, Unsupported

CUE = "00:00:01.000 --> 00:00:02.000"
SRT_CUE = "1\n00:00:01,000 --> 00:00:02,000\n"


def refusal(raw: bytes, form: Format) -> QuarterdeckError:
    with pytest.raises(QuarterdeckError) as caught:
        parse(raw, form)
    return caught.value


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (b"", InvalidInput, "empty"),
        (b" \n\t\xe2\x80\x83 ", InvalidInput, "empty"),
        (b"\xef\xbb\xbf", InvalidInput, "empty"),
        (b"Ana: \x00\x01", InvalidInput, "Character 5 is NUL"),
        (b"PK\x03\x04rest", Unsupported, "ZIP archive"),
        (b"%PDF-1.7", Unsupported, "PDF"),
        (b"OggS\x00", Unsupported, "Ogg"),
        (b"\x00\x00\x00\x20ftypisom", Unsupported, "MP4"),
        ("Ana: café".encode("latin-1"), InvalidInput, r"Byte 8 (0xe9) is not valid UTF-8"),
        (b"\xff\xfeA", InvalidInput, "not valid UTF-16"),
        (b"x" * 20_000_001, TooLarge, "at most 20,000,000"),
    ],
)
def test_what_is_no_text_is_refused_in_every_format(raw: bytes, error: type, says: str, form: Format) -> None:
    refused = refusal(raw, form)
    assert type(refused) is error
    assert says in refused.detail


@pytest.mark.parametrize(
    ("form", "text", "says"),
    [
        (Format.VTT, f"{CUE}\nAna: Hi", "Line 1: a WebVTT transcript begins"),
        (Format.VTT, f"WEBVTT\n\n{CUE}\nAna: Hi\n\n00:00:02.000 -->", "Line 6: a cue needs"),
        (Format.VTT, f"WEBVTT\n\n{CUE}\nAna: Hi\n\n00:00:02.0", "Line 6: the cue is cut off"),
        (Format.VTT, f"WEBVTT\n\n{CUE}\nAna: Hi\n\nlost words", "Line 6: text outside any cue"),
        (Format.VTT, "WEBVTT\n\n00:00:09.000 --> 00:00:02.000\nAna: Hi", "Cue 1 (00:00:09.000) ends before"),
        (Format.VTT, "WEBVTT\n\n00:99:09.000 --> 00:99:12.000\nAna: Hi", "Line 3: a cue needs"),
        (Format.VTT, f"WEBVTT\n\n{CUE}\nhi there", "No speaker"),
        (Format.VTT, f"WEBVTT\n\n{CUE}\n<v Ana></v>", "no spoken words"),
        (Format.SRT, "Ana: Hi", "Line 1: a cue is a number"),
        (Format.SRT, f"{SRT_CUE}Ana: Hi\n\n2", "Line 5: a cue is a number"),
        (Format.SRT, f"{SRT_CUE}Ana: Hi\n\n2\n00:00:0", "Line 5: the cue is cut off"),
        (Format.SRT, f"{SRT_CUE}Ana: Hi\n\n2\n00:00:02,000 --> 00", "Line 6: a cue needs"),
        (
            Format.SRT,
            f"{SRT_CUE}Ana: Hi\n\n2\n00:00:02,000 --> 00:00:03,000\n",
            "Line 6: the cue has no text",
        ),
        (Format.SRT, f"{SRT_CUE}2\n00:00:02,000 --> 00:00:03,000\nAna: Hi", "Line 2: the cue has no text"),
        (Format.SRT, "00:00:02,000 --> 00:00:03,000\nAna: Hi", "Line 1: the cue has no number"),
        (Format.JSON, '{"turns": [\n {"speaker": "Ana", "te', "line 2, column 21"),
        (Format.JSON, '{"calls": []}', "no list of turns"),
        (Format.JSON, '["Ana: Hi"]', "Turn 1 is no object"),
        (Format.JSON, '[{"speaker": "Ana", "text": "Hi"}, {"text": "Hi"}]', "Turn 2 names no speaker"),
        (Format.JSON, '[{"speaker": "Ana", "text": 7}]', "Turn 1 has no words"),
        (Format.JSON, '[{"speaker": "Ana", "text": "\\ud800"}]', "Turn 1 has half of a surrogate pair"),
        (
            Format.JSON,
            '[{"speaker": "Ana", "text": "Hi", "start_ms": "0:01"}]',
            "Turn 1: 'start_ms' is no number",
        ),
        (Format.JSON, '[{"speaker": "Ana", "text": "Hi", "end_ms": -1}]', "Turn 1: 'end_ms' is out of range"),
        (Format.JSON, '[{"speaker": "Ana", "text": "Hi", "start_ms": 2, "end_ms": 1}]', "Turn 1 ends before"),
        (Format.JSON, "[" * 100_000, "nested too deeply"),
        (Format.JSON, "[]", "no spoken words"),
        (Format.TEXT, "we spoke at length\nand then: we left", "No speaker is named anywhere"),
        (Format.TEXT, "Ana:\nBo:", "no spoken words"),
    ],
)
def test_malformed_transcripts_say_where(form: Format, text: str, says: str) -> None:
    refused = refusal(text.encode(), form)
    assert type(refused) is InvalidInput
    assert says in refused.detail


def test_the_limits_of_turns_and_of_one_turn_hold() -> None:
    assert "Line 2 has 50,001 characters" in refusal(b"Ana: Hi\nBo: " + b"x" * 50_001, Format.TEXT).detail
    assert "20,000" in refusal(b"Ana: Hi\n" * 20_001, Format.TEXT).detail
    assert len(parse(b"Ana: Hi\n" * 20_000, Format.TEXT)) == 20_000


def test_a_monologue_in_cues_is_split_below_the_limit_of_a_turn() -> None:
    text = "WEBVTT\n\n" + f"{CUE}\nAna: {'word ' * 2000}\n\n" * 11
    assert [turn.speaker for turn in parse(text.encode(), Format.VTT)] == ["Ana"] * 3


PARTS = [
    "WEBVTT",
    "\n",
    "\n\n",
    CUE,
    SRT_CUE,
    "1\n",
    "Ana: Hi",
    "<v Bo>",
    "[",
    "{",
    '"turns":',
    "]",
    "00:01",
    "-->",
    "é",
]
NEARLY = st.lists(st.sampled_from(PARTS)).map("".join)


@given(raw=st.one_of(st.binary(), st.one_of(st.text(), NEARLY).map(str.encode)), form=st.sampled_from(Format))
def test_no_bytes_raise_anything_but_our_errors(raw: bytes, form: Format) -> None:
    with suppress(QuarterdeckError):
        assert parse(raw, form)
    with suppress(QuarterdeckError):
        assert sniff(raw, "call.txt") in Format
