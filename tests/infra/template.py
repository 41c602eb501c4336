"""Reads a synthesised template: resources by type, and who may do what."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Properties = dict[str, Any]
_HASH = re.compile(r"[0-9A-F]{8}$")


def of_type(template: Mapping[str, Any], kind: str) -> dict[str, Properties]:
    """Return the properties of each resource of the type, by the resource's logical id."""
    return {
        key: value.get("Properties", {})
        for key, value in template["Resources"].items()
        if value["Type"] == kind
    }


def joined(template: Mapping[str, Any], **others: Mapping[str, Any]) -> dict[str, Any]:
    """Return the template with the value of each other stack's output in the place of the reference to it."""

    def settle(value: Any) -> Any:
        match value:
            case {"Fn::GetStackOutput": {"StackName": str(stack), "OutputName": str(output)}}:
                return others[stack]["Outputs"][output]["Value"]
            case dict():
                return {key: settle(part) for key, part in value.items()}
            case list():
                return [settle(part) for part in value]
            case _:
                return value

    return {section: settle(part) for section, part in template.items()}


def name_of(logical_id: str) -> str:
    """Return the logical id without its hash."""
    return _HASH.sub("", logical_id)


def target_of(value: object) -> str:
    """Return the name of the resource that a reference, an attribute or a join of them speaks of."""
    match value:
        case {"Ref": str(logical_id)} | {"Fn::GetAtt": [str(logical_id), *_]}:
            return name_of(logical_id)
        case {"Fn::Join": [_, [first, *rest]]}:
            return target_of(first) + "".join(part for part in rest if isinstance(part, str))
        case _:
            return str(value)


def each(value: object) -> list[Any]:
    """Return what a policy gives as one item or as several."""
    return value if isinstance(value, list) else [value]


def function_ids(template: Mapping[str, Any], names: Iterator[str] | list[str]) -> dict[str, str]:
    """Return the logical id of each function, by the name of its folder."""
    found = of_type(template, "AWS::Lambda::Function")
    return {name: _only(found, name.title().replace("_", "")) for name in names}


def role_of(properties: Properties) -> str:
    """Return the logical id of a function's or machine's role."""
    reference = properties["Role"] if "Role" in properties else properties["RoleArn"]
    role: str = reference["Fn::GetAtt"][0]
    return role


def tenant_role_of(properties: Properties) -> str | None:
    """Return the logical id of the role with which a function works for a tenant, if it has one."""
    reference = properties["Environment"]["Variables"].get("TENANT_ROLE_ARN")
    return reference["Fn::GetAtt"][0] if reference else None


def statements(template: Mapping[str, Any], role_id: str) -> Iterator[Properties]:
    """Return the statements of the role's policies."""
    for policy in of_type(template, "AWS::IAM::Policy").values():
        if {"Ref": role_id} in policy["Roles"]:
            yield from policy["PolicyDocument"]["Statement"]


def grants(template: Mapping[str, Any], role_id: str) -> dict[str, set[str]]:
    """Return the actions that the role may do, by what it may do them on."""
    allowed: dict[str, set[str]] = {}
    for statement in statements(template, role_id):
        for resource in each(statement["Resource"]):
            allowed.setdefault(target_of(resource), set()).update(each(statement["Action"]))
    return allowed


def _only(found: Mapping[str, Properties], suffix: str) -> str:
    (logical_id,) = [key for key in found if re.fullmatch(rf"([A-Z][a-z]+)?{suffix}[0-9A-F]{{8}}", key)]
    return logical_id
