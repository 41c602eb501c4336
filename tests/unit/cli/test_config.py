import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import invoke
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi


@pytest.fixture
def cloud_file(tmp_path: Path) -> Path:
    folder = tmp_path / ".local"
    folder.mkdir()
    return folder / "cloud.json"


def test_the_environment_names_the_api(api: QuarterdeckApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTERDECK_URL", f"{api.url}/")
    monkeypatch.setenv("QUARTERDECK_API_KEY", f"{KEY}\n")
    assert invoke("meetings").exit_code == 0


def test_options_go_before_the_environment(api: QuarterdeckApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTERDECK_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("QUARTERDECK_API_KEY", "qd_other")
    assert invoke("--url", api.url, "--api-key", KEY, "meetings").exit_code == 0


def test_the_local_cloud_is_what_is_left(api: QuarterdeckApi, cloud_file: Path) -> None:
    cloud_file.write_text(json.dumps({"url": api.url, "api_key": KEY}))
    assert invoke("meetings").exit_code == 0


def test_the_local_key_does_not_go_to_another_url(api: QuarterdeckApi, cloud_file: Path) -> None:
    cloud_file.write_text(json.dumps({"url": "http://127.0.0.1:1", "api_key": KEY}))
    result = invoke("--url", api.url, "meetings")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: No API key: the URL is given without it: ")
    assert api.calls == []


def test_without_any_settings_it_says_what_to_do() -> None:
    result = invoke("meetings")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "error: No API to talk to: there is no .local/cloud.json: run make run, or "
    )


@pytest.mark.parametrize("text", ["", "[]", "null", '{"url": "http://127.0.0.1:1"}', "\xff"])
def test_a_file_that_holds_no_settings(cloud_file: Path, text: str) -> None:
    cloud_file.write_text(text, encoding="latin-1")
    result = invoke("meetings")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: Unreadable settings: .local/cloud.json has no url and api_key")


@pytest.mark.parametrize(
    "url",
    [
        "localhost:4566",
        "ftp://host",
        "http://",
        "http://me:pass@host",
        "http://a:b",
        "http://a?b",
    ],
)
def test_a_url_that_is_none(url: str) -> None:
    result = invoke("--url", url, "--api-key", KEY, "meetings")
    assert (result.exit_code, result.stderr[:16]) == (2, "error: Not a URL")


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_a_key_that_could_not_be_sent_is_not_shown_either(key: str) -> None:
    result = invoke("--url", "http://127.0.0.1:1", "--api-key", key, "meetings")
    assert (result.exit_code, result.stderr[:21]) == (2, "error: Not an API key")
    assert key not in result.output
