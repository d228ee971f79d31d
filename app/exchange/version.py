"""Which version of Intercoder this is."""

import tomllib
from importlib import metadata
from pathlib import Path


def version() -> str:
    """The version of the program: its project file's in a clone, the package's where it is installed."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    if project.is_file():
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("intercoder")
