"""The trail is listed as the API tells it, and verified on this machine, whatever the API says of it."""

from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quarterdeck.kernel.codec import dump
from quarterdeck.platform.audit.lanes import LANES
from quarterdeck.platform.audit.views import sealed_view
from tests.support.signing import OwnKey
from tests.unit.audit.trails import KEY, TENANT, trail
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi


def public(key: OwnKey) -> str:
    der = key.private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(der).decode()


@pytest.fixture
def kept(api: QuarterdeckApi) -> None:
    """A trail of 240 entries in 2 of its lanes, anchored twice, with the last ten not yet."""
    made = trail(lanes=2, entries=240, anchored={100, 230})
    api.lanes = {
        lane: [sealed_view(sealed).model_dump(mode="json") for sealed in found]
        for lane, found in made.lanes.items()
    }
    anchors = [dump(anchor) for anchor in reversed(made.anchors)]
    api.anchors = {"tenant": TENANT, "anchors": anchors, "before": None, "public_key": public(KEY)}


@pytest.mark.usefixtures("kept")
def test_a_whole_trail_is_said_to_be_whole(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("audit", "verify")
    assert result.exit_code == 0
    assert result.stdout == "240 entries, 2 anchors\nwhole; 10 entries not anchored yet\n"
    assert len(api.calls) == 1 + LANES + 2  # 120 entries are two pages


@pytest.mark.usefixtures("kept")
def test_a_broken_trail_names_the_place(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    del api.lanes[1][110]
    result = quarterdeck("audit", "verify")
    assert result.exit_code == 1
    assert "broken at lane 1, entry 111: it is missing" in result.stdout


@pytest.mark.usefixtures("kept")
def test_a_key_of_ones_own_counts_and_not_the_apis(quarterdeck: Quarterdeck, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(public(KEY) + "\n")
    assert quarterdeck("audit", "verify", "--key", tmp_path / "key").exit_code == 0
    (tmp_path / "key").write_text(public(OwnKey()))
    result = quarterdeck("audit", "verify", "--key", tmp_path / "key")
    assert result.exit_code == 1
    assert "broken at anchor 1: its signature is not valid" in result.stdout


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("content", ["", "rubbish", "AAAA"])
def test_what_is_no_key_is_said_so(quarterdeck: Quarterdeck, tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    result = quarterdeck("audit", "verify", "--key", tmp_path / "key")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: Not a public key: ")
    missing = quarterdeck("audit", "verify", "--key", tmp_path / "missing")
    assert missing.stderr.startswith("error: Not read: ")


def test_entries_are_listed_with_what_the_options_ask_for(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    sealed = trail(lanes=1, entries=2, anchored=set()).lanes[0]
    came = [{"ip": "192.0.2.1", "user_agent": "x"}, None]
    api.audit = [
        dict(s.body) | {"hash": s.hash, "came_from": where} for s, where in zip(sealed, came, strict=True)
    ]
    api.audit[1] |= {"result": "refused", "reason": "Forbidden", "count": 90}
    result = quarterdeck("audit", "list", "--subject", "usr_1", "--result", "refused", "--limit", 5)
    first, second = result.stdout.splitlines()[1:3]
    assert ("usr_0" in first, "192.0.2.1" in first, "done" in first) == (True, True, True)
    assert "refused x90" in second
    [call] = api.called("GET", "/v1/audit")
    assert call.query == {"limit": "5", "subject": "usr_1", "result": "refused"}
