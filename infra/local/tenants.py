"""Creates a tenant through the package's own use cases: `python -m infra.local.tenants TENANT NAME`."""

import argparse
from contextlib import suppress

from quarterdeck.contexts.identity import keys, organisations, workspaces
from quarterdeck.contexts.identity.addresses import address
from quarterdeck.contexts.identity.model import Caller
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id


def main() -> None:
    """Create the tenant that the command line names and print its API key."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tenant")
    parser.add_argument("name")
    parser.add_argument("--email", help="the owner's address (owner@TENANT.example)")
    parser.add_argument("--slack-team", default="")
    parser.add_argument("--operator", action="store_true", help="its sellers open accounts for customers")
    given = parser.parse_args()
    tenant = tenant_id(given.tenant)
    email = address(given.email or f"owner@{tenant}.example")
    now = Occasion(SystemClock().now(), UlidIds().new("req"), channel="operator")
    with suppress(Conflict):  # an emulator that outlives a run has it already
        organisations.create_tenant(tenant, given.name, email, now, operator=given.operator)
    if given.slack_team:
        workspaces.link(workspaces.Workspace(given.slack_team, tenant))
    print(keys.create_api_key(Caller(tenant, "owner", Role.OWNER), now))


if __name__ == "__main__":
    main()
