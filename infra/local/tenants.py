"""Creates tenants in a running local cloud through the package's own use cases.

The package reads its settings when it is imported, so it runs in a process of its own: this module's command.
"""

import argparse
import sys
from collections.abc import Mapping
from contextlib import suppress

from infra.local.commands import run
from quarterdeck.contexts.identity import keys, organisations, workspaces
from quarterdeck.contexts.identity.addresses import address
from quarterdeck.contexts.identity.model import Caller, Workspace
from quarterdeck.contexts.identity.occasion import Occasion
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.errors import Conflict
from quarterdeck.kernel.ids import UlidIds
from quarterdeck.kernel.tenancy import tenant_id


def create_tenant(
    environment: Mapping[str, str], tenant: str, name: str, *, slack_team: str = "", operator: bool = False
) -> str:
    """Create a tenant, link its Slack workspace if one is given, and return an API key of its first person.

    An ``operator`` is a tenant whose sellers open accounts for customers.
    """
    more = ["--slack-team", slack_team] if slack_team else []
    more += ["--operator"] if operator else []
    return run(sys.executable, "-m", "infra.local.tenants", tenant, name, *more, env=environment).strip()


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
        workspaces.link(Workspace(given.slack_team, tenant))
    print(keys.create_api_key(Caller(tenant, "owner", Role.OWNER), now))


if __name__ == "__main__":
    main()
