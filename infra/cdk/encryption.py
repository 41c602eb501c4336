"""The installation's key: what holds tenants' data is encrypted with it, and it opens through those stores alone."""

from typing import Literal

from aws_cdk import Aws, RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.cdk.permissions import allow, statement
from infra.cdk.target import Target
from infra.cdk.tenant_role import allow_for_tenant
from quarterdeck.platform.secrets import KEY

Store = Literal["dynamodb", "s3", "secretsmanager", "sqs"]

STORES: tuple[Store, ...] = ("dynamodb", "s3", "secretsmanager", "sqs")
SENDERS = ("events.amazonaws.com", "s3.amazonaws.com")
"""Who sends to queues without a role of this account."""

OPEN = ("kms:Decrypt",)
SEAL = ("kms:GenerateDataKey",)
ROWS = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
"""What DynamoDB may ask of the key for whoever works with a table, by its documentation of customer managed keys."""
ADMINISTER = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
USE = (*OPEN, "kms:GenerateDataKey*", "kms:Encrypt", "kms:ReEncrypt*", "kms:CreateGrant")
"""What a store does with the key for whoever makes a table, a domain or a secret, and for whoever works with one."""


class Encryption(Construct):
    """A symmetric key that KMS rotates every year, and that outlives the stack as what it encrypts does.

    Its policy lets nobody use it but through the stores, whatever their own policies say.
    """

    def __init__(self, scope: Construct, construct_id: str, target: Target) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            description="Encrypts what Quarterdeck keeps of its tenants",
            alias=KEY,
            enable_key_rotation=True,
            policy=_policy(),
            removal_policy=RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY,
        )

    def protect(self, construct: Construct) -> None:
        """Encrypt with the key what is kept in the table, bucket, queue or secret.

        By the resources' own properties: given the key, the CDK's constructs would let roles use it outside of its
        stores, and drop who may send to a queue; and those of tables need to know the region.
        """
        arn = self.key.key_arn
        match construct.node.default_child:
            case dynamodb.CfnGlobalTable() as table:
                table.sse_specification = dynamodb.CfnGlobalTable.SSESpecificationProperty(
                    sse_enabled=True, sse_type="KMS"
                )
                table.add_property_override("Replicas.0.SSESpecification.KMSMasterKeyId", arn)
            case s3.CfnBucket() as bucket:
                bucket.bucket_encryption = _bucket_encryption(arn)
            case sqs.CfnQueue() as queue:
                queue.kms_master_key_id = arn
            case secretsmanager.CfnSecret() as secret:
                secret.kms_key_id = arn
            case _:
                raise TypeError(f"{construct.node.path} is nothing that the key can protect")

    def let(self, function: lambda_.Function, store: Store, actions: tuple[str, ...]) -> None:
        """Let the function itself use the key through the store."""
        allow(function, actions, [self.key.key_arn], _through(store))

    def let_for_tenant(self, function: lambda_.Function, store: Store, actions: tuple[str, ...]) -> None:
        """Let the function use the key through the store in a tenant's session."""
        allow_for_tenant(function, actions, [self.key.key_arn], _through(store))


def _through(*services: str) -> dict[str, dict[str, list[str]]]:
    return {"StringEquals": {"kms:ViaService": [f"{each}.{Aws.REGION}.amazonaws.com" for each in services]}}


def _policy() -> iam.PolicyDocument:
    account = iam.AccountRootPrincipal()
    administer = statement(ADMINISTER, ["*"])
    administer.add_principals(account)
    use = statement(USE, ["*"], _through(*STORES, "es"))
    use.add_principals(account)
    of_this_account = {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
    send = statement((*OPEN, *SEAL), ["*"], of_this_account)
    send.add_principals(*(iam.ServicePrincipal(sender) for sender in SENDERS))
    return iam.PolicyDocument(statements=[administer, use, send])


def _bucket_encryption(arn: str) -> s3.CfnBucket.BucketEncryptionProperty:
    """Return an encryption with a bucket key, which spares nearly all requests of KMS."""
    default = s3.CfnBucket.ServerSideEncryptionByDefaultProperty(
        sse_algorithm="aws:kms", kms_master_key_id=arn
    )
    rule = s3.CfnBucket.ServerSideEncryptionRuleProperty(
        server_side_encryption_by_default=default, bucket_key_enabled=True
    )
    return s3.CfnBucket.BucketEncryptionProperty(server_side_encryption_configuration=[rule])
