"""The command line, called inside this program and as a program of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.commands import main
from tests.commands.said import Command, Said
from tests.prepared import PreparedFiles

HOUSE = Path(__file__).parents[2]


@pytest.fixture
def intercoder(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line in this program: intercoder("new", path)."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def program() -> Command:
    """Runs `python main.py` as a program of its own; `environment` adds variables."""

    def run(*arguments: object, environment: dict[str, str] | None = None, **options: Any) -> Said:
        ended = subprocess.run(
            [sys.executable, str(HOUSE / "main.py"), *map(str, arguments)],
            capture_output=True,
            env=os.environ | (environment or {}),
            timeout=60,
            check=False,
            **options,
        )
        return Said(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


def write_study(place: Path) -> Path:
    """A study folder of one document and two codings."""
    folder = place / "Riverbank"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "driver.txt").write_text("They paid me. سلام 🚚\n", encoding="utf-8")
    (folder / "codings.csv").write_text(
        "doc_id,coder,code,start,end,quote\n"
        "driver,Ana,Money,0,13,They paid me.\n"
        "driver,Murat,Money,5,13,paid me.\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """That folder."""
    return write_study(tmp_path)


def make_project(path: Path) -> None:
    """A project with that study in it."""
    import_into_new(path, write_study(path.parent))


def import_into_new(path: Path, study: Path) -> None:
    """A new project with a study in it, as somebody makes it who types."""
    succeed("new", path)
    succeed("import-study", path, study)


def succeed(*arguments: object) -> None:
    """Run a command line that goes well: what a prepared project is made by."""
    assert main([str(argument) for argument in arguments]) == 0


@pytest.fixture
def project(tmp_path: Path, study: Path, prepared: PreparedFiles) -> Path:
    """A project with that study in it."""
    return prepared.copied(make_project, tmp_path / "study.intercoder")
