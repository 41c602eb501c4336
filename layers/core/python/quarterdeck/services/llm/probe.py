"""Asks the providers how they are, so that a breaker closes, or begins to open, before a person has to wait for it."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from quarterdeck.kernel.observability import count, logger
from quarterdeck.services.llm.breaker import Breaker
from quarterdeck.services.llm.deadline import within
from quarterdeck.services.llm.provider import Provider, ProviderFailed

SECONDS = 5
"""How long a healthy provider may take for its cheapest call."""


class Probing(Struct, frozen=True):
    """Probes all providers that are in use, also those whose breaker is open."""

    providers: Callable[[], Sequence[Provider]]
    breaker: Breaker

    def run(self) -> dict[str, bool]:
        """Return which providers are well; each breaker knows of it."""
        return {provider.name: self._is_well(provider) for provider in self.providers()}

    def _is_well(self, provider: Provider) -> bool:
        self.breaker.admits(
            provider.name
        )  # brings the breaker's state up to date, and takes the probe if it is due
        try:
            within(SECONDS, lambda: provider.check(SECONDS))
        except ProviderFailed as failure:
            logger.warning("provider ill", extra={"provider": provider.name, "reason": failure.detail})
            count("ProviderIll", provider=provider.name)
            if failure.ill:
                self.breaker.failed(provider.name)
            return False
        self.breaker.worked(provider.name)
        return True
