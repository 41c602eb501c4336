"""Which of Airtable's tables and fields hold what; the defaults are the field names that we propose to a tenant."""

from typing import Annotated

from msgspec import Meta, Struct

from quarterdeck.contexts.knowledge.model import TableName

Name = Annotated[str, Meta(pattern=r"\A\S(?:.*\S)?\Z", max_length=200)]


class LinkMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """A field of links to the rows of another of the tables."""

    field: Name
    to: TableName


class TableMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """One table: its name or id in Airtable, and its fields.

    ``text`` are the fields of whole sentences, in the order in which they are read. ``facts`` and ``links`` are
    fields by what their content is called in a record. ``product`` is None where rows are about all products.
    """

    table: Name
    name: Name = "Name"
    product: Name | None = None
    text: tuple[Name, ...] = ("Description",)
    facts: dict[Name, Name] = {}
    links: dict[Name, LinkMapping] = {}

    def fields(self) -> tuple[str, ...]:
        """Return all fields of the table that are read, each once."""
        product = [self.product] if self.product else []
        linked = [link.field for link in self.links.values()]
        return tuple(dict.fromkeys([self.name, *product, *self.text, *self.facts.values(), *linked]))


Mapping = dict[TableName, TableMapping]

DEFAULTS: Mapping = {
    TableName.FEATURES: TableMapping(
        table="Features",
        product="Product",
        text=("Description", "Limits", "Not Included"),
        facts={"availability": "Availability", "price": "Price", "works with": "Works With"},
        links={
            "feature theme": LinkMapping(field="Feature Themes", to=TableName.FEATURE_THEMES),
            "value proposition": LinkMapping(field="Value Propositions", to=TableName.VALUE_PROPOSITIONS),
        },
    ),
    TableName.VALUE_PROPOSITIONS: TableMapping(
        table="Value Propositions",
        product="Product",
        text=("Description", "Proof"),
        links={
            "value theme": LinkMapping(field="Value Themes", to=TableName.VALUE_THEMES),
            "customer segment": LinkMapping(field="Customer Segments", to=TableName.CUSTOMER_SEGMENTS),
        },
    ),
    TableName.VALUE_THEMES: TableMapping(table="Value Themes"),
    TableName.FEATURE_THEMES: TableMapping(table="Feature Themes"),
    TableName.CUSTOMER_SEGMENTS: TableMapping(
        table="Customer Segments", product="Product", text=("Description", "Needs")
    ),
}


def complete(given: Mapping) -> Mapping:
    """Return a mapping of all five tables: the given ones, and the defaults for the others."""
    return DEFAULTS | given
