"""Secrets: two that an operator fills in, Slack's and the language models' keys, and those of each tenant."""

from aws_cdk import ArnFormat, RemovalPolicy, SecretValue, Stack
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra.cdk.encryption import OPEN, SEAL, Encryption
from infra.cdk.nag import accept
from infra.cdk.permissions import allow
from infra.cdk.target import Target

READ = ("secretsmanager:GetSecretValue",)
REMOVE = ("secretsmanager:DeleteSecret",)
MANAGE = (
    *READ,
    "secretsmanager:CreateSecret",
    "secretsmanager:PutSecretValue",
    *REMOVE,
)


class Secrets(Construct):
    """Secrets start as the empty object ``{}``; a deployment never overwrites what the operator puts there."""

    def __init__(self, scope: Construct, construct_id: str, target: Target, encryption: Encryption) -> None:
        super().__init__(scope, construct_id)
        self._encryption = encryption
        removal = RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY
        self.slack = self._secret("Slack", "Slack: signing secret and bot tokens", removal)
        self.llm = self._secret(
            "Llm", "API keys of the language models' providers, and of web search", removal
        )
        accept(
            self,
            "SMG4",
            "Slack and the models' providers issue these values; they offer no API that could rotate them.",
        )

    def read(self, function: lambda_.Function, secret: secretsmanager.Secret, setting: str) -> None:
        """Let the function read one secret, whose ARN it finds in the setting."""
        allow(function, READ, [secret.secret_arn])
        self._encryption.let(function, "secretsmanager", OPEN)
        function.add_environment(setting, secret.secret_arn)

    def read_each_tenants(self, function: lambda_.Function, prefix: str) -> None:
        """Let the function read the tenants' own secrets, which are made with their connections under the prefix."""
        self._allow_each_tenants(function, prefix, READ)
        self._encryption.let(function, "secretsmanager", OPEN)

    def manage_each_tenants(self, function: lambda_.Function, prefix: str) -> None:
        """Let the function make, read, replace and remove the tenants' own secrets under the prefix."""
        self._allow_each_tenants(function, prefix, MANAGE)
        self._encryption.let(function, "secretsmanager", (*OPEN, *SEAL))

    def remove_each_tenants(self, function: lambda_.Function, *prefixes: str) -> None:
        """Let the function list the names of secrets, and remove the tenants' own under these prefixes."""
        allow(function, ["secretsmanager:ListSecrets"], ["*"])  # the action takes no resource
        for prefix in prefixes:
            self._allow_each_tenants(function, prefix, REMOVE)

    def _allow_each_tenants(self, function: lambda_.Function, prefix: str, actions: tuple[str, ...]) -> None:
        arn = Stack.of(self).format_arn(
            service="secretsmanager",
            resource="secret",
            resource_name=f"{prefix}*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        allow(function, actions, [arn])
        if function.role:
            found = f"arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:{prefix}*"
            accept(function.role, f"IAM5[Resource::{found}]", "A tenant's secret is named by its tenant.")

    def _secret(self, construct_id: str, description: str, removal: RemovalPolicy) -> secretsmanager.Secret:
        secret = secretsmanager.Secret(
            self,
            construct_id,
            description=description,
            secret_string_value=SecretValue.unsafe_plain_text("{}"),
            removal_policy=removal,
        )
        self._encryption.protect(secret)
        return secret
