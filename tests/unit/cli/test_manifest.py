import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.errors import Misuse
from cli.manifest import describe, moment, participant
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

YAML = """
meetings:
  - file: pricing.txt
    company: Tidewick Mills
    title: Pricing
    date: 2026-11-17T10:00:00-05:00
    participants:
      - {name: Ira Vance, company: Tidewick Mills, title: Buyer}
  - file: demo.txt
    company: Tidewick Mills
    title: Demo
    date: 2026-11-03
"""
ENTRY = {"file": "a.txt", "company": "Tidewick Mills", "title": "Demo", "date": "2026-11-03"}


def manifest(folder: Path, text: str = YAML, name: str = "manifest.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_without_files_all_of_the_manifest_are_ingested(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path
) -> None:
    (tmp_path / "pricing.txt").write_text("Ira Vance: Forty thousand.")
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "transcripts" / "demo.txt").write_text("Ira Vance: Show me.")
    result = quarterdeck("ingest", "--manifest", manifest(tmp_path))
    assert result.exit_code == 0
    bodies = {call.json()["title"]: call.json() for call in api.called("POST", "/v1/meetings")}
    assert bodies["Pricing"]["date"] == "2026-11-17T10:00:00-05:00"
    assert bodies["Pricing"]["participants"] == [
        {"name": "Ira Vance", "company": "Tidewick Mills", "title": "Buyer"}
    ]
    assert bodies["Demo"]["date"] == "2026-11-03T00:00:00+00:00"
    assert bodies["Demo"]["transcript"]["content"] == "Ira Vance: Show me."


def test_files_take_their_entry_and_options_go_before_it(tmp_path: Path) -> None:
    files = [tmp_path / "elsewhere" / "demo.txt"]
    [described] = describe(files, manifest(tmp_path), {"title": "Second demo"})
    assert (described.path, described.meeting["title"]) == (files[0], "Second demo")
    assert described.meeting["company"] == "Tidewick Mills"


def test_values_are_the_text_that_was_written(tmp_path: Path) -> None:
    text = "- {file: a.txt, company: 1984, title: 2026-11-03, date: 2026-11-03 10:00, participants: [{name: on}]}"
    [described] = describe([], manifest(tmp_path, text), {})
    assert described.meeting == {
        "company": "1984",
        "title": "2026-11-03",
        "date": "2026-11-03T10:00:00+00:00",
        "participants": [{"name": "on"}],
    }


def test_an_entry_with_folders_is_only_of_the_file_in_them(tmp_path: Path) -> None:
    listed = [
        ENTRY | {"file": "east/a.txt", "title": "East"},
        ENTRY | {"file": "west/a.txt", "title": "West"},
    ]
    path = manifest(tmp_path, json.dumps(listed, indent="\t"), "manifest.json")
    [west] = describe([tmp_path / "west" / "a.txt"], path, {})
    assert west.meeting["title"] == "West"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("meetings: [", "while parsing"),
        ("company: Tidewick Mills", "must be a list of meetings"),
        ("- company: Tidewick Mills", "entry 1 names no file"),
        ("- {file: a.txt, titel: Demo, when: now}", "a.txt has unknown titel, when"),
        ("- {file: a.txt, company: Tidewick Mills, title: Demo}", "give --date, or an entry"),
        ("- {file: a.txt, company: A, title: B, date: soon}", "'soon' is not like 2026-06-09"),
        ("- {file: a.txt, company: A, title: B, date: 17}", "'17' is not like 2026-06-09"),
    ],
)
def test_an_unusable_manifest_is_wrong_usage_and_nothing_is_sent(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, tmp_path: Path, text: str, reason: str
) -> None:
    result = quarterdeck("ingest", "--manifest", manifest(tmp_path, text))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert api.calls == []


def test_files_that_nothing_is_known_of(quarterdeck: Quarterdeck) -> None:
    result = quarterdeck("ingest", "call.txt", "--title", "Demo")
    assert (result.exit_code, result.stderr[:50]) == (2, "error: Too little is known: call.txt: give --compa")


def test_nothing_to_ingest(quarterdeck: Quarterdeck) -> None:
    result = quarterdeck("ingest")
    assert (result.exit_code, result.stderr[:24]) == (2, "error: Nothing to ingest")


def test_a_manifest_that_is_not_there(quarterdeck: Quarterdeck, tmp_path: Path) -> None:
    result = quarterdeck("ingest", "--manifest", tmp_path / "none.yaml")
    assert (result.exit_code, result.stderr[:26]) == (2, "error: Unreadable manifest")


NAMES = st.text("abc é-", min_size=1).map(str.strip).filter(bool)


@given(NAMES, NAMES, st.text("abc :é", min_size=1).map(str.strip).filter(bool))
def test_a_participant_is_name_company_and_the_rest(name: str, company: str, title: str) -> None:
    assert participant(f"{name} : {company}:{title}") == {"name": name, "company": company, "title": title}
    assert participant(name) == {"name": name}
    assert participant(f"{name}::{title}") == {"name": name, "title": title}


@given(st.datetimes() | st.datetimes(timezones=st.timezones()))
def test_a_moment_keeps_its_time_and_always_has_an_offset(when: datetime) -> None:
    found = datetime.fromisoformat(moment(when.isoformat()))
    assert found.replace(tzinfo=None) == when.replace(tzinfo=None)
    assert found.utcoffset() is not None
    assert moment(found.isoformat()) == found.isoformat()


@given(st.text(max_size=12))
def test_any_text_is_a_moment_or_wrong_usage(text: str) -> None:
    with suppress(Misuse):
        assert datetime.fromisoformat(moment(text)).utcoffset() is not None
