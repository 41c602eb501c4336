"""Each event is taken in once, with its very bytes, and nothing is acknowledged before it is in the queue."""

from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from msgspec.structs import replace

from quarterdeck.contexts.connectors.webhooks import store
from quarterdeck.contexts.connectors.webhooks.delivering import publish
from quarterdeck.contexts.connectors.webhooks.door import LEASE_SECONDS
from quarterdeck.contexts.connectors.webhooks.events import WebhookReceived
from quarterdeck.contexts.connectors.webhooks.model import Endpoint, Vendor
from quarterdeck.kernel.codec import load_json
from quarterdeck.kernel.errors import Conflict, InvalidInput, NotFound, Unauthenticated, Unavailable
from quarterdeck.kernel.tenancy import tenant_id, tenant_key
from quarterdeck.platform.aws import client
from quarterdeck.platform.outbox import Envelope, EventRow, said
from tests.integration.webhooks.conftest import API, World
from tests.unit.webhooks.senders import PLAIN, TOLD

THIRD = "a-third-secret-of-this-endpoint"


def events(world: World) -> list[Envelope]:
    rows = EventRow.query(tenant_key(world.tenant, "EVENT"))
    return [load_json(Envelope, row.envelope) for row in rows]


def test_a_delivery_is_kept_byte_by_byte_and_queued(world: World) -> None:
    endpoint, body = world.github(), TOLD + b" \r\n\xc3\xa4"
    world.take(endpoint, body)
    (delivery,) = world.queue.deliveries
    assert world.objects.get(delivery.body) == body
    assert delivery.body.startswith(f"tenants/{world.tenant}/webhooks/")
    assert (delivery.tenant, delivery.endpoint, delivery.name) == (world.tenant, endpoint.id, "Code")
    assert (delivery.size, delivery.media_type) == (len(body), "application/json")


def test_the_same_delivery_many_times_at_once_is_one_message(world: World) -> None:
    endpoint = world.github()

    def deliver(_: int) -> bool:
        try:
            world.take(endpoint)
        except Unavailable:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert any(pool.map(deliver, range(16)))
    world.take(endpoint)
    assert len(world.queue.sent) == 1


def test_the_secret_of_an_endpoint_is_under_the_installations_key(world: World) -> None:
    name = f"quarterdeck/webhooks/{world.tenant}/{world.github().id}"
    assert client("secretsmanager").describe_secret(SecretId=name)["KmsKeyId"] == "alias/quarterdeck"


def test_of_two_secrets_put_at_once_one_holds_and_the_other_is_told_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = world.github()
    world.endpoints.rotate(world.tenant, before.id, PLAIN[1])
    monkeypatch.setattr(store, "find", lambda _: before)  # read before the other secret was put
    with pytest.raises(Conflict, match="another secret"):
        world.endpoints.rotate(world.tenant, before.id, THIRD)
    monkeypatch.undo()
    world.take(before, TOLD + b"1", PLAIN[1])
    with pytest.raises(Unauthenticated):
        world.take(before, TOLD + b"2", THIRD)


def test_the_same_event_at_two_endpoints_is_two(world: World) -> None:
    world.take(world.github())
    world.take(world.github())
    assert len({each.id for each in world.queue.deliveries}) == 2


def test_nothing_is_acknowledged_that_is_not_in_the_queue(world: World) -> None:
    endpoint = world.github()
    world.queue.broken = True
    with pytest.raises(ConnectionError):
        world.take(endpoint)
    world.queue.broken = False
    with pytest.raises(Unavailable):
        world.take(endpoint)
    world.clock.move(seconds=LEASE_SECONDS + 1)
    world.take(endpoint)
    assert len(world.queue.sent) == 1


@pytest.mark.parametrize(("body", "secret"), [(TOLD, PLAIN[1]), (TOLD, "")])
def test_what_is_not_signed_by_the_vendor_leaves_nothing_behind(
    world: World, body: bytes, secret: str
) -> None:
    endpoint = world.github()
    for _ in range(3):
        with pytest.raises(Unauthenticated):
            world.take(endpoint, body, secret)
    listed = boto3.client("s3").list_objects_v2(
        Bucket=world.objects.bucket, Prefix=f"tenants/{world.tenant}/"
    )
    assert (world.queue.sent, listed["KeyCount"]) == ([], 0)


