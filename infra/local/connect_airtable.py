"""Connects a tenant to its base in Airtable: ``python -m infra.local.connect_airtable TENANT --base appXXX``.

The token is read from AIRTABLE_TOKEN. Every table and field is looked up before anything is stored. Names other
than the proposed ones come from ``--mapping FILE``: YAML of ``quarterdeck.contexts.knowledge.mapping``, by table.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import boto3
import yaml
from botocore.config import Config
from msgspec import ValidationError
from msgspec.structs import replace

from quarterdeck.contexts.connectors.airtable.setup import add_webhook, schema
from quarterdeck.contexts.connectors.webhooks.endpoints import Endpoints
from quarterdeck.contexts.connectors.webhooks.model import Vendor
from quarterdeck.contexts.connectors.webhooks.vault import Vault
from quarterdeck.contexts.knowledge.connecting import connect, resolve
from quarterdeck.contexts.knowledge.connection import Connection, secret_name
from quarterdeck.contexts.knowledge.mapping import Mapping
from quarterdeck.kernel.clock import SystemClock
from quarterdeck.kernel.codec import load
from quarterdeck.kernel.errors import QuarterdeckError
from quarterdeck.kernel.tenancy import tenant_id
from quarterdeck.platform.secrets import KEY


def main() -> None:
    """Connect as the command line says; exit code 1 with the reason where that can't be done."""
    given = _arguments()
    try:
        _connect(given, os.environ["AIRTABLE_TOKEN"])
    except (QuarterdeckError, ValidationError) as problem:
        print(f"✗ {problem}", file=sys.stderr)
        sys.exit(1)


def _connect(given: argparse.Namespace, token: str) -> None:
    tenant = tenant_id(given.tenant)
    named = yaml.safe_load(given.mapping.read_text()) if given.mapping else {}
    tables = resolve(load(Mapping, named), schema(given.url, token, given.base))
    _store(secret_name(tenant), {"token": token})
    connection = Connection(tenant, given.base, secret_name(tenant), tables)
    endpoints = Endpoints(Vault(), SystemClock(), given.notify or "")
    if given.notify:
        connection = _notified(connection, endpoints, given.url, token)
    former = connect(connection)
    if former and former.endpoint:
        endpoints.remove(tenant, former.endpoint)


def _notified(connection: Connection, endpoints: Endpoints, url: str, token: str) -> Connection:
    """Have Airtable deliver changes to an endpoint of the tenant's; its secret is told once the address is known."""
    tenant = connection.tenant
    endpoint = endpoints.add(tenant, Vendor.AIRTABLE, "Product tables")
    made = add_webhook(url, token, connection.base, endpoint.url)
    endpoints.rotate(tenant, endpoint.id, made.mac_secret)
    return replace(connection, webhook=made.id, endpoint=endpoint.id)


def _store(name: str, fields: dict[str, str]) -> None:
    secrets = boto3.client("secretsmanager", config=Config(retries={"total_max_attempts": 3}))
    text = json.dumps(fields)
    try:
        secrets.create_secret(Name=name, SecretString=text, Description="Airtable: token", KmsKeyId=KEY)
    except secrets.exceptions.ResourceExistsException:
        secrets.put_secret_value(SecretId=name, SecretString=text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tenant")
    parser.add_argument("--base", required=True, help="the base's id")
    parser.add_argument("--notify", help="the API's URL, for a webhook; without one, tables are read hourly")
    parser.add_argument(
        "--mapping", type=Path, help="tables and fields with other names than the proposed ones"
    )
    parser.add_argument("--url", default="https://api.airtable.com", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
