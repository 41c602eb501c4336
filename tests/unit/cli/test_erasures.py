"""People and organisations are erased, and what was taken out of each store is shown; the last looks need no key."""

import pytest

from tests.unit.cli import samples
from tests.unit.cli.conftest import Quarterdeck, invoke
from tests.unit.cli.quarterdeck_api import KEY, QuarterdeckApi

TENANT, ERASURE = "northwold-1a2b3c", "tenant_5ec2e7"
TAKEN = [{"store": "access", "erased": 7}, {"store": "run records", "erased": 41}]
DONE = samples.erasure(status="done", receipt=TAKEN)
FAILED = samples.erasure(status="failed")


def test_a_person_is_erased_by_address_or_id(quarterdeck: Quarterdeck, api: QuarterdeckApi) -> None:
    api.members, api.erased = [samples.member()], DONE
    for who in ("ola@northwold.example", "slack:T1:U1"):
        result = quarterdeck("people", "erase", who)
        assert result.exit_code == 0
        assert all(text in result.stdout for text in ("access", "7", "run records", "41"))
    begun = [call.json() for call in api.called("POST", "/v1/erasures")]
    assert begun == [
        {"kind": "person", "subject": "usr_01KMEMBER0000000000000000A"},
        {"kind": "person", "subject": "slack:T1:U1"},
    ]


@pytest.mark.parametrize("command", [("people", "erase", "usr_1"), ("meetings", "delete", "mtg_1")])
def test_one_that_broke_off_can_be_asked_for_again(
    quarterdeck: Quarterdeck, api: QuarterdeckApi, command: tuple[str, ...]
) -> None:
    api.erased = FAILED
    result = quarterdeck(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: Broke off: ")


def test_an_organisation_is_erased_and_its_receipt_needs_no_key(
    quarterdeck: Quarterdeck, api: QuarterdeckApi
) -> None:
    api.open = {("POST", "/v1/receipts"): DONE}
    result = quarterdeck("organisation", "erase", TENANT)
    assert result.exit_code == 0
    assert "run records" in result.stdout
    assert f"organisation receipt {TENANT} {ERASURE}" in result.stderr
    (begun,) = api.called("POST", "/v1/erasures")
    assert begun.json() == {"kind": "tenant", "subject": TENANT}
    (looked,) = api.called("POST", "/v1/receipts")
    assert KEY not in str(looked.headers)


def test_an_organisations_erasure_goes_on_where_that_is_asked_for(api: QuarterdeckApi) -> None:
    api.open = {("POST", "/v1/receipts"): FAILED}
    for again in ([], ["--again"]):
        result = invoke("--url", api.url, "organisation", "receipt", TENANT, ERASURE, *again)
        assert result.exit_code == 1
        assert f"organisation receipt {TENANT} {ERASURE} --again" in result.stderr
    asked = [call.json()["again"] for call in api.called("POST", "/v1/receipts")]
    assert asked == [False, True]
