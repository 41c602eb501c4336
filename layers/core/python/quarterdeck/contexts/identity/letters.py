"""What identity writes to people: one text, sent plain and as HTML."""

from html import escape

from quarterdeck.contexts.identity.membership import Organisation
from quarterdeck.contexts.identity.permissions import Role
from quarterdeck.platform.mail import Message

NOT_YOU = "If you don't know what this is about, do nothing: without the code nothing happens."


def verification(email: str, code: str) -> Message:
    """Return the mail that verifies an address; it repeats nothing that whoever asked for it may have written."""
    return _letter(
        email,
        "Your code for Quarterdeck",
        [
            "Somebody, most likely you, asked for an organisation on Quarterdeck with this address.",
            "Your code:",
        ],
        code,
        [f"Give it to the command: quarterdeck verify {code}", "It is valid for one hour, once.", NOT_YOU],
    )


def invitation(email: str, code: str, organisation: Organisation, role: Role) -> Message:
    """Return the mail that asks somebody to join an organisation."""
    return _letter(
        email,
        f"{organisation.name} invites you to Quarterdeck",
        [f"You are invited to join {organisation.name} on Quarterdeck, as {role}.", "Your code:"],
        code,
        [f"Give it to the command: quarterdeck join {code}", "It is valid for seven days, once.", NOT_YOU],
    )


def claim(email: str, code: str, organisation: Organisation) -> Message:
    """Return the mail by which a customer takes over the account that was opened for it."""
    opened = f"An account for {organisation.name} is ready on Quarterdeck, and waits for you as its owner."
    return _letter(
        email,
        f"Your account for {organisation.name}",
        [opened, "Your code:"],
        code,
        [f"Give it to the command: quarterdeck join {code}", "It is valid for seven days, once.", NOT_YOU],
    )


def _letter(to: str, subject: str, before: list[str], code: str, after: list[str]) -> Message:
    paragraphs = [f"<p>{escape(text)}</p>" for text in before]
    paragraphs += [f"<p><code>{escape(code)}</code></p>", *(f"<p>{escape(text)}</p>" for text in after)]
    page = f'<!doctype html><html lang="en"><body>{"".join(paragraphs)}</body></html>'
    return Message(to, subject, "\n\n".join([*before, f"    {code}", *after]) + "\n", page)
