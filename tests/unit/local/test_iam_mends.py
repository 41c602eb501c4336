"""What the local cloud tells policies of a request to DynamoDB."""

import json
from types import SimpleNamespace
from typing import Any

import pytest

from infra.local.iam_mends import leading_keys, mend_leading_keys

ITEM = {"pk": {"S": "a"}, "sk": {"S": "x"}}
OTHER = {"pk": {"S": "b"}, "sk": {"S": "x"}}
QUERY = {"TableName": "t", "ExpressionAttributeValues": {":p": {"S": "a"}, ":s": {"S": "x"}}}


def keys(request: dict[str, Any]) -> list[str]:
    return leading_keys(json.dumps(request).encode(), {"t": "pk", "arn/t": "pk"}.get)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"TableName": "t", "Key": ITEM}, ["a"]),
        ({"TableName": "arn/t", "Item": ITEM}, ["a"]),
        ({"RequestItems": {"t": {"Keys": [ITEM, OTHER]}}}, ["a", "b"]),
        (
            {"RequestItems": {"t": [{"PutRequest": {"Item": ITEM}}, {"DeleteRequest": {"Key": OTHER}}]}},
            ["a", "b"],
        ),
        (
            {
                "TransactItems": [
                    {"Put": {"TableName": "t", "Item": ITEM}},
                    {"Update": {"TableName": "t", "Key": OTHER}},
                ]
            },
            ["a", "b"],
        ),
        (QUERY | {"KeyConditionExpression": "pk = :p"}, ["a"]),
        (QUERY | {"KeyConditionExpression": "(pk = :p and begins_with(sk, :s))"}, ["a"]),
        (QUERY | {"KeyConditionExpression": "sk = :s AND pk=:p"}, ["a"]),
        (
            QUERY
            | {"KeyConditionExpression": "#0 = :p AND sk > :s", "ExpressionAttributeNames": {"#0": "pk"}},
            ["a"],
        ),
    ],
)
def test_every_key_that_is_named_is_told(request_: dict[str, Any], expected: list[str]) -> None:
    assert keys(request_) == expected


@pytest.mark.parametrize(
    "request_",
    [
        {"TableName": "t"},
        {"TableName": "unknown", "Key": ITEM},
        {"TableName": "t", "Key": {"sk": {"S": "x"}}},
        {"TableName": "t", "Key": {"pk": {"N": "1"}}},
        {"RequestItems": {"t": {"Keys": [ITEM, {"sk": {"S": "x"}}]}}},
        {"RequestItems": {"t": [{"Unknown": {}}]}},
        QUERY | {"KeyConditionExpression": "pk > :p"},
        QUERY | {"KeyConditionExpression": "pk = :missing"},
        QUERY | {"KeyConditionExpression": "pk = :p", "IndexName": "i"},
        {"Statement": "SELECT * FROM \"t\" WHERE pk = 'a'"},
    ],
)
def test_of_what_can_not_be_told_nothing_is(request_: dict[str, Any]) -> None:
    assert keys(request_) == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff"])
def test_rubbish_names_no_keys(body: bytes) -> None:
    assert leading_keys(body, {"t": "pk"}.get) == []


def test_each_item_of_a_transaction_is_judged_by_its_own_key() -> None:
    def checks(_action: str, body: bytes) -> list[tuple[str, str]]:
        items = json.loads(body)["TransactItems"]
        return [
            (f"dynamodb:{verb}Item", f"arn:{row['TableName']}")
            for item in items
            for verb, row in item.items()
        ]

    actions = SimpleNamespace(dynamodb_service_context=lambda _: {}, dynamodb_transaction_checks=checks)
    evaluator = SimpleNamespace(_resolve_condition_key=lambda key, _: f"the request's {key}")
    mend_leading_keys(evaluator, actions, lambda _: "pk")  # type: ignore[arg-type]
    items = [{"Put": {"TableName": "t", "Item": {"pk": {"S": key}}}} for key in ("TENANT#acme", "EMAIL#a")]
    items.append({"Put": {"TableName": "t", "Item": {"sk": {"S": "1"}}}})
    body = json.dumps({"TransactItems": items}).encode()
    judged = [SimpleNamespace(resource_arn=arn) for _, arn in actions.dynamodb_transaction_checks("x", body)]
    seen = [evaluator._resolve_condition_key("dynamodb:LeadingKeys", each) for each in judged]
    assert seen == [["TENANT#acme"], ["EMAIL#a"], None]
    assert {each.resource_arn for each in judged} == {"arn:t"}
    assert evaluator._resolve_condition_key("dynamodb:Select", judged[0]) == "the request's dynamodb:Select"
