"""Secrets go for good, those that could be brought back too, and only those that are meant."""

from quarterdeck.kernel.tenancy import TenantId
from quarterdeck.platform.aws import client
from quarterdeck.platform.secrets import remove_secrets


def made(name: str) -> str:
    client("secretsmanager").create_secret(Name=name, SecretString="{}")
    return name


def listed() -> set[str]:
    pages = client("secretsmanager").get_paginator("list_secrets").paginate(IncludePlannedDeletion=True)
    return {each["Name"] for page in pages for each in page["SecretList"]}


def test_a_folder_or_one_secret_goes(tenant: TenantId) -> None:
    folder = {made(f"tests/{tenant}/{number}") for number in range(3)}
    one, others = made(f"tests/{tenant}"), {made(f"tests/{tenant}-two/0"), made(f"tests/{tenant}-two")}
    client("secretsmanager").delete_secret(SecretId=f"tests/{tenant}/0", RecoveryWindowInDays=7)
    assert remove_secrets(f"tests/{tenant}/") == 3
    assert not folder & listed()
    assert {one, *others} <= listed()
    assert remove_secrets(one) == 1
    assert one not in listed()
    assert others <= listed()
    assert remove_secrets(one) == 0
