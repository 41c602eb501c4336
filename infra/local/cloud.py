"""The local cloud as a whole, from stale layers to a deployed stack: for `make run`, tests and benchmarks."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import httpx

from infra.local import aws, layer_targets, layers, search_file, seed
from infra.local.deploy import deploy
from infra.local.ministack import check_port, free_port, running_ministack
from infra.local.operator import Operator, operating
from infra.local.paths import STATE
from infra.local.progress import Silence, Steps
from infra.local.synth import synth

NOWHERE = "http://127.0.0.1:9/"
"""Where nothing answers: a local run sends nothing to Slack or Airtable unless it is told where."""

SLACK_TEAM = "T0DEMO"
SLACK_SECRET = {"signing_secret": "local-signing-secret", f"bot_token.{SLACK_TEAM}": "xoxb-local"}
"""The Slack workspace of the demo tenant, and what its app would have been given."""

WIDE_LIMITS = (Path(__file__).parent / "limits.toml").read_text()
"""The limits of a local run: seeds, tests and benchmarks are one person at one address in a hurry."""

_API = re.compile(r"https?://(?P<id>[a-z0-9]+)\.execute-api\.[^/]+/(?P<stage>[^/]+)/?")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a run may choose: the port (by default any free one), its folder, the outside world's addresses.

    An `endpoint` is that of an emulator that runs already, such as LocalStack. Two clouds may run at once if their
    folders differ. An empty `search_url` means a fresh SQLite file,
    with the demo's passages in it where it is `for_demo`.
    """

    port: int = 0
    folder: Path = STATE
    search_url: str = ""
    slack_api_url: str = NOWHERE
    airtable_api_url: str = NOWHERE
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: str = ""
    gemini_base_url: str = ""
    gemini_api_key: str = ""
    llm_routes: str = ""
    oidc_issuers: str = ""
    llm_secret: Mapping[str, str] = field(default_factory=dict)
    limits: str = WIDE_LIMITS
    endpoint: str = ""
    for_demo: bool = False


@dataclass(frozen=True, slots=True)
class Cloud:
    """A running local cloud: its AWS endpoint, the stack's outputs, the API's base URL and the demo tenant's key.

    The ``operator`` works on it with the package.
    """

    endpoint: str
    outputs: dict[str, str] = field(repr=False)
    url: str
    api_key: str
    operator: Operator = field(repr=False)

    def api(self, api_key: str = "") -> httpx.Client:
        """Return a client of the API, with the demo tenant's key or another."""
        authorization = {"Authorization": f"Bearer {api_key or self.api_key}"}
        return httpx.Client(base_url=self.url, headers=authorization, trust_env=False, timeout=60)


@contextmanager
def running_cloud(choices: Choices = Choices(), steps: Steps = Silence()) -> Iterator[Cloud]:  # noqa: B008 - immutable
    """Build what is stale, start the emulator, deploy, and yield the cloud; nothing of it runs afterwards.

    An emulator that runs already is used as it is, and goes on.

    Raises:
        Problem: with a message for the person who started it.
    """
    if choices.port and not choices.endpoint:
        check_port(choices.port)  # before minutes of building
    with steps.step("Lambda layers") as step:
        layers.build(layer_targets.local(), step.say)
    with steps.step("CloudFormation template") as step:
        assembly = synth(step.say)
    with ExitStack() as running:
        operator = running.enter_context(operating(*(["pyairtable"] if choices.for_demo else [])))
        with steps.step("Emulator of AWS"):
            endpoint = choices.endpoint or running.enter_context(_emulator(choices))
        with steps.step("Deployment") as step:
            outputs = deploy(assembly, endpoint, _settings(choices, endpoint), step.advance)
        with steps.step("Demo tenant"):
            put_secret(endpoint, outputs["SlackSecretName"], SLACK_SECRET)
            keys = {
                "api_key": choices.llm_api_key,
                "gemini_api_key": choices.gemini_api_key,
                **choices.llm_secret,
            }
            put_secret(endpoint, outputs["LlmSecretName"], keys)
            operator.settings = environment(endpoint, outputs)
            api_key = _demo_tenant(operator)
        yield Cloud(endpoint, outputs, api_url(endpoint, outputs["ApiUrl"]), api_key, operator)


def _emulator(choices: Choices) -> AbstractContextManager[str]:
    return running_ministack(choices.port or free_port(), choices.folder)


def environment(endpoint: str, outputs: Mapping[str, str]) -> dict[str, str]:
    """Return the settings with which the package works on what is deployed from outside a function."""
    tables = {key.removesuffix("Table"): value for key, value in outputs.items() if key.endswith("Table")}
    named = {f"TABLE_{name.upper()}": value for name, value in tables.items()}
    ours = {
        name: value
        for name, value in os.environ.items()
        if not re.match(r"AWS_|.*_proxy$", name, re.IGNORECASE)
    }
    buckets = {"BUCKET_OBJECTS": outputs["BucketName"], "BUCKET_ANCHORS": outputs["AnchorsBucketName"]}
    return ours | aws.environment(endpoint) | named | buckets | {"AUDIT_KEY_ARN": outputs["AuditKeyArn"]}


def _demo_tenant(operator: Operator) -> str:
    demo = seed.tenant()
    return operator.create_tenant(demo["id"], demo["name"], slack_team=SLACK_TEAM)


def put_secret(endpoint: str, secret: str, fields: Mapping[str, str]) -> None:
    """Store the fields as an operator would."""
    client = boto3.client("secretsmanager", **aws.options(endpoint))
    client.put_secret_value(SecretId=secret, SecretString=json.dumps(fields))


def api_url(endpoint: str, deployed: str) -> str:
    """Return where the emulator serves the API that the stack's output names by its AWS address."""
    match = _API.fullmatch(deployed)
    if not match:
        raise ValueError(f"not the address of an API stage: {deployed}")
    return f"{endpoint}/_aws/execute-api/{match['id']}/{match['stage']}"


def _settings(choices: Choices, endpoint: str) -> dict[str, str]:
    return {
        "SEARCH_URL": choices.search_url or search_file.fresh(choices.folder, for_demo=choices.for_demo),
        "SEARCH_ENGINE": "lucene",
        "SLACK_API_URL": choices.slack_api_url,
        "AIRTABLE_API_URL": choices.airtable_api_url,
        "LLM_BASE_URL": choices.llm_base_url,
        "LLM_MODEL": choices.llm_model,
        "GEMINI_BASE_URL": choices.gemini_base_url,
        "LLM_ROUTES": choices.llm_routes,
        "HOST": endpoint.removeprefix("http://"),
        "LIMITS": choices.limits,
        "OIDC_ISSUERS": choices.oidc_issuers,
        "ENDPOINT": endpoint,
    }
