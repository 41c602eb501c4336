"""Which tenant a Slack workspace belongs to. Plain calls rather than PynamoDB: the Slack acknowledgement reads it."""

from msgspec import Struct

from quarterdeck.kernel.errors import NotFound
from quarterdeck.kernel.settings import setting
from quarterdeck.kernel.tenancy import TenantId, tenant_id
from quarterdeck.platform.aws import client


class Workspace(Struct, frozen=True):
    """A Slack workspace and the tenant whose people use it."""

    team_id: str
    tenant: TenantId


def link(workspace: Workspace) -> None:
    """Give the workspace to its tenant, replacing an earlier owner."""
    item = _key(workspace.team_id) | {"tenant": {"S": workspace.tenant}}
    client("dynamodb").put_item(TableName=setting("TABLE_IDENTITY"), Item=item)


def owner(team_id: str) -> TenantId:
    """Return the tenant of the workspace.

    Raises:
        NotFound: no tenant has linked it.
    """
    found = client("dynamodb").get_item(TableName=setting("TABLE_IDENTITY"), Key=_key(team_id))
    if "Item" not in found:
        raise NotFound(f"the Slack workspace {team_id} is not linked to a tenant")
    return tenant_id(found["Item"]["tenant"]["S"])


def _key(team_id: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"SLACK#{team_id}"}, "sk": {"S": "WORKSPACE"}}
