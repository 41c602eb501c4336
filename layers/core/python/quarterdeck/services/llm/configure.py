"""Makes the providers that the installation's settings describe."""

from collections.abc import Callable

from quarterdeck.kernel.settings import optional_setting, setting
from quarterdeck.services.llm.model import Provider


def providers_from_settings(api_key: Callable[[], str]) -> tuple[Provider, ...]:
    """Return LLM_MODEL at LLM_BASE_URL, or nothing where neither is set.

    Raises:
        MissingSetting: only one of the two is set.
    """
    if not (optional_setting("LLM_BASE_URL") or optional_setting("LLM_MODEL")):
        return ()
    from quarterdeck.services.llm.openai_compatible import OpenAiCompatible  # noqa: PLC0415 - a third of a second

    return (OpenAiCompatible(setting("LLM_BASE_URL"), setting("LLM_MODEL"), api_key),)
