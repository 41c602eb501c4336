from pathlib import Path

import pytest

from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import INLINE_LIMIT, NOT_FOUND, QuarterdeckApi
from tests.unit.cli.samples import Json, problem
from tests.unit.cli.served import Reply

ABOUT = ("--company", "Tidewick Mills", "--title", "Pricing", "--date", "2026-11-17T10:00-05:00")
SAID = "Ira Vance: I have $40,000, no more.\nOla Brandt: Send it by Friday.\n"


def transcript(folder: Path, name: str = "call.txt", said: str = SAID) -> Path:
    path = folder / name
    path.write_bytes(said.encode())
    return path


def rows(shown: str) -> dict[str, str]:
    """Return the summary's rows by their file."""
    return {line.split()[0]: line.partition(" ")[2].strip() for line in shown.splitlines()[1:-1]}


def sent(api: QuarterdeckApi) -> Json:
    [call] = api.called("POST", "/v1/meetings")
    body: Json = call.json()
    return body


def test_a_file_is_ingested_and_waited_for(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path, pauses: list[float]
) -> None:
    people = ("--participant", "Ira Vance:Tidewick Mills:Head of Yarn: East", "--participant", "Ola Brandt")
    result = quarterdeck("ingest", transcript(tmp_path), *ABOUT, *people)
    [meeting_id] = api.meetings
    assert result.exit_code == 0
    assert rows(result.stdout)["call.txt"].split() == [meeting_id, "completed", "2"]
    assert sent(api) == {
        "company": "Tidewick Mills",
        "title": "Pricing",
        "date": "2026-11-17T10:00:00-05:00",
        "participants": [
            {"name": "Ira Vance", "company": "Tidewick Mills", "title": "Head of Yarn: East"},
            {"name": "Ola Brandt"},
        ],
        "transcript": {"format": "text", "content": SAID},
    }
    assert pauses == [0.25, 0.5]


@pytest.mark.parametrize(
    ("name", "form"), [("a.VTT", "vtt"), ("a.srt", "srt"), ("a.json", "json"), ("a.txt", "text")]
)
def test_the_name_tells_the_format(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path, name: str, form: str
) -> None:
    quarterdeck("ingest", transcript(tmp_path, name), *ABOUT)
    assert sent(api)["transcript"]["format"] == form


