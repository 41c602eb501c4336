"""A one-time secret opens its own door once, in time, and whoever reads the table learns none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pynamodb.exceptions import TransactWriteError

from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.onetime import OneTime, OneTimeRow
from quarterdeck.platform.tables import transaction
from tests.support.clocks import StillClock

pytestmark = pytest.mark.usefixtures("tables")

PAYLOAD = {"tenant": "acme", "subject": "ola"}


@pytest.fixture
def tickets(clock: StillClock) -> OneTime:
    return OneTime("ticket", timedelta(seconds=30), clock)


def test_a_secret_stands_for_its_payload_and_is_spent_at_its_first_use(tickets: OneTime) -> None:
    secret = tickets.issue(PAYLOAD)
    assert tickets.read(secret) == PAYLOAD
    assert tickets.redeem(secret) == PAYLOAD
    for use in (tickets.read, tickets.redeem):
        with pytest.raises(NotFound, match="this ticket is not valid"):
            use(secret)


def test_of_many_who_redeem_at_once_one_succeeds(tickets: OneTime) -> None:
    secret = tickets.issue(PAYLOAD)

    def is_let_in(_: int) -> bool:
        try:
            return tickets.redeem(secret) == PAYLOAD
        except NotFound:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(is_let_in, range(16))) == 1


def test_a_secret_ends_with_its_lifetime_though_its_row_is_still_there(
    tickets: OneTime, clock: StillClock
) -> None:
    secret = tickets.issue(PAYLOAD)
    clock.at += timedelta(seconds=30)
    for use in (tickets.read, tickets.redeem):
        with pytest.raises(NotFound):
            use(secret)


def test_a_secret_for_one_purpose_opens_nothing_else(tickets: OneTime, clock: StillClock) -> None:
    secret = OneTime("invitation", timedelta(days=7), clock).issue(PAYLOAD)
    with pytest.raises(NotFound):
        tickets.redeem(secret)


def test_a_secret_is_spent_with_what_it_allows_or_not_at_all(tickets: OneTime) -> None:
    secret = tickets.issue(PAYLOAD)
    with transaction() as writes:
        tickets.spend(secret, writes)
    with pytest.raises(TransactWriteError), transaction() as writes:
        tickets.spend(secret, writes)


def test_the_table_holds_no_secret(tickets: OneTime) -> None:
    secret = tickets.issue(PAYLOAD)
    assert secret not in "".join(str(row.to_simple_dict()) for row in OneTimeRow.scan())


@pytest.mark.parametrize("guess", ["", "x", "a" * 43, "Ω" * 43, "#" * 5000])
def test_a_guess_is_refused(tickets: OneTime, guess: str) -> None:
    with pytest.raises(NotFound):
        tickets.redeem(guess)
