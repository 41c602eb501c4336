"""Data at rest is encrypted, recoverable, and survives the stack."""

from typing import Any

import pytest

from infra.cdk.shapes import SHAPES
from quarterdeck.platform import expiring
from quarterdeck.platform.shapes import TableShape
from tests.infra.template import Properties, name_of, of_type

KEPT = {
    "AWS::DynamoDB::GlobalTable",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::OpenSearchService::Domain",
    "AWS::Events::EventBus",
    "AWS::Events::Archive",
    "AWS::KMS::Key",
}


def _table(template: dict[str, Any], shape: TableShape) -> Properties:
    tables = of_type(template, "AWS::DynamoDB::GlobalTable").items()
    (table,) = [found for key, found in tables if name_of(key) == f"Tables{shape.name.capitalize()}"]
    return table


def _bucket(template: dict[str, Any], name: str) -> Properties:
    (bucket,) = [b for key, b in of_type(template, "AWS::S3::Bucket").items() if name_of(key) == name]
    return bucket


@pytest.mark.parametrize("kind", sorted(KEPT))
def test_what_holds_data_outlives_the_stack(template: dict[str, Any], kind: str) -> None:
    resources = [resource for resource in template["Resources"].values() if resource["Type"] == kind]
    assert resources
    assert {(r["DeletionPolicy"], r["UpdateReplacePolicy"]) for r in resources} == {("Retain", "Retain")}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_table_has_the_shape_of_its_models(template: dict[str, Any], shape: TableShape) -> None:
    table = _table(template, shape)
    keys = {key["KeyType"]: key["AttributeName"] for key in table["KeySchema"]}
    assert keys == {"HASH": shape.hash_key, "RANGE": shape.range_key}
    expires = {"AttributeName": shape.ttl, "Enabled": True} if shape.ttl else None
    assert table.get("TimeToLiveSpecification") == expires
    stream = {"StreamViewType": "NEW_IMAGE"} if shape.stream else None
    assert table.get("StreamSpecification") == stream


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_table_is_recoverable_and_protected(template: dict[str, Any], shape: TableShape) -> None:
    table = _table(template, shape)
    (replica,) = table["Replicas"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert replica["DeletionProtectionEnabled"] is True


@pytest.mark.parametrize("name", ["ObjectsBucket", "ObjectsAccessLog", "AuditAnchors"])
def test_a_bucket_is_private(template: dict[str, Any], name: str) -> None:
    bucket = _bucket(template, name)
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4


def test_buckets_refuse_plain_http(template: dict[str, Any]) -> None:
    policies = of_type(template, "AWS::S3::BucketPolicy").values()
    secured = {p["Bucket"]["Ref"] for p in policies if _denies_http(p)}
    assert secured == set(of_type(template, "AWS::S3::Bucket"))


def test_objects_keep_their_versions_for_90_days_and_log_every_access(template: dict[str, Any]) -> None:
    bucket = _bucket(template, "ObjectsBucket")
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert name_of(bucket["LoggingConfiguration"]["DestinationBucketName"]["Ref"]) == "ObjectsAccessLog"
    (rule,) = [each for each in bucket["LifecycleConfiguration"]["Rules"] if "TagFilters" not in each]
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 90}
    assert "ExpirationInDays" not in rule


def test_what_is_to_expire_is_gone_after_a_week_in_all_versions(template: dict[str, Any]) -> None:
    rules = _bucket(template, "ObjectsBucket")["LifecycleConfiguration"]["Rules"]
    (rule,) = [each for each in rules if "TagFilters" in each]
    assert [(each["Key"], each["Value"]) for each in rule["TagFilters"]] == [expiring.TAG]
    assert rule["ExpirationInDays"] == expiring.KEPT.days
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 1}


def test_a_browser_may_put_with_a_presigned_url(template: dict[str, Any]) -> None:
    (rule,) = _bucket(template, "ObjectsBucket")["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["PUT"]
    assert "x-amz-checksum-sha256" in rule["AllowedHeaders"]


def test_the_search_domain_is_encrypted_at_rest_and_in_motion(template: dict[str, Any]) -> None:
    (domain,) = of_type(template, "AWS::OpenSearchService::Domain").values()
    assert domain["EngineVersion"] == "OpenSearch_2.19"
    assert domain["EncryptionAtRestOptions"]["Enabled"] is True
    assert domain["NodeToNodeEncryptionOptions"] == {"Enabled": True}
    assert domain["DomainEndpointOptions"]["EnforceHTTPS"] is True
    assert domain["DomainEndpointOptions"]["TLSSecurityPolicy"].startswith("Policy-Min-TLS-1-2")
    assert all(log["Enabled"] for log in domain["LogPublishingOptions"].values())


def test_secrets_start_empty(template: dict[str, Any]) -> None:
    secrets = of_type(template, "AWS::SecretsManager::Secret").values()
    assert {secret["SecretString"] for secret in secrets} == {"{}"}


def test_all_events_are_archived(template: dict[str, Any]) -> None:
    (archive,) = of_type(template, "AWS::Events::Archive").values()
    assert name_of(archive["SourceArn"]["Fn::GetAtt"][0]) == "EventsBus"
    assert "EventPattern" not in archive


def _denies_http(policy: Properties) -> bool:
    return any(
        statement["Effect"] == "Deny" and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        for statement in policy["PolicyDocument"]["Statement"]
        if "Condition" in statement
    )
