"""Transcripts in every format become turns, each said by someone, with times where the format has them."""

import pytest

from quarterdeck.contexts.meetings.model import Format, Turn
from quarterdeck.contexts.meetings.transcripts import parse, sniff

VTT = """WEBVTT - Pump review

STYLE
::cue { color: white }

NOTE made by the recorder

1
00:00:01.000 --> 00:00:03.500 align:start position:10%
<v.loud Ana Ruiz>Thanks for <i>joining</i>.</v>

00:00:03.500 --> 00:00:05.000
<v Ana Ruiz>Shall we
start?

00:00:05.000 --> 00:00:06.000
<v Bo Lind>Sure. <v Ana Ruiz>Costs &lt; 5 &amp; falling.
"""

SRT = """1
00:00:01,000 --> 00:00:03,500
Ana Ruiz: Thanks for joining.

2
00:00:03,500 --> 00:00:05,000
Shall we start?

3
00:00:05,000 --> 00:00:06,000
Bo Lind: Sure. In
2026.
"""

TEXT = """Title: Pump review
Date: 2026-03-03
---

[00:01:02] Ana Ruiz: Thanks for joining.
We have a plan:
it's short.

Bo Lind (00:12): Sure.
**Ana Ruiz:** Good: let's go.
Cy van Dam  01:02:03
So here's the thing: it works.
"""


def test_vtt_has_voices_styles_notes_settings_and_entities() -> None:
    assert parse(VTT.encode(), Format.VTT) == (
        Turn(0, "Ana Ruiz", "Thanks for joining. Shall we\nstart?", 1000, 5000),
        Turn(1, "Bo Lind", "Sure.", 5000, 6000),
        Turn(2, "Ana Ruiz", "Costs < 5 & falling.", 5000, 6000),
    )


def test_vtt_without_voices_names_speakers_before_a_colon() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nAna: Hi\nBo: Hello\n\n00:02.000 --> 00:03.000\nthere: you\n"
    turns = (Turn(0, "Ana", "Hi", 1000, 2000), Turn(1, "Bo", "Hello there: you", 1000, 3000))
    assert parse(vtt.encode(), Format.VTT) == turns


def test_srt_cues_without_a_name_go_on_with_the_last_speaker() -> None:
    assert parse(SRT.encode(), Format.SRT) == (
        Turn(0, "Ana Ruiz", "Thanks for joining. Shall we start?", 1000, 5000),
        Turn(1, "Bo Lind", "Sure. In 2026.", 5000, 6000),
    )


def test_text_has_times_continuations_and_headings() -> None:
    assert parse(TEXT.encode(), Format.TEXT) == (
        Turn(0, "Ana Ruiz", "Thanks for joining.\nWe have a plan:\nit's short.", 62_000),
        Turn(1, "Bo Lind", "Sure.", 12_000),
        Turn(2, "Ana Ruiz", "Good: let's go."),
        Turn(3, "Cy van Dam", "So here's the thing: it works.", 3_723_000),
    )


@pytest.mark.parametrize(
    "document",
    [
        '{"turns": [{"speaker": "Ana", "text": "Hi", "start_ms": 1500, "end_ms": 2000}]}',
        '[{"speaker_name": "Ana", "transcript": "Hi", "startMs": 1500, "endMs": 2000.0}]',
        '{"segments": [{"participant": {"name": "Ana"}, "content": "Hi", "start_time": 1.5, "end_time": 2}]}',
    ],
)
def test_json_turns_have_the_names_that_recorders_use(document: str) -> None:
    assert parse(document.encode(), Format.JSON) == (Turn(0, "Ana", "Hi", 1500, 2000),)


def test_json_turns_stay_as_they_are_uploaded() -> None:
    document = '[{"speaker": 0, "text": "Hi"}, {"speaker": 0, "text": "there"}, {"speaker": 1, "text": " "}]'
    turns = (Turn(0, "Speaker 0", "Hi"), Turn(1, "Speaker 0", "there"))
    assert parse(document.encode(), Format.JSON) == turns


def test_words_before_the_first_name_are_kept() -> None:
    assert parse(b"So we begin\nAna: Hi", Format.TEXT)[0] == Turn(0, "Unknown speaker", "So we begin")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_each_encoding_with_any_line_ends(encoding: str) -> None:
    assert parse("Zoë: Olá\r\nBo: Hi\rCy: Yo".encode(encoding), Format.TEXT) == (
        Turn(0, "Zoë", "Olá"),
        Turn(1, "Bo", "Hi"),
        Turn(2, "Cy", "Yo"),
    )


@pytest.mark.parametrize(
    ("raw", "filename", "form"),
    [
        (VTT.encode(), "call.txt", Format.VTT),
        (SRT.encode(), "call", Format.SRT),
        (b' [{"speaker": "Ana", "text": "Hi"}]', "call.txt", Format.JSON),
        (b"[00:01] Ana: Hi", "call", Format.TEXT),
        (b"rubbish", "call.SRT", Format.SRT),
    ],
)
def test_the_format_shows_in_the_content_else_in_the_name(raw: bytes, filename: str, form: Format) -> None:
    assert sniff(raw, filename) is form
