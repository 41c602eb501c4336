"""One-time secrets: shown once, kept as a digest for a short time, and spent by the first who presents them.

Invitations, socket tickets and logins under way are of this kind. A secret is 256 random bits, so a plain SHA-256 of
it is enough; it is found before its tenant is known, so it isn't under a tenant's prefix. Its purpose is part of
the digest: a secret for one purpose opens nothing else.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta

from msgspec import Struct
from pynamodb.attributes import JSONAttribute, NumberAttribute, TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError
from pynamodb.expressions.condition import Condition

from quarterdeck.kernel.clock import Clock
from quarterdeck.kernel.errors import NotFound
from quarterdeck.platform.tables import Row, TableMeta, Writes, is_refused, physical_name, shape

Payload = Mapping[str, str]


class OneTimeRow(Row):
    """``until`` is the secret's end in seconds; ``expires`` has the table drop the row some time after it.

    ``tenant`` and ``subject`` are the payload's, where it names them: whose the secret is.
    """

    class Meta(TableMeta):
        table = "onetime"
        table_name = physical_name("onetime")

    tenant = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    payload = JSONAttribute()
    until = NumberAttribute()
    expires = TTLAttribute()


TABLE = shape(OneTimeRow)


class OneTime(Struct, frozen=True):
    """Secrets of one purpose, each valid for ``lifetime``."""

    purpose: str
    lifetime: timedelta
    clock: Clock

    def issue(self, payload: Payload) -> str:
        """Return a new secret (43 characters that are safe in links) that stands for the payload."""
        secret = secrets.token_urlsafe(32)
        row = self._row(secret)
        ends = self.clock.now() + self.lifetime
        row.payload, row.until, row.expires = dict(payload), ends.timestamp(), ends
        row.tenant, row.subject = payload.get("tenant") or None, payload.get("subject")
        row.save()
        return secret

    def read(self, secret: str) -> Payload:
        """Return what the secret stands for, without spending it.

        Raises:
            NotFound: there is no such secret, or it is spent or out of date.
        """
        row = self._row(secret)
        try:
            row.refresh(consistent_read=True)
        except OneTimeRow.DoesNotExist:
            raise self._unknown() from None
        if row.until <= self._now():
            raise self._unknown()
        return self._payload(row)

    def redeem(self, secret: str) -> Payload:
        """Spend the secret and return what it stood for; of many who try at once, one succeeds.

        Raises:
            NotFound: there is no such secret, or it is spent or out of date.
        """
        found = self.read(secret)
        try:
            self._row(secret).delete(condition=self._is_valid())
        except DeleteError as error:
            if is_refused(error):
                raise self._unknown() from error
            raise
        return found

    def spend(self, secret: str, transaction: Writes) -> None:
        """Spend the secret together with what it allows; a secret that is spent by then fails the transaction."""
        transaction.delete(self._row(secret), condition=self._is_valid())

    def _row(self, secret: str) -> OneTimeRow:
        digest = hashlib.sha256(f"{self.purpose}\x1f{secret}".encode()).hexdigest()
        return OneTimeRow(f"ONETIME#{digest}", self.purpose)

    def _is_valid(self) -> Condition:
        return OneTimeRow.until > self._now()

    def _now(self) -> float:
        return self.clock.now().timestamp()

    def _payload(self, row: OneTimeRow) -> Payload:
        return {str(key): str(value) for key, value in row.payload.items()}

    def _unknown(self) -> NotFound:
        return NotFound(f"this {self.purpose} is not valid (any more): ask for a new one")
