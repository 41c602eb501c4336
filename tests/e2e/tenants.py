"""Tenants of the local cloud besides the demo's."""

from uuid import uuid4

import httpx

from infra.local.cloud import Cloud


def key_of(cloud: Cloud, tenant: str, *, operates: bool = False) -> str:
    """Return an API key of the tenant's first person; the tenant is made if need be."""
    return cloud.operator.create_tenant(tenant, tenant.title(), operates=operates)


def a_new_one(cloud: Cloud) -> tuple[str, str, httpx.Client]:
    """Return a fresh tenant, its key, and a client of the API with it."""
    tenant = f"t-{uuid4().hex[:12]}"
    key = key_of(cloud, tenant)
    return tenant, key, cloud.api(key)
