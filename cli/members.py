"""``quarterdeck people``, and the ways in: who belongs to the organisation, and how somebody comes to."""

from typing import Annotated

import typer
from rich.console import Console

from cli.api import Api, Json
from cli.erasures import Deadline, erased, show_receipt
from cli.errors import Failure
from cli.screen import print_table, screen
from cli.shell import All, Limit, app, list_newest, open_api, open_public_api
from cli.text import minute, safe
from quarterdeck.contexts.identity.permissions import Role

members = typer.Typer(no_args_is_help=True, help="The organisation's people, their roles and invitations.")
app.add_typer(members, name="people")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="A mail address.")]
Who = Annotated[str, typer.Argument(metavar="MEMBER", help="The member's address or id.")]
Code = Annotated[str, typer.Argument(metavar="CODE", help="The code from the mail.")]


@members.command("list")
def list_members(ctx: typer.Context, *, limit: Limit = 20, every: All = False) -> None:
    """List the members, and who is invited."""
    list_newest(ctx, "members", None if every else limit, _show)


@members.command()
def invite(
    ctx: typer.Context,
    email: Email,
    role: Annotated[Role, typer.Option(help="What the person is to be.")] = Role.VIEWER,
) -> None:
    """Ask somebody to join, by mail."""
    with open_api(ctx) as api:
        _say(api.invite(email, role.value))


@members.command("role")
def change_role(
    ctx: typer.Context, who: Who, role: Annotated[Role, typer.Argument(help="The new role.")]
) -> None:
    """Give a member another role, at once."""
    with open_api(ctx) as api:
        _say(api.change_role(_subject(api, who), role.value))


@members.command()
def deactivate(ctx: typer.Context, who: Who) -> None:
    """Close every door to a member, at once."""
    with open_api(ctx) as api:
        _say(api.move_member(_subject(api, who), "deactivate"))


@members.command()
def reactivate(ctx: typer.Context, who: Who) -> None:
    """Let a deactivated member in again."""
    with open_api(ctx) as api:
        _say(api.move_member(_subject(api, who), "reactivate"))


@members.command()
def erase(ctx: typer.Context, who: Who, *, deadline: Deadline = 900) -> None:
    """Erase all that is a person's, who can't come in any more at once, and print the receipt.

    MEMBER may also be somebody who asks in Slack, as the runs have it: slack:TEAM:USER.
    """
    with open_api(ctx, deadline) as api, screen(stderr=True).status("Erasing"):
        erasure = erased(api, api.erase("person", _subject(api, who)))
    show_receipt(erasure, "the person can't come in; erase them again to go on")


@app.command()
def signup(
    ctx: typer.Context,
    email: Email,
    name: Annotated[str, typer.Argument(help="Your name.")],
    organisation: Annotated[str, typer.Argument(help="Your organisation's.")],
) -> None:
    """Ask for an organisation of your own; a code comes by mail."""
    with open_public_api(ctx) as api:
        answer = api.sign_up({"email": email, "name": name, "organisation": organisation})
    screen().print(safe(answer["detail"]), soft_wrap=True)


@app.command()
def verify(ctx: typer.Context, code: Code) -> None:
    """Make the organisation that was asked for, and print its first API key, once."""
    with open_public_api(ctx) as api:
        _admit(api.come_in("signup/verify", {"code": code}))


@app.command()
def join(
    ctx: typer.Context, code: Code, *, name: Annotated[str, typer.Option(help="Your name.")] = ""
) -> None:
    """Accept an invitation, and print your API key, once."""
    with open_public_api(ctx) as api:
        _admit(api.come_in("invitations/accept", {"code": code, "name": name}))


def _subject(api: Api, who: str) -> str:
    if "@" not in who:
        return who
    found = [each["subject"] for each in api.newest("members", None)[0] if each["email"] == who.lower()]
    if not found:
        raise Failure("No such member", f"nobody here has the address {who}")
    return str(found[0])


def _show(console: Console, found: list[Json]) -> None:
    columns = ("Member", "Email", "Role", "Status", "Since")
    rows = [(m["subject"], m["email"], m["role"], m["status"], minute(m["created_at"])) for m in found]
    print_table(console, columns, rows, whole=1)


def _say(member: Json) -> None:
    screen().print(
        f"{safe(member['email'])}: {safe(member['role'])}, {safe(member['status'])}", soft_wrap=True
    )


def _admit(admission: Json) -> None:
    screen(stderr=True).print(
        f"{safe(admission['email'])} is {safe(admission['role'])} of {safe(admission['tenant'])}. The API key:",
        soft_wrap=True,
    )
    typer.echo(admission["api_key"])
