"""``quarterdeck organisation``: all that is stored of it, erased for good."""

from typing import Annotated

import typer

from cli.erasures import Deadline, erased, show_receipt
from cli.screen import screen
from cli.shell import app, open_api, open_public_api
from cli.text import safe

organisation = typer.Typer(no_args_is_help=True, help="The organisation as a whole: erased for good.")
app.add_typer(organisation, name="organisation")

Tenant = Annotated[str, typer.Argument(metavar="ORGANISATION", help="The organisation's id, to confirm it.")]
LONG = 3600


@organisation.command()
def erase(ctx: typer.Context, tenant: Tenant, *, deadline: Deadline = LONG) -> None:
    """Erase all that is stored of your organisation, for good, and print the receipt.

    Nobody can come in any more from the first seconds on. It goes on where this command is interrupted.
    """
    with open_api(ctx) as api:
        begun = api.erase("tenant", tenant)
    erasure_id = safe(begun["erasure_id"])
    screen(stderr=True).print(
        f"See the receipt later with: organisation receipt {safe(tenant)} {erasure_id}", soft_wrap=True
    )
    _show(ctx, tenant, begun["erasure_id"], deadline, again=False)


@organisation.command()
def receipt(
    ctx: typer.Context,
    tenant: Tenant,
    erasure_id: Annotated[str, typer.Argument(metavar="ERASURE", help="The erasure's id.")],
    *,
    again: Annotated[bool, typer.Option("--again", help="Let an erasure that broke off go on.")] = False,
    deadline: Deadline = LONG,
) -> None:
    """Print the receipt of an organisation's erasure, once it is done; no key is needed."""
    _show(ctx, tenant, erasure_id, deadline, again=again)


def _show(ctx: typer.Context, tenant: str, erasure_id: str, deadline: int, *, again: bool) -> None:
    wish = {"tenant": tenant, "erasure_id": erasure_id}
    with open_public_api(ctx, deadline) as api, screen(stderr=True).status("Erasing"):
        erasure = erased(api, api.receipt(wish | {"again": again}), lambda: api.receipt(wish))
    show_receipt(erasure, f"let it go on with: organisation receipt {tenant} {erasure_id} --again")
