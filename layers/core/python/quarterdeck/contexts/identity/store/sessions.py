"""Sessions: a row that the digest of their secret finds, and one in their member's list."""

from quarterdeck.contexts.identity.model import Session
from quarterdeck.contexts.identity.store.rows import SessionRow
from quarterdeck.kernel.codec import dump, load
from quarterdeck.kernel.tenancy import TenantId, tenant_key
from quarterdeck.platform.tables import Writes

MOST_LISTED = 100


def add(transaction: Writes, session: Session) -> None:
    """Add the new session to the transaction."""
    for pk, sk in _keys(session):
        row = SessionRow(pk, sk, session=dump(session), expires=session.expires_at)
        row.tenant, row.subject = session.tenant, session.subject
        transaction.save(row, condition=SessionRow.pk.does_not_exist())


def remove(transaction: Writes, session: Session) -> None:
    """Add the session's end to the transaction; one that has ended already changes nothing."""
    for pk, sk in _keys(session):
        transaction.delete(SessionRow(pk, sk))


def find(digest: str) -> Session | None:
    """Return the session as it is at this moment, if there is one."""
    try:
        return _to_session(SessionRow.get(*_lookup(digest), consistent_read=True))
    except SessionRow.DoesNotExist:
        return None


def get(tenant: TenantId, subject: str, session_id: str) -> Session | None:
    """Return the member's session of that id as it is at this moment, if there is one."""
    try:
        row = SessionRow.get(_listed(tenant, subject), session_id, consistent_read=True)
    except SessionRow.DoesNotExist:
        return None
    return _to_session(row)


def of_member(tenant: TenantId, subject: str) -> list[Session]:
    """Return the member's sessions, latest first, up to 100."""
    rows = SessionRow.query(
        _listed(tenant, subject), scan_index_forward=False, limit=MOST_LISTED, consistent_read=True
    )
    return [_to_session(row) for row in rows]


def _to_session(row: SessionRow) -> Session:
    session: Session = load(Session, row.session)
    return session


def _keys(session: Session) -> tuple[tuple[str, str], tuple[str, str]]:
    return _lookup(session.digest), (_listed(session.tenant, session.subject), session.id)


def _lookup(digest: str) -> tuple[str, str]:
    return f"SESSION#{digest}", "SESSION"


def _listed(tenant: TenantId, subject: str) -> str:
    return tenant_key(tenant, "SESSION", subject)
