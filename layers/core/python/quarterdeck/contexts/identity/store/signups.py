"""Signups that wait for their verification, and which one of an address may be verified."""

from datetime import datetime, timedelta

from quarterdeck.contexts.identity.membership import Signup
from quarterdeck.contexts.identity.store.rows import LatestSignupRow, SignupRow
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.tables import Writes

KEPT = timedelta(days=2)


def find(signup_id: str) -> Signup | None:
    """Return the signup, as long as it is kept."""
    try:
        row = SignupRow.get(f"SIGNUP#{signup_id}", "SIGNUP", consistent_read=True)
    except SignupRow.DoesNotExist:
        return None
    return Signup(
        id=signup_id,
        tenant=tenant_id(row.tenant),
        email=row.email,
        name=row.name,
        organisation=row.organisation,
    )


def add(transaction: Writes, signup: Signup, at: datetime, quiet: timedelta) -> None:
    """Add the signup to the transaction, in place of the address's last one; within its quiet time that fails."""
    now = int(at.timestamp())
    latest = LatestSignupRow(
        f"SIGNUP#{signup.email}",
        "LATEST",
        tenant=signup.tenant,
        signup_id=signup.id,
        quiet_until=now + int(quiet.total_seconds()),
        expires=at + KEPT,
    )
    free = LatestSignupRow.pk.does_not_exist() | (LatestSignupRow.quiet_until <= now)
    transaction.save(latest, condition=free)
    transaction.save(
        SignupRow(
            f"SIGNUP#{signup.id}",
            "SIGNUP",
            tenant=signup.tenant,
            email=signup.email,
            name=signup.name,
            organisation=signup.organisation,
            expires=at + KEPT,
        )
    )


def finish(transaction: Writes, signup: Signup) -> None:
    """Add to the transaction: the signup is done. A second time, or a later signup of the address, fails it."""
    transaction.update(
        LatestSignupRow(f"SIGNUP#{signup.email}", "LATEST"),
        actions=[LatestSignupRow.signup_id.remove(), LatestSignupRow.quiet_until.set(0)],
        condition=LatestSignupRow.signup_id == signup.id,
    )
