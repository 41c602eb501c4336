"""What every function stands on, made once and handed to each capability."""

from dataclasses import dataclass

from constructs import Construct

from infra.cdk.alarms import Alarms
from infra.cdk.encryption import Encryption
from infra.cdk.layers import Layers
from infra.cdk.objects import Objects
from infra.cdk.search import Search
from infra.cdk.secrets import Secrets
from infra.cdk.tables import Tables
from infra.cdk.target import Target


@dataclass(frozen=True, slots=True)
class Foundation:
    """The target, the layers, the key, the stores and the alarms."""

    target: Target
    alarms: Alarms
    layers: Layers
    encryption: Encryption
    tables: Tables
    objects: Objects
    secrets: Secrets
    search: Search


def foundation(scope: Construct, target: Target, alarms: Alarms) -> Foundation:
    """Make the foundation in the scope."""
    encryption = Encryption(scope, "Encryption", target)
    return Foundation(
        target=target,
        alarms=alarms,
        layers=Layers(scope, "Layers", target),
        encryption=encryption,
        tables=Tables(scope, "Tables", target, encryption),
        objects=Objects(scope, "Objects", target, encryption),
        secrets=Secrets(scope, "Secrets", target, encryption),
        search=Search(scope, "Search", target, alarms, encryption),
    )
