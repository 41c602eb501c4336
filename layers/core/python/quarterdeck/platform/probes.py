"""The smallest question to each service of AWS: does this thing of ours exist, and is it in order?"""

from collections.abc import Collection

from quarterdeck.kernel.errors import Unavailable
from quarterdeck.platform.aws import client

SECONDS = 1.0


def probe_tables(names: Collection[str]) -> None:
    """Return if every table can be used.

    Raises:
        Unavailable: one is being made or deleted.
        BotoCoreError, ClientError: DynamoDB doesn't answer, or knows no such table.
    """
    dynamodb = client("dynamodb", read_timeout=SECONDS, attempts=1)
    for name in names:
        if dynamodb.describe_table(TableName=name)["Table"]["TableStatus"] not in {"ACTIVE", "UPDATING"}:
            raise Unavailable(f"table {name} is not active")


def probe_bucket(name: str) -> None:
    """Return if the bucket is there; raises as ``probe_tables``."""
    client("s3", read_timeout=SECONDS, attempts=1).get_bucket_location(Bucket=name)


def probe_machine(arn: str) -> None:
    """Return if the state machine takes executions; raises as ``probe_tables``."""
    stepfunctions = client("stepfunctions", read_timeout=SECONDS, attempts=1)
    if stepfunctions.describe_state_machine(stateMachineArn=arn)["status"] != "ACTIVE":
        raise Unavailable("the machine is being deleted")


def probe_secrets(names: Collection[str]) -> None:
    """Return if every secret is there, without reading any; raises as ``probe_tables``."""
    secretsmanager = client("secretsmanager", read_timeout=SECONDS, attempts=1)
    for name in names:
        if "DeletedDate" in secretsmanager.describe_secret(SecretId=name):
            raise Unavailable("a secret is being deleted")
