"""Routes calls by the document: providers without a key left out, shares drawn from the call itself."""

import hashlib
from collections.abc import Callable

from msgspec import Struct, field

from quarterdeck.services.llm.adapters import provider_of
from quarterdeck.services.llm.hop import Hop
from quarterdeck.services.llm.model import Call, Tier
from quarterdeck.services.llm.provider import Provider
from quarterdeck.services.llm.routes import Routes


class Router(Struct):
    """Makes each provider when it is first routed to; ``secret`` returns the fields of the models' secret."""

    routes: Routes
    secret: Callable[[], dict[str, str]]
    _made: dict[tuple[str, Tier, int], Provider] = field(default_factory=dict)

    def __call__(self, call: Call) -> tuple[Hop, ...]:
        """Return the hops for the call; an equal call has the same, in a replay too."""
        route = self.routes.route(call.scope.contract)
        order = (name for name in route.order(lambda: _draw(call)) if self.is_usable(name))
        return tuple(self._hop(name, call.tier, route.max_output_tokens) for name in order)

    def is_usable(self, name: str) -> bool:
        """Tell whether the provider has the key that it needs."""
        endpoint = self.routes.providers[name]
        if endpoint.key is None or not endpoint.key_required:
            return True
        return bool(self.secret().get(endpoint.key, "").strip())

    def in_use(self) -> list[Provider]:
        """Return the small model of each usable provider that a route names."""
        return [self._provider(name, Tier.SMALL, 1) for name in self.names_in_use()]

    def names_in_use(self) -> list[str]:
        """Return the usable providers that a route names, without making them."""
        named = dict.fromkeys(name for route in self.routes.routes.values() for name in route.names)
        return [name for name in named if self.is_usable(name)]

    def _hop(self, name: str, tier: Tier, most: int) -> Hop:
        endpoint = self.routes.providers[name]
        return Hop(self._provider(name, tier, most), endpoint.model(tier), most, endpoint.seconds)

    def _provider(self, name: str, tier: Tier, most: int) -> Provider:
        if (name, tier, most) not in self._made:
            endpoint = self.routes.providers[name]
            self._made[name, tier, most] = provider_of(name, endpoint, tier, most, self.secret)
        return self._made[name, tier, most]


def _draw(call: Call) -> int:
    """Return a number that is as good as random over calls, and always the same for one."""
    scope = call.scope
    parts = (scope.tenant, scope.contract, scope.version, *(message.content for message in call.messages))
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8])
