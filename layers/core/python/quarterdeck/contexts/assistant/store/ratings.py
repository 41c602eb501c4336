"""What people said of runs, and the labelled examples that this makes."""

from pynamodb.transactions import TransactWrite

from quarterdeck.contexts.assistant.feedback.model import Example, Rating
from quarterdeck.contexts.assistant.store.rows import ExampleRow, RatingRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key


def ratings(tenant: TenantId, run_id: str) -> dict[str, Rating]:
    """Return the latest rating of each person who rated the run."""
    return {rating.person: rating for rating in all_ratings(tenant, run_id)}


def all_ratings(tenant: TenantId, run_id: str) -> list[Rating]:
    """Return all that was said of the run, each person's latest word last."""
    rows = RatingRow.query(tenant_key(tenant, "RATINGS", run_id), consistent_read=True)
    found: list[Rating] = [load(Rating, row.rating) for row in rows]
    return sorted(found, key=lambda rating: rating.version)


def example(tenant: TenantId, example_id: str) -> Example | None:
    """Return the example that a person's latest rating makes, if it makes one."""
    rows = ExampleRow.query(tenant_key(tenant, "EXAMPLE"), ExampleRow.sk == example_id)
    return next((load(Example, row.example) for row in rows if row.example), None)


def add_rating(
    transaction: TransactWrite, tenant: TenantId, rating: Rating, example_id: str, example: Example | None
) -> None:
    """Add the rating and the example that it makes to the transaction, in place of the person's earlier one.

    A rating of the same version fails the transaction.
    """
    key = tenant_key(tenant, "RATINGS", rating.run_id)
    row = RatingRow(key, f"{rating.person}#{rating.version}", rating=dump(rating))
    transaction.save(row, condition=RatingRow.pk.does_not_exist())
    said = dump(example) if example else None
    if said or rating.version > 1:
        transaction.save(ExampleRow(tenant_key(tenant, "EXAMPLE"), example_id, example=said))


def examples(tenant: TenantId, *, limit: int, before: str | None = None) -> tuple[list[Example], str | None]:
    """Return up to ``limit`` examples, latest first, and the id to pass as ``before`` for more (None at the end)."""
    key, made = tenant_key(tenant, "EXAMPLE"), ExampleRow.example.exists()
    rows, last = ExampleRow.page(key, limit=limit, after=before, wanted=made)
    return [load(Example, row.example) for row in rows], last
