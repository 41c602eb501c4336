"""What the table keeps of a run's answer: its exchange, and the answers in the threads of the examples it made."""

from quarterdeck.contexts.assistant.feedback.model import Example
from quarterdeck.contexts.assistant.run import Run
from quarterdeck.contexts.assistant.store.ratings import ratings
from quarterdeck.contexts.assistant.store.rows import ExampleRow, ExchangeRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.ids import derived
from quarterdeck.kernel.tenancy import tenant_key


def forget_answer(run: Run) -> None:
    """Remove the run's exchange, and from its examples what was said before the question."""
    tenant = run.question.tenant
    ExchangeRow(tenant_key(tenant, "CONVERSATION", run.question.conversation_id), run.id).delete()
    for person in ratings(tenant, run.id):
        example_id = derived("ex", run.created_at, run.id, person)
        for row in ExampleRow.query(tenant_key(tenant, "EXAMPLE"), ExampleRow.sk == example_id):
            if row.example:
                example: Example = load(Example, row.example)
                row.example = dump(
                    Example, Example(example.id, example.text, example.intent, example.contract)
                )
                row.save()
