"""The routes document on its way from a file to a function's setting, checked before anything is deployed."""

from pathlib import Path

MOST_BYTES = 3_000
"""All settings of a function together may have 4 KB."""


def read_routes(path: str | None) -> str:
    """Return the document in the TOML file as the compact JSON that the setting holds; an empty one for no file.

    Raises:
        ValueError: it isn't such a document (tomllib and pydantic say where), or too long.
    """
    if not path:
        return ""
    from quarterdeck.services.llm.configure import routes_from_toml  # noqa: PLC0415 - slow, and few have a file

    routes = routes_from_toml(Path(path).read_text())
    document = routes.model_dump_json(exclude_defaults=True)
    if len(document.encode()) > MOST_BYTES:
        raise ValueError(f"{path} makes a setting of {len(document.encode())} bytes; {MOST_BYTES} fit")
    return document


def bedrock_models(document: str) -> list[str]:
    """Return the ids of the Bedrock models that the setting names; none for a setting that is chosen later."""
    if not document.startswith("{"):
        return []
    from quarterdeck.services.llm.routes import Routes  # noqa: PLC0415 - slow, and few have a file

    endpoints = Routes.model_validate_json(document).providers.values()
    named = [model for e in endpoints if e.protocol == "bedrock" for model in (e.small, e.large)]
    return list(dict.fromkeys(named))
