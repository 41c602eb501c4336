from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

ARCHIVE = "/bucket/files/archive.zip"
CONTENT = f"content of {ARCHIVE}"


@pytest.fixture
def link(api: QuarterdeckApi) -> str:
    return f"{api.url}{ARCHIVE}?X-Amz-Signature=5ec2e7"


@pytest.mark.parametrize(
    ("options", "wish"),
    [
        ([], {}),
        (["--person", "usr_1"], {"subject": "usr_1"}),
        (["--tenant"], {"kind": "tenant"}),
    ],
)
def test_an_archive_is_waited_for_saved_and_accounted_for(
    quarterdeck: Quarterdeck,
    api: QuarterdeckApi,
    link: str,
    tmp_path: Path,
    options: list[str],
    wish: dict[str, Any],
) -> None:
    api.exports.extend([samples.export(), samples.exported(link, len(CONTENT))])
    result = quarterdeck("export", *options, "--out", tmp_path / "mine.zip")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "mine.zip").read_text() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["mine.zip"]
    assert api.calls[0].json() == wish
    runs, index = result.stdout.splitlines()[1:]
    assert runs.split() == ["runs", "1,234", "56,789"]
    assert index.split(maxsplit=2)[2] == "It is made of the transcripts."


def test_what_breaks_off_or_is_not_whole_leaves_no_file(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, link: str, tmp_path: Path
) -> None:
    for end in (
        samples.exported(link, len(CONTENT) + 1),
        samples.export(status="failed"),
        samples.export(status="done"),
    ):
        api.exports.append(end)
        result = quarterdeck("export", "--out", tmp_path / "mine.zip")
        assert (result.exit_code, result.stdout) == (1, "")
        assert list(tmp_path.iterdir()) == []


def test_a_person_and_the_tenant_at_once_are_a_mistake(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    assert quarterdeck("export", "--tenant", "--person", "usr_1").exit_code == 2
    assert api.calls == []
