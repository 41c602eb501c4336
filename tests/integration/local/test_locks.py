"""Which locked packages a layer carries."""

from infra.local.locks import LAYERS, parse, requirements, without_tools

LOCK = """\
boto3==1.2.3 \\
    --hash=sha256:aa
    # via quarterdeck (pyproject.toml:core), -c locks/dev.txt
router==1.0 \\
    --hash=sha256:bb
    # via quarterdeck (pyproject.toml:core)
click==8.0 ; python_version >= '3.11' \\
    --hash=sha256:cc
    # via router
colours==1.0 \\
    --hash=sha256:dd
    # via click
shared==1.0 \\
    --hash=sha256:ee
    # via boto3, click
"""


def test_a_pin_knows_its_hashes_and_who_requires_it() -> None:
    pins = {pin.name: pin for pin in parse(LOCK)}
    assert pins["shared"].parents == {"boto3", "click"}
    assert pins["boto3"].parents == {"quarterdeck (pyproject.toml:core)"}
    assert "--hash=sha256:cc" in pins["click"].text


def test_what_only_a_tool_requires_is_left_out_through_any_number_of_steps() -> None:
    kept = {pin.name for pin in without_tools(parse(LOCK), frozenset({"router"}))}
    assert kept == {"boto3", "router", "shared"}


def test_no_layer_repeats_what_core_carries() -> None:
    names = {layer: {pin.name for pin in parse(requirements(layer))} for layer in LAYERS}
    assert not names["core"] & (names["search"] | names["llm"] | names["deck"])


def test_core_carries_the_router_without_its_deployment_tools() -> None:
    names = {pin.name for pin in parse(requirements("core"))}
    assert "chalice" in names
    assert not names & {"pip", "setuptools", "wheel", "click", "inquirer"}
