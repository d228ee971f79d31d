"""`demo` and `export`: the sample study from plain files to a workbook, without a display."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from app.reconcile.outcomes import REASONS
from tests.commands.said import Command

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "offscreen"}


def test_the_demo_builds_project_and_workbook_and_says_that_there_is_no_display(
    program: Command, intercoder: Command, tmp_path: Path
) -> None:
    said = program("demo", tmp_path / "new" / "demo", environment=NO_DISPLAY, cwd=tmp_path)
    assert (said.code, said.error) == (0, "")
    assert "Agreement by turn: Ana, Murat; 8 documents, 22 codes." in said.out
    assert "There is no display here" in said.out
    assert intercoder("check", tmp_path / "new" / "demo" / "sample.intercoder").code == 0
    book = openpyxl.load_workbook(tmp_path / "new" / "demo" / "sample.xlsx", read_only=True)
    assert book.sheetnames[0] == "Read me"
    assert {"Agreement by code", "Units", "Codings", "Codebook"} < set(book.sheetnames)
    book.close()


def test_a_second_demo_opens_the_project_and_writes_a_new_workbook(
    intercoder: Command, tmp_path: Path
) -> None:
    first = intercoder("demo", tmp_path, "--no-window", "--json").json
    (tmp_path / "mine.txt").write_text("My own notes.", encoding="utf-8")
    intercoder("import", first["project"], tmp_path / "mine.txt")
    second = intercoder("demo", tmp_path, "--no-window", "--json").json
    assert (first["made"], second["made"]) == (True, False)
    assert first["project"] == second["project"]
    assert Path(second["workbook"]).name == "sample (2).xlsx"
    assert "mine" in second["agreement"]["scope"]["documents"]


def test_the_demo_shows_a_closed_round_that_is_partly_reconciled(intercoder: Command, tmp_path: Path) -> None:
    path = intercoder("demo", tmp_path, "--no-window", "--json").json["project"]
    listed = intercoder("disagreements", path, "--round", "Round 1", "--json").json["disagreements"]
    decided = [one["decision"] for one in listed if one["decision"]]
    assert Counter(one["status"] for one in listed) == {"open": 176, "settled": 20, "deferred": 3}
    assert {one["outcome"] for one in decided} == {"coder", "union", "both", "nobody", "deferred"}
    assert all(one["reason"] in REASONS for one in decided if not one["rule"])
    assert intercoder("check", path).code == 0


KILLED = """
import os, signal, sys
from app.commands.demo import run
from app.commands.parser import parser
from app.jobs import Job

class Killed(Job):
    def step(self, done, of, what):
        if what.startswith(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

run(parser().parse_args(["demo", sys.argv[1], "--no-window"]), Killed())
"""


@pytest.mark.skipif(os.name == "nt", reason="nobody is killed like this there")
@pytest.mark.parametrize("step", ["Saving documents", "Saving codings", "Settling disagreements"])
def test_a_demo_that_is_killed_leaves_no_half_of_a_study(
    intercoder: Command, tmp_path: Path, step: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, tmp_path, step], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "sample.intercoder").exists()
    assert list(tmp_path.glob("*.making-*"))  # the draft that a killed program can't take away
    said = intercoder("demo", tmp_path, "--no-window", "--json").json
    assert said["made"]
    assert sorted(path.name for path in tmp_path.glob("*sample*")) == ["sample.intercoder", "sample.xlsx"]
    assert intercoder("check", said["project"]).code == 0


def test_a_demo_in_a_place_that_is_a_file_is_refused(intercoder: Command, tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file", encoding="utf-8")
    said = intercoder("demo", tmp_path / "demo", "--no-window")
    assert said.code == 1
    assert "is a file" in said.error


def test_a_project_is_exported_as_a_workbook(intercoder: Command, project: Path, tmp_path: Path) -> None:
    said = intercoder("export", project, tmp_path / "study.xlsx", "--json")
    assert said.code == 0
    assert said.json["workbook"] == said.json["path"] == str(tmp_path / "study.xlsx")
    assert {"Agreement by code": 6, "Codings": 2, "Codebook": 1}.items() <= said.json["sheets"].items()
    assert intercoder("export", project, tmp_path / "study.txt").code == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files")
def test_a_disk_that_fills_up_during_an_export_keeps_the_old_workbook(
    program: Command, project: Path, tmp_path: Path
) -> None:
    import resource

    (tmp_path / "study.xlsx").write_bytes(b"the old one")
    before = sorted(tmp_path.iterdir())
    said = program(
        *("export", project, tmp_path / "study.xlsx"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000)),
    )
    assert said.code == 1
    assert "Traceback" not in said.error
    assert (tmp_path / "study.xlsx").read_bytes() == b"the old one"
    assert sorted(tmp_path.iterdir()) == before


def test_both_names_of_the_program_speak_utf8_everywhere(program: Command, project: Path) -> None:
    said = program("history", project, environment={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert "Import study “Riverbank”" in said.out


def test_help_needs_no_library_of_a_feature(program: Command) -> None:
    said = program("--help", environment={"PYTHONPROFILEIMPORTTIME": "1"})
    assert said.code == 0
    loaded = {line.rpartition("|")[2].strip() for line in said.error.splitlines()}
    assert "argparse" in loaded
    assert not loaded & {"sqlalchemy", "numpy", "pandas", "xlsxwriter", "PySide6", "alembic"}
