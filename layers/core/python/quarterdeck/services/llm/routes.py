"""The document that says which models there are, and which of them a contract's calls go to, in which order."""

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveFloat, PositiveInt, model_validator

from quarterdeck.kernel.money import nano_usd
from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.services.llm.budget import Limits
from quarterdeck.services.llm.model import Tier

DEFAULT = "default"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Endpoint(_Part):
    """A provider: its protocol and address, the name of its models by tier, and the seconds that it may take.

    ``key`` names the field of the secret that holds its key; without that field it is left out of every route, unless
    it needs no key.
    """

    protocol: Literal["openai", "anthropic", "cohere", "bedrock"]
    small: str
    large: str
    url: str | None = None
    key: str | None = None
    key_required: bool = True
    seconds: PositiveFloat | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.protocol != "bedrock" and not self.url:
            raise ValueError(f"a provider of the protocol {self.protocol} needs a url")
        if self.protocol == "bedrock" and self.key:
            raise ValueError("bedrock takes no key: the function's role is its credential")
        return self

    def model(self, tier: Tier) -> str:
        """Return the model for the tier."""
        return self.small if tier is Tier.SMALL else self.large


class RouteSpec(_Part):
    """The order of a contract's providers: primary, alternative, fallbacks; what needs no model is always the last.

    By the ``weights`` of primary and alternative, that share of the calls asks the alternative first.
    """

    primary: str
    alternative: str | None = None
    weights: tuple[NonNegativeInt, NonNegativeInt] = (1, 0)
    fallbacks: tuple[str, ...] = ()
    max_output_tokens: PositiveInt = 4096

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if len(set(self.names)) < len(self.names):
            raise ValueError("a route names a provider twice")
        if not sum(self.weights):
            raise ValueError("one of the weights must be above 0")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """All providers, in the order for a call that the primary gets."""
        return tuple(name for name in (self.primary, self.alternative, *self.fallbacks) if name)

    def order(self, draw: Callable[[], int]) -> tuple[str, ...]:
        """Return the providers for a call; what it draws may be any number, and is asked for where calls are shared."""
        if self.alternative and draw() % sum(self.weights) >= self.weights[0]:
            return (self.alternative, self.primary, *self.fallbacks)
        return self.names


class Allowance(_Part):
    """What may be spent on models, in US dollars of their list prices; None is without limit."""

    day_usd: Decimal | None = Field(default=None, ge=0)
    month_usd: Decimal | None = Field(default=None, ge=0)

    @cached_property
    def limits(self) -> Limits:
        return Limits(
            *(amount if amount is None else nano_usd(amount) for amount in (self.day_usd, self.month_usd))
        )


class Allowances(Allowance):
    """The allowance of each tenant, and of those that have one of their own."""

    tenants: dict[str, Allowance] = Field(default_factory=dict)


class Routes(_Part):
    """The whole document."""

    providers: dict[str, Endpoint]
    routes: dict[str, RouteSpec]
    budget: Allowances = Allowances()

    @model_validator(mode="after")
    def _known(self) -> Self:
        if DEFAULT not in self.routes:
            raise ValueError(f"there is no route {DEFAULT}")
        for contract, route in self.routes.items():
            unknown = [name for name in route.names if name not in self.providers]
            if unknown:
                raise ValueError(f"the route {contract} names unknown providers: {', '.join(unknown)}")
        return self

    def route(self, contract: str) -> RouteSpec:
        """Return the contract's route, or the default one."""
        return self.routes.get(contract) or self.routes[DEFAULT]

    def limits(self, tenant: TenantId) -> Limits:
        """Return what the tenant may spend."""
        return (self.budget.tenants.get(tenant) or self.budget).limits
