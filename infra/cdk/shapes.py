"""The tables that there are, in the shapes that their models declare."""

from quarterdeck.contexts.assistant.store import TABLE as ASSISTANT
from quarterdeck.contexts.assistant.streaming.store import TABLE as STREAMS
from quarterdeck.contexts.connectors.webhooks.store import TABLE as CONNECTORS
from quarterdeck.contexts.identity.store import TABLE as IDENTITY
from quarterdeck.contexts.knowledge.store import TABLE as KNOWLEDGE
from quarterdeck.contexts.meetings.store import TABLE as MEETINGS
from quarterdeck.contexts.operations.protection.store import TABLE as OPERATIONS
from quarterdeck.platform.audit.rows import ORIGINS
from quarterdeck.platform.audit.rows import TABLE as AUDIT
from quarterdeck.platform.idempotency import TABLE as IDEMPOTENCY
from quarterdeck.platform.limits.table import TABLE as LIMITS
from quarterdeck.platform.onetime import TABLE as ONETIME
from quarterdeck.platform.outbox import TABLE as OUTBOX
from quarterdeck.services.llm.cache.rows import TABLE as CACHE
from quarterdeck.services.llm.table import TABLE as LLM

SHAPES = (
    IDENTITY,
    MEETINGS,
    KNOWLEDGE,
    ASSISTANT,
    STREAMS,
    CONNECTORS,
    OPERATIONS,
    OUTBOX,
    IDEMPOTENCY,
    ONETIME,
    LLM,
    CACHE,
    AUDIT,
    ORIGINS,
    LIMITS,
)
