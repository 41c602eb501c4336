"""Who belongs to the organisation is listed, invited, promoted and put out; newcomers need no key."""

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck, invoke
from tests.unit.cli.quarterdeck_api import QuarterdeckApi

SUBJECT = "usr_01KMEMBER0000000000000000A"
ADMITTED = samples.member(tenant="northwold-1a2b3c", role="owner", api_key="qd_new_key")


def test_members_are_listed(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.members = [samples.member(), samples.member(subject="usr_2", email="kim@northwold.example")]
    result = quarterdeck("people", "list")
    assert result.exit_code == 0
    assert all(text in result.stdout for text in (SUBJECT, "ola@northwold.example", "kim@", "seller"))


def test_somebody_is_invited_as_a_viewer_unless_said_otherwise(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    assert quarterdeck("people", "invite", "new@northwold.example").stdout == (
        "new@northwold.example: viewer, invited\n"
    )
    assert quarterdeck("people", "invite", "new@northwold.example", "--role", "admin").exit_code == 0
    roles = [call.json()["role"] for call in api.called("POST", "/v1/invitations")]
    assert roles == ["viewer", "admin"]


def test_a_member_is_named_by_address_or_id(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.members = [samples.member()]
    for who in ("Ola@Northwold.example", SUBJECT):
        result = quarterdeck("people", "role", who, "admin")
        assert (result.exit_code, result.stdout) == (0, "ola@northwold.example: admin, active\n")
    assert len(api.called("PUT", f"/v1/members/{SUBJECT}/role")) == 2


def test_a_member_is_put_out_and_let_in_again(quarterdeck: Quarterdeck) -> None:
    assert quarterdeck("people", "deactivate", SUBJECT).stdout == (
        "ola@northwold.example: seller, deactivated\n"
    )
    assert quarterdeck("people", "reactivate", SUBJECT).stdout == "ola@northwold.example: seller, active\n"


def test_an_address_that_nobody_has_changes_nothing(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    result = quarterdeck("people", "deactivate", "who@northwold.example")
    assert (result.exit_code, result.stderr) == (
        1,
        "error: No such member: nobody here has the address who@northwold.example\n",
    )
    assert [call.method for call in api.calls] == ["GET"]


def test_a_newcomer_signs_up_and_comes_in_without_a_key(api: QuarterdeckApi) -> None:
    api.open = {
        ("POST", "/v1/signup"): {"status": "accepted", "detail": "A code is on its way."},
        ("POST", "/v1/signup/verify"): ADMITTED,
        ("POST", "/v1/invitations/accept"): ADMITTED,
    }
    assert invoke("--url", api.url, "signup", "a@northwold.example", "Ada", "Northwold").stdout == (
        "A code is on its way.\n"
    )
    for command in (("verify", "c0de"), ("join", "c0de", "--name", "Ola")):
        result = invoke("--url", api.url, *command)
        assert (result.exit_code, result.stdout) == (0, "qd_new_key\n")
        assert "owner of northwold-1a2b3c" in result.stderr
    assert not any("authorization" in call.headers for call in api.calls)
    assert api.calls[-1].json() == {"code": "c0de", "name": "Ola"}
