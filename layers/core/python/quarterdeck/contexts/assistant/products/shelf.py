"""What a question takes from the product knowledge: a few records, and which version they are of."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

from quarterdeck.contexts.assistant.products.ranking import Ranking
from quarterdeck.contexts.knowledge.model import Knowledge, Record, TableName
from quarterdeck.kernel.errors import InvalidInput, Unavailable
from quarterdeck.kernel.observability import logger
from quarterdeck.kernel.tenancy import TenantId

REMEMBERED = 8
"""Tenants whose ranking a container keeps in memory."""


class KnowledgeReader(Protocol):
    """The product knowledge of every tenant."""

    def read(self, tenant: TenantId) -> Knowledge:
        """Return all that is known of the tenant's products; no records where nothing is known.

        Raises:
            Unavailable, InvalidInput: it can't be read now.
        """
        ...


class Shelf(Struct, frozen=True):
    """The records for one question, best first, of ``total`` in this version of the knowledge.

    ``products`` are the names of all products; ``trouble`` says why nothing could be read, if so.
    """

    version: str
    source: Literal["snapshot", "tables"]
    total: int
    records: tuple[Record, ...]
    products: tuple[str, ...]
    trouble: str = ""


class Shelves:
    """Looks records up; the ranking of a tenant's records is made once a version."""

    def __init__(self, knowledge: KnowledgeReader) -> None:
        self._knowledge = knowledge
        self._kept: OrderedDict[TenantId, tuple[str, Ranking]] = OrderedDict()

    def find(
        self, tenant: TenantId, text: str, limit: int, product: str = "", prefer: Sequence[TableName] = ()
    ) -> Shelf:
        """Return the records that the text is most about: of the products that it names, else rather of ``product``."""
        try:
            known = self._knowledge.read(tenant)
        except (Unavailable, InvalidInput) as error:
            return Shelf("", "tables", 0, (), (), error.detail)
        ranking = self._ranking(tenant, known)
        named = mentioned(text, ranking.products)
        found = ranking.best(without(text, named), named=named, current=product, prefer=prefer, limit=limit)
        return Shelf(known.version, known.source, len(known.records), found, ranking.products)

    def product_names(self, tenant: TenantId) -> list[str]:
        """Return what the tenant's products are called; none where that can't be read now."""
        try:
            known = self._knowledge.read(tenant)
        except (Unavailable, InvalidInput) as error:
            logger.warning("products unknown", extra={"reason": error.detail})
            return []
        return list(self._ranking(tenant, known).products)

    def _ranking(self, tenant: TenantId, known: Knowledge) -> Ranking:
        version, ranking = self._kept.get(tenant, ("", None))
        if ranking is None or version != known.version:
            ranking = Ranking(known.records)
            self._kept[tenant] = (known.version, ranking)
        self._kept.move_to_end(tenant)
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return ranking


def mentioned(text: str, products: Iterable[str]) -> tuple[str, ...]:
    """Return the products that the text names, in whatever case."""
    return tuple(name for name in products if _pattern(name).search(text))


def without(text: str, products: Iterable[str]) -> str:
    """Return the text without the names of these products."""
    for name in products:
        text = _pattern(name).sub(" ", text)
    return text


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", re.IGNORECASE)