def test_a_big_file_goes_straight_to_the_storage(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    big = transcript(tmp_path, said="é" * (INLINE_LIMIT // 2) + "!")
    result = quarterdeck("ingest", big, *ABOUT)
    assert (result.exit_code, sent(api)["upload"]["size"]) == (0, INLINE_LIMIT + 1)
    [put] = [call for call in api.calls if call.method == "PUT"]
    assert put.body == big.read_bytes()
    assert "X-Amz-Signature" not in result.output


def test_a_file_in_another_encoding_goes_as_its_bytes_are(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    path = tmp_path / "call.vtt"
    path.write_bytes("WEBVTT\n\n".encode("utf-16"))
    assert quarterdeck("ingest", path, *ABOUT).exit_code == 0
    assert sent(api)["upload"]["format"] == "vtt"


def test_an_upload_that_is_refused_is_told_without_its_url(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    big = transcript(tmp_path, said="x" * (INLINE_LIMIT + 1))
    quarterdeck("ingest", big, *ABOUT, "--deadline", "1")
    [meeting_id] = api.meetings
    api.meetings[meeting_id]["status"] = "pending"
    api.fail(f"/bucket/{meeting_id}", Reply(b"<Error/>", 403))
    result = quarterdeck("ingest", big, *ABOUT)
    assert result.exit_code == 1
    assert rows(result.stdout)["call.txt"].endswith("HTTP 403 Forbidden")


def test_a_meeting_that_expired_is_told_as_not_done(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    path = transcript(tmp_path)
    assert quarterdeck("ingest", path, *ABOUT).exit_code == 0
    [meeting_id] = api.meetings
    api.meetings[meeting_id] |= {"status": "expired", "reason": "send the meeting again"}
    result = quarterdeck("ingest", path, *ABOUT)
    assert result.exit_code == 1
    assert rows(result.stdout)["call.txt"].endswith("send the meeting again")


def test_one_failed_file_does_not_stop_the_rest(quarterdeck: Quarterdeck, tmp_path: Path) -> None:
    good = [transcript(tmp_path, f"call-{n:02}.txt", f"{SAID}{n}") for n in range(20)]
    bad = [
        transcript(tmp_path, "garbled.txt", "GARBLED"),
        transcript(tmp_path, "empty.txt", " \n"),
        transcript(tmp_path, "slides.pdf"),
        tmp_path / "gone.txt",
        tmp_path / "huge.txt",
    ]
    with bad[-1].open("wb") as huge:
        huge.truncate(20 * 1024 * 1024 + 1)
    result = quarterdeck("ingest", *good[:10], *bad, *good[10:], *ABOUT)
    found = rows(result.stdout)
    assert result.exit_code == 1
    assert all("completed" in found[path.name] for path in good)
    assert found["garbled.txt"].endswith("line 1: this is no transcript")
    assert found["empty.txt"].endswith("Invalid input: transcript.content: must be said")
    assert found["slides.pdf"].endswith("Unknown format: slides.pdf must end in .vtt, .srt, .json, .txt")
    assert found["gone.txt"].endswith("Unreadable: No such file or directory")
    assert found["huge.txt"].endswith("Too large: at most 20 MiB: split the meeting")
    assert result.stdout.endswith("Meetings completed: 20. Files failed: 5 of 25.\n")


def test_the_same_file_twice_is_one_meeting(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    first, copy = transcript(tmp_path), transcript(tmp_path, "copy.txt")
    result = quarterdeck("ingest", first, first, copy, *ABOUT)
    again = quarterdeck("ingest", first, *ABOUT)
    assert (result.exit_code, again.exit_code, len(api.meetings)) == (0, 0, 1)
    assert result.stdout.endswith("Meetings completed: 1. Files failed: 0 of 2.\n")


def test_a_big_file_that_is_there_already_is_not_uploaded_again(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    big = transcript(tmp_path, said="x" * (INLINE_LIMIT + 1))
    assert [quarterdeck("ingest", big, *ABOUT).exit_code for _ in range(2)] == [0, 0]
    assert len([call for call in api.calls if call.method == "PUT"]) == 1


def test_a_big_file_that_had_failed_is_tried_again(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    big = transcript(tmp_path, said="GARBLED" * (INLINE_LIMIT // 7 + 1))
    assert [quarterdeck("ingest", big, *ABOUT).exit_code for _ in range(2)] == [1, 1]
    [meeting_id] = api.meetings
    assert len(api.called("POST", f"/v1/meetings/{meeting_id}/retry")) == 1


def test_waiting_ends_at_the_deadline(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.stuck = True
    looks = iter([False, False, False, True])
    monkeypatch.setattr("cli.patience.Patience.is_over", property(lambda _self: next(looks)))
    result = quarterdeck("ingest", transcript(tmp_path), *ABOUT, "--deadline", "30")
    assert result.exit_code == 1
    reason = "Not ready: still pending after 30 s; it goes on: quarterdeck meetings"
    assert rows(result.stdout)["call.txt"].endswith(reason)


def test_a_busy_api_is_asked_again(quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path) -> None:
    throttled = Reply(problem(429, "TooManyRequests", "Too many requests"), 429)
    api.fail("/v1/meetings", throttled, Reply(cut=True))
    assert quarterdeck("ingest", transcript(tmp_path), *ABOUT).exit_code == 0
    assert len(api.meetings) == 1


def test_a_meeting_that_is_lost_on_the_way_is_told(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    path = transcript(tmp_path)
    quarterdeck("ingest", path, *ABOUT)
    [meeting_id] = api.meetings
    api.meetings[meeting_id]["status"] = "processing"
    api.fail(f"/v1/meetings/{meeting_id}", NOT_FOUND)
    result = quarterdeck("ingest", path, *ABOUT)
    assert (result.exit_code, rows(result.stdout)["call.txt"].split()[0]) == (1, meeting_id)
    assert rows(result.stdout)["call.txt"].endswith("Not found: there is no such thing")
