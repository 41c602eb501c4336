"""What is told of every call: one log line without any text of it, and the metrics of dashboards and alarms."""

from quarterdeck.kernel.observability import count, duration, logger
from quarterdeck.services.llm.asked import Asked
from quarterdeck.services.llm.model import Call
from quarterdeck.services.llm.provider import ProviderFailed


def tell_failure(call: Call, provider: str, failure: ProviderFailed) -> None:
    """Say why a provider gave no answer."""
    logger.warning(
        "model failed",
        extra={"contract": call.scope.contract, "provider": provider, "reason": failure.detail},
    )


def tell(call: Call, asked: Asked) -> None:
    """Say what the call took, and how it ended."""
    for attempt in asked.attempts:
        count("ModelCalls", provider=attempt.provider, outcome=attempt.outcome)
    if asked.text is not None:
        duration("ModelMilliseconds", asked.ms, provider=asked.provider)
    if asked.broke:
        count("BudgetExhausted")
    logger.info("model asked", extra=_fields(call, asked))


def _fields(call: Call, asked: Asked) -> dict[str, object]:
    return {
        "contract": call.scope.contract,
        "tier": call.tier,
        "provider": asked.provider,
        "model": asked.model,
        "input_tokens": asked.usage.input_tokens,
        "output_tokens": asked.usage.output_tokens,
        "cost_nano_usd": asked.cost,
        "priced": asked.priced,
        "model_ms": asked.ms,
        "cached": asked.cached,
        "degraded": asked.degraded,
        "attempts": [f"{attempt.provider} {attempt.outcome} {attempt.ms}" for attempt in asked.attempts],
    }
