"""Reads which models the installation has from its settings."""

import tomllib
from pathlib import Path

from quarterdeck.kernel.settings import optional_setting, setting
from quarterdeck.services.llm.routes import DEFAULT, Endpoint, Routes, RouteSpec

PACKAGED = Path(__file__).with_name("routes.toml")


def routes_from_settings() -> Routes:
    """Return the routes of LLM_ROUTES (JSON), else the one model LLM_MODEL at LLM_BASE_URL, else the packaged ones.

    Raises:
        MissingSetting: only one of LLM_MODEL and LLM_BASE_URL is set.
        pydantic.ValidationError: LLM_ROUTES is no such document.
    """
    document = optional_setting("LLM_ROUTES")
    if document:
        return Routes.model_validate_json(document)
    if optional_setting("LLM_BASE_URL") or optional_setting("LLM_MODEL"):
        return _one_model(setting("LLM_BASE_URL"), setting("LLM_MODEL"))
    return routes_from_toml(PACKAGED.read_text())


def routes_from_toml(text: str) -> Routes:
    """Return the routes that a document in TOML describes.

    Raises:
        tomllib.TOMLDecodeError, pydantic.ValidationError: it isn't one.
    """
    return Routes.model_validate(tomllib.loads(text))


def _one_model(url: str, model: str) -> Routes:
    only = Endpoint(protocol="openai", url=url, key="api_key", key_required=False, small=model, large=model)
    return Routes(providers={"openai": only}, routes={DEFAULT: RouteSpec(primary="openai")})
