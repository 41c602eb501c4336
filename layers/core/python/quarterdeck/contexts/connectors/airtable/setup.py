"""What connecting a base needs once: its schema, and a webhook with its secret."""

from msgspec import Struct
from pyairtable import Api

from quarterdeck.contexts.connectors.airtable.model import TableSchema


class NewWebhook(Struct, frozen=True):
    """``mac_secret`` is base64, and Airtable tells it this once."""

    id: str
    mac_secret: str


def schema(url: str, token: str, base: str) -> list[TableSchema]:
    """Return the base's tables; the token needs the scope ``schema.bases:read``."""
    tables = Api(token, endpoint_url=url).base(base).schema().tables
    return [
        TableSchema(table.id, table.name, frozenset(field.name for field in table.fields)) for table in tables
    ]


def add_webhook(url: str, token: str, base: str, notify: str) -> NewWebhook:
    """Have Airtable tell ``notify`` of every change of a record; needs the scope ``webhook:manage``."""
    specification = {"options": {"filters": {"dataTypes": ["tableData"]}}}
    made = Api(token, endpoint_url=url).base(base).add_webhook(notify, specification)
    return NewWebhook(made.id, made.mac_secret_base64)
