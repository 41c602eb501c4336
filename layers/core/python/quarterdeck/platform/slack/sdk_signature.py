"""The SDK's signature verifier alone: importing it by name runs the whole SDK first, 70 ms on the way to an ack."""

from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def load() -> ModuleType:
    """Return the module ``slack_sdk.signature``, loaded from its file.

    Raises:
        ModuleNotFoundError: the SDK is not installed, or no longer keeps the module there.
    """
    package = find_spec("slack_sdk")
    folder = Path(package.origin).parent if package and package.origin else Path()
    spec = spec_from_file_location("slack_sdk_signature", folder / "signature" / "__init__.py")
    if spec is None or spec.loader is None or not (folder / "signature").is_dir():
        raise ModuleNotFoundError("slack_sdk.signature is not where it was")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
