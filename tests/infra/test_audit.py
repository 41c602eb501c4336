"""The audit trail can be added to and nothing else; its anchors are signed and stay."""

from typing import Any

from tests.infra.conftest import FUNCTIONS
from tests.infra.template import function_ids, grants, name_of, of_type, role_of, target_of, tenant_role_of

CHANGE = {
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:PartiQLUpdate",
    "dynamodb:PartiQLDelete",
}


def _allowed(template: dict[str, Any], name: str) -> dict[str, set[str]]:
    """Return what the function may do by its own role and by that which it takes on for a tenant."""
    properties = of_type(template, "AWS::Lambda::Function")[function_ids(template, [name])[name]]
    own, tenant_role = grants(template, role_of(properties)), tenant_role_of(properties)
    for_tenant = grants(template, tenant_role) if tenant_role else {}
    return {key: own.get(key, set()) | for_tenant.get(key, set()) for key in own | for_tenant}


def test_no_function_may_change_or_remove_an_entry(template: dict[str, Any]) -> None:
    adding = set()
    for name in FUNCTIONS:
        actions = _allowed(template, name).get("TablesAudit", set())
        assert not actions & CHANGE, name
        if "dynamodb:PutItem" in actions:
            adding.add(name)
    assert adding == {
        "api",
        "authorizer",
        "slack_interactions",
        "answer_conclude",
        "erasure_finish",
        "export_finish",
    }


def test_who_adds_entries_can_not_sign_and_who_signs_can_not_add(template: dict[str, Any]) -> None:
    signing = {name for name in FUNCTIONS if "kms:Sign" in _allowed(template, name).get("AuditKey", set())}
    assert signing == {"audit_anchor"}


def test_the_trail_does_not_expire_and_where_requests_came_from_does(template: dict[str, Any]) -> None:
    tables = {name_of(key): table for key, table in of_type(template, "AWS::DynamoDB::GlobalTable").items()}
    assert "TimeToLiveSpecification" not in tables["TablesAudit"]
    assert tables["TablesOrigins"]["TimeToLiveSpecification"]["AttributeName"] == "expires"


def test_anchors_are_locked_for_a_year_whatever_anyone_may(template: dict[str, Any]) -> None:
    buckets = of_type(template, "AWS::S3::Bucket").items()
    (bucket,) = [found for key, found in buckets if name_of(key) == "AuditAnchors"]
    assert bucket["ObjectLockEnabled"] is True
    retention = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert retention == {"Days": 366, "Mode": "COMPLIANCE"}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}


def test_the_key_signs_on_p256_and_outlives_the_stack(template: dict[str, Any]) -> None:
    (key,) = [each for name, each in template["Resources"].items() if name_of(name) == "AuditKey"]
    assert (key["Properties"]["KeySpec"], key["Properties"]["KeyUsage"]) == ("ECC_NIST_P256", "SIGN_VERIFY")
    assert key["DeletionPolicy"] == "Retain"


def test_entries_are_anchored_within_five_minutes_and_failures_kept(template: dict[str, Any]) -> None:
    mappings = of_type(template, "AWS::Lambda::EventSourceMapping").values()
    (mapping,) = [each for each in mappings if target_of(each["FunctionName"]) == "AuditAuditAnchor"]
    assert target_of(mapping["EventSourceArn"]) == "TablesAudit"
    assert mapping["MaximumBatchingWindowInSeconds"] == 300
    assert mapping["MaximumRetryAttempts"] == 5
    assert target_of(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "AuditAnchorDeadLetters"
    assert "FilterCriteria" not in mapping  # a changed or removed row must be seen


def test_a_changed_trail_alarms(watch: dict[str, Any]) -> None:
    alarms = of_type(watch, "AWS::CloudWatch::Alarm").values()
    (alarm,) = [each for each in alarms if each.get("MetricName") == "AuditChanged"]
    assert alarm["Threshold"] == 1
