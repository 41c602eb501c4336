"""What holds tenants' data is under the installation's key, which opens through those stores and no other way."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.template import Properties, each, name_of, of_type, target_of

KEY = "EncryptionKey"
UNDER_S3S_OWN = {"ObjectsAccessLog", "AuditAnchors"}
"""S3 writes access logs under no other key; and a lock must not end with a key."""

STORES = {"dynamodb", "s3", "secretsmanager", "sqs"}
OPEN, SEAL = "kms:Decrypt", "kms:GenerateDataKey"
ROWS = {
    *(OPEN, SEAL, "kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
    *("kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"),
}
USES = re.compile(r"kms:(Decrypt|Encrypt|ReEncrypt|Generate|CreateGrant|Derive|Sign|Verify)")
ON_ROWS = (
    "GetItem",
    "Query",
    "Scan",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchGetItem",
    "BatchWriteItem",
    "GetRecords",
)
NEEDS = {
    **{f"dynamodb:{action}": ROWS for action in ON_ROWS},
    "s3:GetObject": {OPEN},
    "s3:PutObject": {SEAL},
    "sqs:ReceiveMessage": {OPEN},
    "sqs:SendMessage": {OPEN, SEAL},
    "secretsmanager:GetSecretValue": {OPEN},
    "secretsmanager:CreateSecret": {OPEN, SEAL},
    "secretsmanager:PutSecretValue": {OPEN, SEAL},
}
"""What an action needs of the key."""

NEEDLESS = {
    "dynamodb": {"DescribeTable", "DescribeStream", "GetShardIterator", "ListStreams"},
    "s3": {
        "DeleteObjectVersion",
        "GetBucketLocation",
        "ListBucket",
        "ListBucketVersions",
        "ListMultipartUploadParts",
        "PutObjectTagging",
    },
    "secretsmanager": {"DeleteSecret", "DescribeSecret", "ListSecrets"},
    "sqs": {"ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl"},
}
"""Actions on a store that touch nothing encrypted; one that is new fails here until it is decided."""


def test_the_key_rotates_every_year_and_has_a_name(template: dict[str, Any]) -> None:
    (key,) = [found for name, found in of_type(template, "AWS::KMS::Key").items() if name_of(name) == KEY]
    assert key["EnableKeyRotation"] is True
    assert "RotationPeriodInDays" not in key  # 365 unless it is said
    assert "KeySpec" not in key  # symmetric unless it is said
    (alias,) = of_type(template, "AWS::KMS::Alias").values()
    assert (alias["AliasName"], target_of(alias["TargetKeyId"])) == ("alias/quarterdeck", KEY)


def test_every_table_is_under_the_key(template: dict[str, Any]) -> None:
    for name, table in of_type(template, "AWS::DynamoDB::GlobalTable").items():
        (replica,) = table["Replicas"]
        assert table["SSESpecification"] == {"SSEEnabled": True, "SSEType": "KMS"}, name
        assert target_of(replica["SSESpecification"]["KMSMasterKeyId"]) == KEY, name


def test_every_bucket_is_under_the_key_by_a_key_of_its_own_or_else_says_why(template: dict[str, Any]) -> None:
    for name, bucket in of_type(template, "AWS::S3::Bucket").items():
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        default = rule["ServerSideEncryptionByDefault"]
        if name_of(name) in UNDER_S3S_OWN:
            assert default == {"SSEAlgorithm": "AES256"}, name
        else:
            assert (default["SSEAlgorithm"], rule["BucketKeyEnabled"]) == ("aws:kms", True), name
            assert target_of(default["KMSMasterKeyID"]) == KEY, name


@pytest.mark.parametrize(
    ("kind", "setting"),
    [("AWS::SQS::Queue", "KmsMasterKeyId"), ("AWS::SecretsManager::Secret", "KmsKeyId")],
)
def test_every_queue_and_secret_is_under_the_key(template: dict[str, Any], kind: str, setting: str) -> None:
    found = of_type(template, kind)
    assert found
    assert {name for name, each_ in found.items() if target_of(each_.get(setting)) != KEY} == set()


def test_the_search_domain_is_under_the_key(template: dict[str, Any]) -> None:
    (domain,) = of_type(template, "AWS::OpenSearchService::Domain").values()
    assert target_of(domain["EncryptionAtRestOptions"]["KmsKeyId"]) == KEY


def test_the_key_is_used_through_its_stores_alone_whatever_a_role_may(template: dict[str, Any]) -> None:
    administer, use, _ = key_policy(template)
    assert [action for action in administer["Action"] if USES.match(action) or "*" in action] == []
    assert "kms:PutKeyPolicy" in administer["Action"]
    assert set(services(use)) == STORES | {"es"}
    assert {target_of(s["Principal"]["AWS"]) for s in (administer, use)} == {"arn::iam:::root"}


def test_services_that_send_to_queues_use_the_key_for_this_account(template: dict[str, Any]) -> None:
    *_, send = key_policy(template)
    assert send["Principal"] == {"Service": ["events.amazonaws.com", "s3.amazonaws.com"]}
    assert set(send["Action"]) == {OPEN, SEAL}
    assert send["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_a_role_uses_the_key_for_what_it_does_and_no_more(template: dict[str, Any]) -> None:
    uses, needs = by_role(template, used), by_role(template, needed)
    assert sum(map(bool, needs.values())) > 40
    assert uses == needs


def test_every_action_on_a_store_is_decided(template: dict[str, Any]) -> None:
    acted = {action for _, statement in allowed(template) for action in each(statement["Action"])}
    needless = {f"{store}:{action}" for store, actions in NEEDLESS.items() for action in actions}
    assert {a for a in acted if a.partition(":")[0] in STORES} - NEEDS.keys() - needless == set()


def key_policy(template: dict[str, Any]) -> list[Properties]:
    (key,) = [found for name, found in of_type(template, "AWS::KMS::Key").items() if name_of(name) == KEY]
    statements: list[Properties] = key["KeyPolicy"]["Statement"]
    assert {statement["Effect"] for statement in statements} == {"Allow"}
    return statements


def allowed(template: dict[str, Any]) -> Iterator[tuple[str, Properties]]:
    """Return the statements of each role, all of which allow."""
    for policy in of_type(template, "AWS::IAM::Policy").values():
        for statement in policy["PolicyDocument"]["Statement"]:
            assert statement["Effect"] == "Allow"
            yield from ((role["Ref"], statement) for role in policy["Roles"])


def by_role(template: dict[str, Any], read: Any) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for role, statement in allowed(template):
        found.setdefault(role, set()).update(read(statement))
    return found


def used(statement: Properties) -> Iterator[tuple[str, str]]:
    """Return each store through which the statement lets the key be used, and how."""
    actions = [action for action in each(statement["Action"]) if action.startswith("kms:")]
    resources = {target_of(resource) for resource in each(statement["Resource"])}
    if actions and resources != {"AuditKey"}:
        assert resources == {KEY}
        assert len(actions) == len(each(statement["Action"]))
        yield from ((store, action) for store in services(statement) for action in actions)


def needed(statement: Properties) -> Iterator[tuple[str, str]]:
    """Return what the statement's actions need of the key; anchors are not under it."""
    if all(target_of(resource).startswith("AuditAnchors") for resource in each(statement["Resource"])):
        return
    for action in each(statement["Action"]):
        yield from ((action.partition(":")[0], use) for use in NEEDS.get(action, ()))


def services(statement: Properties) -> list[str]:
    """Return the services through which alone the statement holds."""
    assert set(statement["Condition"]) == {"StringEquals"}
    assert set(statement["Condition"]["StringEquals"]) == {"kms:ViaService"}
    names = []
    for value in each(statement["Condition"]["StringEquals"]["kms:ViaService"]):
        _, (service, region, rest) = value["Fn::Join"]
        assert (region, rest) == ({"Ref": "AWS::Region"}, ".amazonaws.com")
        names.append(service.removesuffix("."))
    return names
