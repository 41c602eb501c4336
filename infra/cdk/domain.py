"""The OpenSearch domain: one small node by default, closed to all but signed requests of its own functions."""

from collections.abc import Sequence
from typing import Any

from aws_cdk import Aws, RemovalPolicy
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_opensearchservice as opensearch
from constructs import Construct

from infra.cdk.alarms import PERIOD, Alarms
from infra.cdk.encryption import Encryption
from infra.cdk.logs import log_group
from infra.cdk.nag import accept
from infra.cdk.target import DomainSize, Target

NAME = "quarterdeck"
ARN = f"arn:{Aws.PARTITION}:es:{Aws.REGION}:{Aws.ACCOUNT_ID}:domain/{NAME}"
LOGS = ("ES_APPLICATION_LOGS", "SEARCH_SLOW_LOGS", "INDEX_SLOW_LOGS")
ACCEPTED = {
    "OS1": "In a VPC the functions would need a NAT gateway to reach Slack and the model, at more than the domain's "
    "price; the domain answers nothing but signed requests of the roles that its policy names.",
    "OS3": "Lambda functions have no fixed addresses; the access policy names their roles instead.",
    "OS4": "One node serves a small team; three master nodes would quadruple the price.",
    "OS7": "One node serves a small team, and AWS keeps two weeks of hourly snapshots; search_nodes asks for more.",
}


class Domain(Construct):
    """An OpenSearch domain that answers signed requests of the functions' roles over TLS, and no others.

    Made without the CDK's own domain construct, which would set the access policy and the log policy by custom
    resources: two functions more, each with a role of its own.
    """

    def __init__(
        self, scope: Construct, construct_id: str, target: Target, alarms: Alarms, encryption: Encryption
    ) -> None:
        super().__init__(scope, construct_id)
        self._statements: list[dict[str, Any]] = []
        log = log_group(self, "Log", target)
        policy = _let_opensearch_log(self, log)
        self._domain = _domain(self, target.domain, log, encryption)
        self._domain.add_resource_dependency(policy)
        self._domain.apply_removal_policy(RemovalPolicy.RETAIN if target.keep_data else RemovalPolicy.DESTROY)
        self.endpoint = self._domain.attr_domain_endpoint
        for rule, reason in ACCEPTED.items():
            accept(self, rule, reason)
        _watch(alarms, target.domain)

    def allow(self, role: iam.IRole, actions: Sequence[str]) -> None:
        """Add the role to those that the domain answers."""
        who, what = {"AWS": role.role_arn}, list(actions)
        statement = {"Effect": "Allow", "Principal": who, "Action": what, "Resource": f"{ARN}/*"}
        self._statements.append(statement)
        self._domain.access_policies = {"Version": "2012-10-17", "Statement": self._statements}


def _domain(
    scope: Construct, size: DomainSize, log: logs.LogGroup, encryption: Encryption
) -> opensearch.CfnDomain:
    published = opensearch.CfnDomain.LogPublishingOptionProperty(
        cloud_watch_logs_log_group_arn=log.log_group_arn, enabled=True
    )
    return opensearch.CfnDomain(
        scope,
        "Resource",
        domain_name=NAME,
        engine_version="OpenSearch_2.19",
        cluster_config=opensearch.CfnDomain.ClusterConfigProperty(
            instance_type=size.instance,
            instance_count=size.nodes,
            zone_awareness_enabled=size.nodes % 2 == 0,
        ),
        ebs_options=opensearch.CfnDomain.EBSOptionsProperty(
            ebs_enabled=True, volume_type="gp3", volume_size=size.volume_gib
        ),
        encryption_at_rest_options=opensearch.CfnDomain.EncryptionAtRestOptionsProperty(
            enabled=True, kms_key_id=encryption.key.key_id
        ),
        node_to_node_encryption_options=opensearch.CfnDomain.NodeToNodeEncryptionOptionsProperty(
            enabled=True
        ),
        domain_endpoint_options=opensearch.CfnDomain.DomainEndpointOptionsProperty(
            enforce_https=True, tls_security_policy="Policy-Min-TLS-1-2-PFS-2023-10"
        ),
        log_publishing_options=dict.fromkeys(LOGS, published),
    )


def _let_opensearch_log(scope: Construct, log: logs.LogGroup) -> logs.CfnResourcePolicy:
    statement = iam.PolicyStatement(
        principals=[iam.ServicePrincipal("es.amazonaws.com")],
        actions=["logs:PutLogEvents", "logs:CreateLogStream"],
        resources=[log.log_group_arn],
        conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
    )
    document = iam.PolicyDocument(statements=[statement])
    text = log.stack.to_json_string(document)
    return logs.CfnResourcePolicy(scope, "LogPolicy", policy_name=f"{NAME}-search", policy_document=text)


def _watch(alarms: Alarms, size: DomainSize) -> None:
    alarms.watch(
        "SearchRed", _metric("ClusterStatus.red", "Maximum"), "Part of the search index is lost or down."
    )
    alarms.watch(
        "SearchReadOnly", _metric("ClusterIndexWritesBlocked", "Maximum"), "The index refuses writes."
    )
    free, fifth_mb = _metric("FreeStorageSpace", "Minimum"), size.volume_gib * 1024 / 5
    alarms.watch_low("SearchDisk", free, "A search node's disk is 80% full.", below=fifth_mb)


def _metric(name: str, statistic: str) -> cloudwatch.Metric:
    dimensions = {"DomainName": NAME, "ClientId": Aws.ACCOUNT_ID}
    return cloudwatch.Metric(
        namespace="AWS/ES", metric_name=name, dimensions_map=dimensions, period=PERIOD, statistic=statistic
    )