def test_an_address_that_is_no_endpoints_is_not_found(world: World) -> None:
    arrived = world.arrived(world.github(), TOLD, PLAIN[0])
    for vendor, endpoint in (("acme", arrived.endpoint), ("stripe", arrived.endpoint), ("github", "0" * 48)):
        with pytest.raises(NotFound):
            world.door.endpoint(replace(arrived, vendor=vendor, endpoint=endpoint))


def test_an_endpoint_without_a_secret_takes_nothing_in(world: World) -> None:
    endpoint = world.endpoints.add(world.tenant, Vendor.GITHUB, "Code")
    with pytest.raises(Unauthenticated):
        world.take(endpoint)
    world.endpoints.rotate(world.tenant, endpoint.id, PLAIN[0])
    world.take(endpoint)
    assert len(world.queue.sent) == 1


def test_two_secrets_hold_at_a_time_and_the_door_sees_it_at_once(world: World) -> None:
    endpoint = world.github()
    world.take(endpoint, b'{"n": 1}')
    world.endpoints.rotate(world.tenant, endpoint.id, PLAIN[1])
    world.take(endpoint, b'{"n": 2}', PLAIN[0])
    world.take(endpoint, b'{"n": 3}', PLAIN[1])
    world.endpoints.rotate(world.tenant, endpoint.id, THIRD)
    world.take(endpoint, b'{"n": 4}', PLAIN[1])
    world.take(endpoint, b'{"n": 5}', THIRD)
    with pytest.raises(Unauthenticated):
        world.take(endpoint, b'{"n": 6}', PLAIN[0])
    assert len(world.queue.sent) == 5


def test_a_delivery_becomes_one_event_however_often_its_message_comes(world: World) -> None:
    world.take(world.github())
    (delivery,) = world.queue.deliveries
    assert [publish(delivery), publish(delivery)] == [True, False]
    (event,) = events(world)
    data = said(WebhookReceived, event)
    assert (event.topic, event.type, data.vendor, data.body) == (
        "client_events", "webhook_received", "github", delivery.body,
    )  # fmt: skip


def test_a_replay_that_comes_when_the_claim_is_forgotten_is_no_second_event(world: World) -> None:
    endpoint = world.github()
    world.take(endpoint)
    (first,) = world.queue.deliveries
    assert publish(first)
    key = tenant_key(world.tenant, "WEBHOOK", first.id)
    forgotten = {"pk": {"S": key}, "sk": {"S": "CLAIM"}}
    boto3.client("dynamodb").delete_item(TableName="idempotency", Key=forgotten)
    world.clock.move(days=8)
    world.take(endpoint)
    again = world.queue.deliveries[1]
    assert (again.id, publish(again), len(events(world))) == (first.id, False, 1)


def test_endpoints_are_listed_newest_first_in_pages(world: World) -> None:
    made = []
    for _ in range(5):
        made.append(world.github().id)
        world.clock.move(seconds=1)
    found: list[Endpoint] = []
    before: str | None = None
    for size in (2, 2, 1):
        page, before = world.endpoints.page(world.tenant, 2, before)
        assert len(page) == size
        found += page
    assert (before, [each.id for each in found]) == (None, made[::-1])
    assert found[0].url == f"{API}/webhooks/github/{found[0].id}"


def test_an_endpoint_that_is_removed_takes_nothing_in(world: World) -> None:
    endpoint = world.github()
    world.endpoints.remove(world.tenant, endpoint.id)
    with pytest.raises(NotFound):
        world.take(endpoint)
    assert world.endpoints.page(world.tenant, 10, None) == ([], None)


def test_another_tenant_can_neither_see_nor_change_an_endpoint(world: World) -> None:
    endpoint, stranger = world.github(), tenant_id("t-stranger")
    assert world.endpoints.page(stranger, 10, None)[0] == []
    with pytest.raises(NotFound):
        world.endpoints.rotate(stranger, endpoint.id, PLAIN[1])
    with pytest.raises(NotFound):
        world.endpoints.remove(stranger, endpoint.id)
    world.take(endpoint)


def test_a_secret_that_cannot_be_the_vendors_makes_no_endpoint(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.endpoints.add(world.tenant, Vendor.GONG, "Calls", PLAIN[0])
    assert world.endpoints.page(world.tenant, 10, None)[0] == []
