"""Signups that wait for their verification, and which one of an address counts."""

from datetime import datetime, timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.identity.membership import Signup
from quarterdeck.contexts.identity.store.rows import LatestSignupRow, SignupRow
from quarterdeck.kernel.tenancy import tenant_id

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
        digest=row.digest,
        valid_until=row.valid_until,
        done=row.done,
    )


def add(transaction: TransactWrite, signup: Signup, at: datetime, quiet: timedelta) -> None:
    """Add the signup to the transaction, in place of the address's last one; within its quiet time that fails."""
    now = int(at.timestamp())
    latest = LatestSignupRow(
        f"SIGNUP#{signup.email}",
        "LATEST",
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


def set_code(signup_id: str, digest: str, valid_until: datetime) -> bool:
    """Keep the digest of the code that goes by mail, in place of an earlier one; return False for a signup done."""
    try:
        SignupRow(f"SIGNUP#{signup_id}", "SIGNUP").update(
            actions=[SignupRow.digest.set(digest), SignupRow.valid_until.set(valid_until)],
            condition=SignupRow.done == False,  # noqa: E712 - an expression of DynamoDB
        )
    except UpdateError as error:
        if error.cause_response_code == "ConditionalCheckFailedException":
            return False
        raise
    return True


def finish(transaction: TransactWrite, signup: Signup, digest: str) -> None:
    """Add to the transaction: the signup is done. Another code, a second time or a later signup fails it."""
    transaction.update(
        SignupRow(f"SIGNUP#{signup.id}", "SIGNUP"),
        actions=[SignupRow.done.set(True), SignupRow.digest.remove()],
        condition=(SignupRow.digest == digest) & (SignupRow.done == False),  # noqa: E712
    )
    transaction.update(
        LatestSignupRow(f"SIGNUP#{signup.email}", "LATEST"),
        actions=[LatestSignupRow.quiet_until.set(0)],
        condition=LatestSignupRow.signup_id == signup.id,
    )
