"""`quarterdeck keys` makes, lists and revokes, and shows a key once."""

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck
from tests.unit.cli.quarterdeck_api import QuarterdeckApi


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        ([], {}),
        (
            ["--scope", "meetings:read", "--scope", "runs:read"],
            {"scopes": ["meetings:read", "runs:read"]},
        ),
        (["--expires", "2027-01-01T00:00:00Z"], {"expires_at": "2027-01-01T00:00:00+00:00"}),
    ],
)
def test_a_key_is_made_as_wished_and_printed_alone(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, options: list[str], sent: dict[str, object]
) -> None:
    result = quarterdeck("keys", "create", "ci", *options)
    assert (result.exit_code, result.stdout) == (0, f"{samples.API_KEY}\n")
    assert api.called("POST", "/v1/keys")[0].json() == {"name": "ci"} | sent


def test_keys_are_listed_without_their_secrets(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.keys = [samples.key(), samples.key(key_id="key_2", used_on="2026-11-20")]
    shown = quarterdeck("keys", "list").stdout
    assert "key_1" in shown
    assert "2026-11-20" in shown
    assert samples.API_KEY not in shown


def test_a_key_is_revoked_by_its_id(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.keys = [samples.key()]
    assert quarterdeck("keys", "revoke", "key_1").stdout == "key_1 is revoked\n"
    assert api.keys == []
    assert quarterdeck("keys", "revoke", "key_1").exit_code == 1
