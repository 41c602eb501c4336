"""The objects bucket: raw uploads, recordings and answers, kept in versions, and a bucket with its access log."""

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.cdk.encryption import OPEN, SEAL, Encryption
from infra.cdk.nag import accept
from infra.cdk.target import Target
from infra.cdk.tenant_role import TENANT, allow_for_tenant
from quarterdeck.platform.expiring import KEPT, TAG

OF_TENANT = f"tenants/{TENANT}/*"
EXPORTS = f"tenants/{TENANT}/exports/*"
LISTED = {"StringLike": {"s3:prefix": OF_TENANT}}
KEYS = "Objects are named by tenant and meeting; the tenant's prefix is all that is fixed."


class Objects(Construct):
    """Encrypted, TLS only, private. Customers' words are in here, so every access is logged."""

    def __init__(self, scope: Construct, construct_id: str, target: Target, encryption: Encryption) -> None:
        super().__init__(scope, construct_id)
        self._encryption = encryption
        self._removal = RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY
        access_log = self._access_log()
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            enforce_ssl=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    noncurrent_version_expiration=Duration.days(90),
                    abort_incomplete_multipart_upload_after=Duration.days(KEPT.days),
                ),
                s3.LifecycleRule(
                    tag_filters=dict([TAG]),
                    expiration=Duration.days(KEPT.days),
                    noncurrent_version_expiration=Duration.days(1),
                ),
            ],
            # A presigned URL is its own permission, so the page that uses one may be anywhere.
            cors=[
                s3.CorsRule(
                    allowed_methods=[s3.HttpMethods.PUT],
                    allowed_origins=["*"],
                    allowed_headers=["content-type", "x-amz-checksum-sha256"],
                )
            ],
            server_access_logs_bucket=access_log,
            removal_policy=self._removal,
        )
        encryption.protect(self.bucket)

    def read(self, function: lambda_.Function) -> None:
        """Let the function read tenants' objects."""
        self._allow(function, "s3:GetObject")
        self._encryption.let_for_tenant(function, "s3", OPEN)

    def write(self, function: lambda_.Function) -> None:
        """Let the function read and put tenants' objects, never delete them."""
        self._allow(function, "s3:GetObject", "s3:PutObject")
        self._encryption.let_for_tenant(function, "s3", (*OPEN, *SEAL))

    def replace(self, function: lambda_.Function) -> None:
        """Let the function do what ``write`` does, and remove tenants' objects in all their versions."""
        self.write(function)
        self._allow(function, "s3:DeleteObjectVersion")
        allow_for_tenant(function, ["s3:ListBucketVersions"], [self.bucket.bucket_arn], LISTED)

    def export(self, function: lambda_.Function) -> None:
        """Let the function do what ``read`` does, and put archives of exports, part by part, that expire."""
        self.read(function)
        put = ["s3:PutObject", "s3:PutObjectTagging", "s3:ListMultipartUploadParts"]
        role = allow_for_tenant(function, put, [self.bucket.arn_for_objects(EXPORTS)])
        accept_keys(role, self.bucket, EXPORTS)
        self._encryption.let_for_tenant(function, "s3", SEAL)

    def _allow(self, function: lambda_.Function, *actions: str) -> None:
        """Grant the actions on a tenant's objects, and the list of their names: it tells which are missing."""
        function.add_environment("BUCKET_OBJECTS", self.bucket.bucket_name)
        role = allow_for_tenant(function, actions, [self.bucket.arn_for_objects(OF_TENANT)])
        allow_for_tenant(function, ["s3:ListBucket"], [self.bucket.bucket_arn], LISTED)
        accept_keys(role, self.bucket, OF_TENANT)

    def _access_log(self) -> s3.Bucket:
        """Make the bucket of the log, encrypted by S3: it writes its logs under no other key."""
        return s3.Bucket(
            self,
            "AccessLog",
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(90))],
            removal_policy=self._removal,
        )


def accept_keys(role: iam.IRole, bucket: s3.Bucket, keys: str) -> None:
    """Say why the role may reach objects by a pattern of their keys."""
    logical_id = Stack.of(bucket).get_logical_id(cfn_bucket(bucket))
    found = keys.replace("${", "<").replace("}", ">")  # as the check writes it
    accept(role, f"IAM5[Resource::<{logical_id}.Arn>/{found}]", KEYS)


def cfn_bucket(bucket: s3.Bucket) -> s3.CfnBucket:
    """Return the CloudFormation resource of the bucket."""
    resource = bucket.node.default_child
    if not isinstance(resource, s3.CfnBucket):
        raise TypeError(f"{bucket.node.path} is not made by this stack")
    return resource
