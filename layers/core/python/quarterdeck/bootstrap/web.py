"""The search of the web."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quarterdeck.bootstrap.shared import secrets
from quarterdeck.kernel.settings import optional_setting, setting

if TYPE_CHECKING:
    from quarterdeck.services.web.model import WebResearch


def web_research() -> WebResearch | None:
    """Return the search of the web; None where the secret has no key for it."""
    key = secrets().get(setting("LLM_SECRET")).get("gemini_api_key")
    return _gemini() if key else None


@cache
def _gemini() -> WebResearch:
    from quarterdeck.services.web.gemini import GOOGLE, Gemini

    base_url = optional_setting("GEMINI_BASE_URL") or GOOGLE
    return Gemini(lambda: secrets().get(setting("LLM_SECRET"))["gemini_api_key"], base_url)
