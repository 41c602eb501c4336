"""What is written in a format is read back: the same speakers, words and times."""

import json
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from quarterdeck.contexts.meetings.model import Format, Turn
from quarterdeck.contexts.meetings.transcripts import parse

FIRST = ["Ana", "Zoë", "J.", "Dr. Bo", "Ming-Li", "O'Hara", "李"]
LAST = ["", " Ruiz", " van Dam", " de la Cruz", " 2", " (Tidewell)"]
NAMES = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST)).map("".join)
WORD = st.text(alphabet="abyzé09€?!,.'&", min_size=1, max_size=6).map(lambda word: f"{word}x")
WORDS = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@st.composite
def conversations(draw: st.DrawFn) -> tuple[Turn, ...]:
    """Turns of alternating speakers, each of which lasts for some milliseconds."""
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    said = draw(st.lists(WORDS, min_size=1, max_size=8))
    lasts = draw(st.lists(st.integers(0, 9_999_999), min_size=len(said), max_size=len(said)))
    ends = [sum(lasts[: index + 1]) for index in range(len(said))]
    return tuple(
        Turn(index, names[index % len(names)], text, ends[index] - lasts[index], ends[index])
        for index, text in enumerate(said)
    )


def clock(milliseconds: int, separator: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{separator}{rest:03}"


def times(turn: Turn, separator: str) -> str:
    return f"{clock(turn.start_ms or 0, separator)} --> {clock(turn.end_ms or 0, separator)}"


@given(conversations())
def test_vtt(turns: tuple[Turn, ...]) -> None:
    cues = [f"{times(t, '.')}\n<v {escape(t.speaker)}>{escape(t.text)}</v>" for t in turns]
    assert parse("\n\n".join(["WEBVTT", *cues]).encode(), Format.VTT) == turns


@given(conversations())
def test_srt(turns: tuple[Turn, ...]) -> None:
    cues = [f"{t.index + 1}\n{times(t, ',')}\n{t.speaker}: {t.text}" for t in turns]
    assert parse("\n\n".join(cues).encode(), Format.SRT) == turns


@given(conversations())
def test_json(turns: tuple[Turn, ...]) -> None:
    written = [
        {"speaker": t.speaker, "text": t.text, "start_ms": t.start_ms, "end_ms": t.end_ms} for t in turns
    ]
    assert parse(json.dumps({"turns": written}).encode(), Format.JSON) == turns
    assert parse(json.dumps(written, ensure_ascii=False).encode("utf-16"), Format.JSON) == turns


@given(conversations())
def test_text(turns: tuple[Turn, ...]) -> None:
    written = "\n".join(f"[{clock(t.start_ms or 0, '.')}] {t.speaker}: {t.text}" for t in turns)
    assert parse(written.encode(), Format.TEXT) == tuple(
        Turn(t.index, t.speaker, t.text, t.start_ms) for t in turns
    )
