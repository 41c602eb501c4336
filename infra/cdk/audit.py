"""The audit trail's anchors: the key that signs them, the bucket that keeps them, and the function between."""

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.cdk.foundation import Foundation
from infra.cdk.function import Function, Size, emitted
from infra.cdk.nag import accept
from infra.cdk.objects import LISTED, OF_TENANT, accept_keys
from infra.cdk.permissions import allow
from infra.cdk.queues import dead_letters, seal_messages
from infra.cdk.tenant_role import allow_for_tenant

ANCHOR = Size(memory=512, timeout=60)  # sixteen reads, a signature and a put for each tenant
WITHIN = Duration.minutes(5)
LOCKED = Duration.days(366)
TENANTS = "tenants/*"
"""The anchors of all tenants, whom one function signs for: of each it sees where its lanes end, and nothing else."""


class Audit(Construct):
    """Who may add to the trail can't sign, and who signs can't add to it."""

    def __init__(self, scope: Construct, construct_id: str, base: Foundation) -> None:
        super().__init__(scope, construct_id)
        self._base = base
        removal = RemovalPolicy.RETAIN if base.target.keep_data else RemovalPolicy.DESTROY
        self.key = kms.Key(
            self,
            "Key",
            description="Signs the anchors of the audit trail",
            key_spec=kms.KeySpec.ECC_NIST_P256,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            removal_policy=removal,
        )
        self.bucket = self._bucket(removal)
        self._anchor()
        changed = "A row of the audit trail was changed or removed."
        base.alarms.watch("AuditChanged", emitted("AuditChanged"), changed)

    def shown_by(self, function: Function) -> None:
        """Let the function read the trail, its anchors and their public key."""
        self._base.tables.read(function, "audit", "origins")
        self._tell(function)
        role = allow_for_tenant(function, ["s3:GetObject"], [self.bucket.arn_for_objects(OF_TENANT)])
        allow_for_tenant(function, ["s3:ListBucket"], [self.bucket.bucket_arn], LISTED)
        accept_keys(role, self.bucket, OF_TENANT)
        allow(function, ["kms:GetPublicKey"], [self.key.key_arn])

    def _anchor(self) -> None:
        function = Function(self, "audit_anchor", self._base, ANCHOR)
        self._base.tables.look_up(function, "audit", "TENANT#*")
        self._open(function, "s3:GetObject", "s3:PutObject")
        allow(function, ["kms:Sign"], [self.key.key_arn])
        seal_messages(function, self._base)
        dead = dead_letters(self, "AnchorDeadLetters", self._base, "The audit trail could not be anchored.")
        accept(dead, "SQS3", "It is a dead-letter queue itself, of a stream's mapping.")
        lambda_.EventSourceMapping(
            self,
            "StreamToAnchor",
            target=function,
            event_source_arn=self._base.tables.stream(function, "audit"),
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=1_000,
            max_batching_window=WITHIN,
            retry_attempts=5,
            on_failure=sources.SqsDlq(dead),
        )

    def _tell(self, function: Function) -> None:
        function.add_environment("BUCKET_ANCHORS", self.bucket.bucket_name)
        function.add_environment("AUDIT_KEY_ARN", self.key.key_arn)

    def _open(self, function: Function, *actions: str) -> None:
        self._tell(function)
        allow(function, actions, [self.bucket.arn_for_objects(TENANTS)])
        allow(function, ["s3:ListBucket"], [self.bucket.bucket_arn])
        if function.role:
            accept_keys(function.role, self.bucket, TENANTS)

    def _bucket(self, removal: RemovalPolicy) -> s3.Bucket:
        """Make the bucket, encrypted by S3: who deletes the installation's key must not end a lock with it."""
        bucket = s3.Bucket(
            self,
            "Anchors",
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            versioned=True,
            object_lock_default_retention=(
                s3.ObjectLockRetention.compliance(LOCKED) if self._base.target.keep_data else None
            ),
            removal_policy=removal,
        )
        accept(
            bucket, "S1", "Anchors hold hashes; who put them is in CloudTrail, and nobody can replace one."
        )
        return bucket
