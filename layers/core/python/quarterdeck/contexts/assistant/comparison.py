"""Compares a replay with what it replays: the same, or the first place where it went another way."""

from collections.abc import Sequence

from quarterdeck.contexts.assistant.model import ASKED_BACK, Answer, Verdict
from quarterdeck.contexts.assistant.run import Executed, Prepared, Run


def find_divergence(
    original: Run, prepared: Prepared | None, executed: Sequence[Executed], answer: Answer
) -> str | None:
    """Return where the replay left its recording, or else the first part of the result that isn't as recorded."""
    if prepared and prepared.divergence:
        return prepared.divergence
    left = next((each.divergence for each in executed if each.divergence), None)
    verdict = prepared.verdict if prepared else None
    if not _went_alike(verdict, original.verdict):
        return f"prepare: the verdict is {verdict}, recorded was {original.verdict}"
    return left or _other_result(original, executed, answer)


def _went_alike(verdict: Verdict | None, recorded: Verdict) -> bool:
    """Tell whether routing decided as recorded; where the contract asked back, the record has what it was."""
    if verdict and recorded.stage == ASKED_BACK:
        return (verdict.contract, verdict.confidence) == (recorded.runner_up, recorded.confidence)
    return verdict == recorded


def _other_result(original: Run, executed: Sequence[Executed], answer: Answer) -> str | None:
    contracts = tuple(f"{each.contract}@{each.version}" for each in executed)
    if contracts != original.contracts:
        return f"execute: the contracts are {_listed(contracts)}, recorded were {_listed(original.contracts)}"
    recorded = original.answer
    parts = {
        "verified claims": answer.claims == recorded.claims,
        "text": answer.text == recorded.text,
        "table": answer.table == recorded.table,
        "files": answer.files == recorded.files,
    }
    other = next((name for name, same in parts.items() if not same), None)
    return f"execute: not as recorded: the answer's {other}" if other else None


def _listed(contracts: Sequence[str]) -> str:
    return ", ".join(contracts) or "none"
