"""Vendors that ask whether an address is ours get the proof, if they sign the question."""

import json
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks.catalogue import SCHEMES
from quarterdeck.contexts.connectors.webhooks.model import Challenge
from quarterdeck.kernel.errors import InvalidInput, Unauthenticated
from tests.unit.webhooks.senders import NOW, PLAIN, mac, senders


def challenge(name: str, body: Mapping[str, object], *keys: int) -> Challenge:
    sender = senders()[name]
    request, secrets = sender.send(json.dumps(body).encode()), [sender.secrets[key] for key in keys or (0,)]
    found = SCHEMES[sender.vendor].verify(request, secrets, NOW)
    assert isinstance(found, Challenge)
    return found


def test_slacks_and_zooms_challenges_are_answered() -> None:
    asked = challenge("slack", {"type": "url_verification", "challenge": "c-7"})
    assert (asked.reply.body, asked.reply.media_type) == ("c-7", "text/plain")
    asked = challenge("zoom", {"event": "endpoint.url_validation", "payload": {"plainToken": "p-7"}})
    proof = {"plainToken": "p-7", "encryptedToken": mac(PLAIN[0], b"p-7").hex()}
    assert json.loads(asked.reply.body) == proof


def test_zoom_gets_the_proof_of_the_secret_that_it_signs_with_also_while_a_new_one_is_put() -> None:
    asked = challenge("zoom", {"event": "endpoint.url_validation", "payload": {"plainToken": "p-7"}}, 1, 0)
    assert json.loads(asked.reply.body)["encryptedToken"] == mac(PLAIN[0], b"p-7").hex()


@pytest.mark.parametrize("payload", [{}, {"payload": 7}, {"payload": {"plainToken": None}}])
def test_a_challenge_without_a_token_is_called_so(payload: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="plainToken"):
        challenge("zoom", {"event": "endpoint.url_validation", **payload})


def test_a_challenge_must_be_signed_too() -> None:
    body = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": "p"}}).encode()
    zoom = senders()["zoom"]
    with pytest.raises(Unauthenticated):
        zoom.take(replace(zoom.send(), body=body))
