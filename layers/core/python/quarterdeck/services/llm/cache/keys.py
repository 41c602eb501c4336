"""What a call's reply is stored under."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.services.llm.model import Call, Message


@cache
def rules() -> str:
    """Return what is equal for equal rules: a digest of this package's sources."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def scope_key(call: Call) -> str:
    """Return the partition of calls of an equal scope that have all but the last message in common.

    The last message has the question and what was found for it; those before it are the rules and the conversation.
    What a question means is stored, so other rules of reading it have other partitions.
    """
    scope = call.scope
    parts = [rules(), scope.contract, scope.version, scope.snapshot, scope.permissions, list(scope.sources)]
    return tenant_key(scope.tenant, "SCOPE", _digest([parts, _plain(call.messages[:-1])]))


def prompt_digest(call: Call) -> str:
    """Return what is equal for equal prompts."""
    return _digest(_plain(call.messages))


def source_key(tenant: TenantId, source: str) -> str:
    """Return the partition of a document, whatever its version."""
    return tenant_key(tenant, "SOURCE", source)


def source_keys(call: Call) -> list[str]:
    """Return the partitions of the documents that the call's scope names."""
    names = (source.rpartition("@")[0] or source for source in call.scope.sources)
    return [source_key(call.scope.tenant, name) for name in dict.fromkeys(names)]


def _plain(messages: Sequence[Message]) -> list[list[str]]:
    return [[message.role, message.content] for message in messages]


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
