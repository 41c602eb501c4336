"""What a request is asked for: a token of its subject's bucket, and one of its tenant's."""

from msgspec import Struct

from quarterdeck.kernel.errors import TooMany, Unavailable
from quarterdeck.kernel.observability import count, logger
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.belonging import Wanted
from quarterdeck.platform.limits.bucket import Buckets, Decision
from quarterdeck.platform.limits.policy import LimitClass, Policy


class Limiter(Struct, frozen=True):
    buckets: Buckets
    policy: Policy

    def admit(self, tenant: TenantId, subject: str, kind: LimitClass) -> dict[str, Decision]:
        """Return the decisions of the subject's bucket and, where that one lets it through, of the tenant's.

        So a subject who floods takes no more of the tenant's tokens than it has itself. None where the table doesn't
        answer and the class fails open.

        Raises:
            Unavailable: the table does not answer, and the class fails closed.
        """
        limits = self.policy.of(tenant, kind)
        pk = tenant_key(tenant, "LIMIT")
        try:
            own = self.buckets.take(pk, _subject(kind, subject), limits.subject)
            if not own.allowed:
                return {kind: own}
            return {kind: own, f"{kind}-tenant": self.buckets.take(pk, f"TENANT#{kind}", limits.tenant)}
        except Unavailable:
            logger.exception("limits unreachable")
            count("LimitsUnreachable")
            if limits.open:
                return {}
            raise


def buckets_of(tenant: TenantId, subject: str) -> Wanted:
    """Return what the subject's buckets meet."""
    kinds = {f":kind{number}": _subject(kind, subject) for number, kind in enumerate(LimitClass)}
    return Wanted(
        f"#pk = :limits AND #sk IN ({', '.join(kinds)})", {":limits": tenant_key(tenant, "LIMIT")} | kinds
    )


def _subject(kind: LimitClass, subject: str) -> str:
    return f"SUBJECT#{kind}#{subject}"


def refused(decisions: dict[str, Decision]) -> TooMany | None:
    """Return the error of the first bucket that has no token left."""
    for name, decision in decisions.items():
        if not decision.allowed:
            wait = decision.retry_after_s
            return TooMany(f"too many requests of {name}: try again in {wait} s", retry_after=wait)
    return None
