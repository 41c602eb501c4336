"""The tables, made from the shapes that their models declare, and the ways in which a function may use them."""

from aws_cdk import RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.cdk.encryption import ROWS, Encryption
from infra.cdk.permissions import allow
from infra.cdk.row_actions import (
    ADD,
    APPEND,
    CACHED,
    CLAIM,
    COUNT,
    FORGET,
    ISSUE,
    READ,
    READ_SINGLE,
    REMOVE,
    REPLACE,
    SINGLE,
    SPEND,
    STREAM,
    WRITE,
)
from infra.cdk.shapes import SHAPES
from infra.cdk.target import Target
from infra.cdk.tenant_role import KEYS, allow_for_tenant, with_keys
from quarterdeck.platform.audit.rows import ORIGINS
from quarterdeck.platform.audit.rows import TABLE as AUDIT
from quarterdeck.platform.belonging import OWNERSHIP
from quarterdeck.platform.idempotency import TABLE as IDEMPOTENCY
from quarterdeck.platform.onetime import TABLE as ONETIME
from quarterdeck.platform.outbox import TABLE as OUTBOX
from quarterdeck.platform.shapes import TableShape
from quarterdeck.services.llm.cache.rows import TABLE as CACHE

ONLY_OWNERSHIP = {
    "ForAllValues:StringEquals": {"dynamodb:Attributes": list(OWNERSHIP)},
    "Null": {"dynamodb:Attributes": "false"},
    "StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"},
}
"""The conditions of a request for nothing but what tells whose rows are."""


