"""Personal data in requests, and in what goes wrong with them, reaches no log line."""

import io
import json

import pytest
from chalice.app import Request

from quarterdeck.contexts.identity.access import Access, Door, to_context
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.permissions import Permission, Role, permissions_of
from quarterdeck.contexts.meetings.views import CompanyView
from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.rest.endpoint import Call, Endpoint
from quarterdeck.rest.endpoints import ENDPOINTS
from quarterdeck.rest.serving import serve
from tests.support.proxied import JSON, proxied

PERSONAL = ("ada.quill@example.com", "4111 1111 1111 1111", "(212) 555-0142", "Ada Quill", "notice period")
QUESTION = f"Did {PERSONAL[3]} <{PERSONAL[0]}> pay with {PERSONAL[1]}, {PERSONAL[2]}, in the {PERSONAL[4]}?"
OWNER = to_context(
    Access(Caller(tenant_id("acme"), "ola", Role.OWNER), Door.KEY, "key_1", permissions_of(Role.OWNER))
)


def request(body: str) -> Request:
    headers = JSON | {"idempotency-key": QUESTION}
    return Request(proxied(body=body, headers=headers, authorizer=OWNER))


def clean(log: io.StringIO) -> list[str]:
    """Return the lines, of which none has personal data."""
    assert not [text for text in PERSONAL if text in log.getvalue()]
    return log.getvalue().splitlines()


@pytest.mark.parametrize(
    "endpoint", [each for each in ENDPOINTS if each.body], ids=lambda each: f"{each.method} {each.path}"
)
def test_a_body_that_is_refused_is_not_logged(log: io.StringIO, endpoint: Endpoint) -> None:
    for body in (json.dumps({"text": QUESTION, "unknown": QUESTION}), json.dumps(QUESTION), QUESTION):
        assert serve(endpoint, request(body), {}).status_code == 400
    assert len(clean(log)) == 3


@pytest.mark.parametrize(
    "error", [NotFound(QUESTION), RuntimeError(QUESTION), KeyError(QUESTION), OSError(QUESTION)]
)
def test_what_goes_wrong_is_logged_without_what_it_was_about(log: io.StringIO, error: Exception) -> None:
    def fail(call: Call) -> CompanyView:
        raise error from ValueError(f"{QUESTION} {call.caller.subject}")

    status = serve(Endpoint("GET", "/wishes", fail, Permission.ASK, CompanyView), request(""), {}).status_code
    assert status == (404 if isinstance(error, NotFound) else 500)
    lines = clean(log)
    assert json.loads(lines[-1])["status"] == status
    if status == 500:
        assert type(error).__name__ in lines[0]
