"""All that is kept of a tenant, by where it is, and whether an export has it: the one list of them.

A place is a table, or ``objects``, and behind it what follows the tenant in the key: ``identity MEMBER`` are the rows
of ``TENANT#<id>#MEMBER``, ``objects runs`` the objects below ``tenants/<id>/runs/``. Rows whose key names no tenant
are there by how it begins, as ``identity EMAIL#``. What is neither a row nor an object has no place here.
"""

from collections.abc import Mapping

from msgspec import Struct

from quarterdeck.contexts.operations.protection.model import Kind

BOTH = frozenset({Kind.PERSON, Kind.TENANT})
TENANT = frozenset({Kind.TENANT})
NEITHER: frozenset[Kind] = frozenset()

ORGANISATIONS = "It is the organisation's, and no one person's."


class Holding(Struct, frozen=True):
    """A store by its name on the receipt: where it is, whose export has it, and why the others have not."""

    name: str
    places: tuple[str, ...]
    kinds: frozenset[Kind]
    because: str = ""


HOLDINGS = (
    Holding("organisation", ("identity TENANT",), TENANT, ORGANISATIONS),
    Holding("people", ("identity MEMBER", "identity SESSION"), BOTH),
    Holding("profiles", ("identity PERSON",), BOTH),
    Holding("keys", ("identity KEY",), BOTH),
    Holding("settings", ("meetings SETTING",), TENANT, ORGANISATIONS),
    Holding("companies", ("meetings COMPANY",), TENANT, ORGANISATIONS),
    Holding("meetings", ("meetings MEETING",), TENANT, ORGANISATIONS),
    Holding("meeting files", ("objects meetings",), TENANT, ORGANISATIONS),
    Holding("runs", ("assistant RUN", "assistant ASKED"), BOTH),
    Holding("run files", ("objects runs",), BOTH),
    Holding("conversations", ("assistant CONVERSATION",), BOTH),
    Holding("feedback", ("assistant RATINGS", "assistant EXAMPLE"), BOTH),
    Holding("connections", ("knowledge KNOWLEDGE",), TENANT, ORGANISATIONS),
    Holding("webhooks", ("connectors WEBHOOK",), TENANT, ORGANISATIONS),
    Holding("products", ("knowledge COPY",), TENANT, ORGANISATIONS),
    Holding("snapshot", ("objects knowledge",), TENANT, ORGANISATIONS),
    Holding("syncs", ("knowledge SYNC",), TENANT, ORGANISATIONS),
    Holding("audit trail", ("audit AUDIT", "origins ORIGIN"), BOTH),
    Holding("exports", ("operations EXPORT",), BOTH),
    Holding("erasures", ("operations ERASURE",), BOTH),
    Holding("search index", (), NEITHER, "It is made of the transcripts, and made anew from them."),
    Holding("reply cache", ("cache SCOPE", "cache SOURCE"), NEITHER, "Its replies are those of the runs."),
    Holding(
        "event log",
        ("outbox EVENT",),
        NEITHER,
        "Its events tell of what the other stores hold, for machines.",
    ),
    Holding(
        "webhook deliveries",
        ("connectors DELIVERY", "objects webhooks"),
        NEITHER,
        "They are other systems' words, which those have, and may hold their tokens.",
    ),
    Holding(
        "ways in",
        (
            "identity APIKEY#",
            "identity SESSION#",
            "identity IDENTITY#",
            "identity EMAIL#",
            "identity DOMAIN#",
            "identity SIGNUP#",
            "identity SLACK#",
            "connectors WEBHOOK#",
            "knowledge KNOWLEDGE#",
            "onetime ONETIME#",
        ),
        NEITHER,
        "They find by a digest, an address or random bits what the other stores hold, and are or hold secrets.",
    ),
    Holding(
        "streams", ("streams STREAM", "streams SOCKET"), NEITHER, "They repeat a run for fifteen minutes."
    ),
    Holding(
        "marks of work",
        (
            "idempotency QUESTION",
            "idempotency SLACK",
            "idempotency REPLY",
            "idempotency SOCKET",
            "idempotency MAIL",
            "idempotency WEBHOOK",
            "meetings GONE",
            "knowledge SEEN",
            "operations EXPORTING",
        ),
        NEITHER,
        "They hold ids alone, so that nothing is done twice.",
    ),
    Holding(
        "counters",
        ("limits LIMIT", "limits REFUSED", "limits DOOR", "llm BUDGET", "llm PROVIDER#"),
        NEITHER,
        "They count requests and money; what each run cost is with the run.",
    ),
    Holding("archives", ("objects exports",), NEITHER, "They are earlier exports."),
    Holding(
        "anchors",
        ("anchors anchors",),
        NEITHER,
        "They sign where the trail ended; GET /v1/audit/anchors has them.",
    ),
    Holding("secrets", (), NEITHER, "Nobody is shown a secret of a connection again."),
    Holding("sign-in", (), NEITHER, "Passwords are the identity provider's."),
    Holding("logs", (), NEITHER, "They hold ids and times, expire, and are the installation's."),
)


def exported(kind: Kind) -> tuple[str, ...]:
    """Return the stores that the export goes through, in order."""
    return tuple(each.name for each in HOLDINGS if kind in each.kinds)


def left_out(kind: Kind) -> Mapping[str, str]:
    """Return why the export has nothing of each other store."""
    return {each.name: each.because for each in HOLDINGS if kind not in each.kinds}