class Tables(Construct):
    """One table a context, whose rows a function reaches for one tenant at a time, or by keys of no tenant."""

    def __init__(self, scope: Construct, construct_id: str, target: Target, encryption: Encryption) -> None:
        super().__init__(scope, construct_id)
        self._encryption = encryption
        self.by_name = {s.name: self._table(s, keep=target.keep_data) for s in SHAPES}

    def read(self, function: lambda_.Function, *names: str) -> None:
        """Let the function read these tables by key, and tell it their names."""
        self._allow(function, READ, names)

    def write(self, function: lambda_.Function, *names: str) -> None:
        """Let the function read, put and update rows of these tables, also in transactions; never delete or scan."""
        self._allow(function, WRITE, names)

    def replace(self, function: lambda_.Function, *names: str) -> None:
        """Let the function do what ``write`` does, read rows by many keys at once, and delete rows by key."""
        self._allow(function, REPLACE, names)

    def replace_with(self, function: lambda_.Function, name: str, *keys: str) -> None:
        """Let the function do what ``replace`` does, and use single rows of these keys, which name no tenant."""
        self.replace(function, name)
        self._for_tenant(function, SINGLE, (name,), keys)

    def read_with(self, function: lambda_.Function, name: str, *keys: str) -> None:
        """Let the function do what ``read`` does, and read single rows of these keys, which name no tenant."""
        self.read(function, name)
        self._for_tenant(function, READ_SINGLE, (name,), keys)

    def keep_count(self, function: lambda_.Function, *names: str) -> None:
        """Let the function read single rows of these tables, and update them."""
        self._allow(function, COUNT, names)

    def append(self, function: lambda_.Function) -> None:
        """Let the function add events to the outbox; it can neither read nor change them."""
        self._allow(function, APPEND, (OUTBOX.name,))

    def audit(self, function: lambda_.Function) -> None:
        """Let the function add entries to the audit trail, which it reads for that; none can change or delete any."""
        self._allow(function, ADD, (AUDIT.name,))
        self._allow(function, APPEND, (ORIGINS.name,))

    def claim(self, function: lambda_.Function) -> None:
        """Let the function claim idempotency keys, mark them done and give them back."""
        self._allow(function, CLAIM, (IDEMPOTENCY.name,))

    def issue(self, function: lambda_.Function) -> None:
        """Let the function issue one-time secrets, and spend them, for a tenant and before one is known."""
        self._allow_itself(function, ISSUE, ONETIME.name, "ONETIME#*")
        self._for_tenant(function, ISSUE, (ONETIME.name,), ("ONETIME#*",))

    def spend(self, function: lambda_.Function) -> None:
        """Let the function itself spend one-time secrets; it can make none."""
        self._allow_itself(function, SPEND, ONETIME.name, "ONETIME#*")

    def cache(self, function: lambda_.Function) -> None:
        """Let the function find, keep and forget replies of models."""
        self._allow(function, CACHED, (CACHE.name,))

    def remove(self, function: lambda_.Function, *names: str) -> None:
        """Let the function delete rows of these tables by key; it can neither read nor write them."""
        self._allow(function, REMOVE, names)

    def forget(self, function: lambda_.Function, *names: str) -> None:
        """Let the function read rows of these tables and delete them."""
        self._allow(function, FORGET, names)

    def remove_single(self, function: lambda_.Function, name: str, *keys: str) -> None:
        """Let the function delete single rows of these keys, which name no tenant, in a tenant's session."""
        self._for_tenant(function, REMOVE, (name,), keys)

    def sweep(self, function: lambda_.Function) -> None:
        """Let the function itself list the keys of all rows and whose they are, and nothing else of them."""
        names = [name for name in self.by_name if name != AUDIT.name]
        allow(function, ["dynamodb:Scan"], [self.by_name[name].table_arn for name in names], ONLY_OWNERSHIP)
        self._encryption.let(function, "dynamodb", ROWS)
        self._tell(function, *names)

    def look_up(self, function: lambda_.Function, name: str, *keys: str) -> None:
        """Let the function itself read the rows of these partition keys, in which no tenant is named."""
        self._allow_itself(function, READ, name, *keys)

    def count_up(self, function: lambda_.Function, name: str, *keys: str) -> None:
        """Let the function itself read and update single rows of these partition keys."""
        self._allow_itself(function, COUNT, name, *keys)

    def claim_itself(self, function: lambda_.Function, *keys: str) -> None:
        """Let the function itself claim the idempotency keys that are like these."""
        self._allow_itself(function, CLAIM, IDEMPOTENCY.name, *keys)

    def stream(self, function: lambda_.Function, name: str) -> str:
        """Let the function read the table's stream, and return the stream's ARN."""
        arn = self.by_name[name].table_stream_arn
        if arn is None:
            raise ValueError(f"the models of the table {name} declare no stream")
        allow(function, STREAM, [arn])
        self._encryption.let(function, "dynamodb", ROWS)
        return arn

    def _allow(self, function: lambda_.Function, actions: tuple[str, ...], names: tuple[str, ...]) -> None:
        self._for_tenant(function, actions, names, KEYS)
        self._tell(function, *names)

    def _for_tenant(
        self,
        function: lambda_.Function,
        actions: tuple[str, ...],
        names: tuple[str, ...],
        keys: tuple[str, ...],
    ) -> None:
        arns = [self.by_name[name].table_arn for name in names]
        allow_for_tenant(function, actions, arns, with_keys(*keys))
        self._encryption.let_for_tenant(function, "dynamodb", ROWS)

    def _allow_itself(
        self, function: lambda_.Function, actions: tuple[str, ...], name: str, *keys: str
    ) -> None:
        allow(function, actions, [self.by_name[name].table_arn], with_keys(*keys))
        self._encryption.let(function, "dynamodb", ROWS)
        self._tell(function, name)

    def _tell(self, function: lambda_.Function, *names: str) -> None:
        for name in names:
            function.add_environment(f"TABLE_{name.upper()}", self.by_name[name].table_name)

    def _table(self, shape: TableShape, *, keep: bool) -> dynamodb.TableV2:
        table = dynamodb.TableV2(
            self,
            shape.name.capitalize(),
            partition_key=dynamodb.Attribute(name=shape.hash_key, type=dynamodb.AttributeType.STRING),
            sort_key=dynamodb.Attribute(name=shape.range_key, type=dynamodb.AttributeType.STRING),
            time_to_live_attribute=shape.ttl,
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE if shape.stream else None,
            billing=dynamodb.Billing.on_demand(),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=keep,
            removal_policy=RemovalPolicy.RETAIN if keep else RemovalPolicy.DESTROY,
        )
        self._encryption.protect(table)
        return table
