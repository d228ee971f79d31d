"""A program that is killed in the middle of coding loses nothing that it had committed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.queries import number_of_passages
from app.documents.actions import add_document
from app.store import Project
from app.store.check import problems

CODE_UNTIL_KILLED = """
import sys
from app.coding.actions import apply_code
from app.store import Project
project = Project.open(sys.argv[1], station="here")
for start in range(5000):
    project.do("Apply", apply_code, document_id=1, code_id=1, coder_id=1, start=start, end=start + 3)
    print(start, flush=True)
"""


def test_killing_the_program_again_and_again_loses_no_committed_coding(tmp_path: Path) -> None:
    path = str(tmp_path / "study.intercoder")
    with Project.create(path) as project:
        project.do("Add Ana", add_coder, name="Ana")
        project.do("Import", add_document, name="Long", text="word " * 2000)
        project.do("Add code", add_code, name="Code")
    told = 0
    for kill_after in (1, 3, 7, 20, 40):
        told = max(told, _code_and_kill(path, kill_after))
        with Project.open(path) as project:
            assert problems(project) == []
            with project.read() as session:
                assert number_of_passages(session) >= told
    assert list(tmp_path.glob("*.intercoder*")) == [Path(path)]


def _code_and_kill(path: str, kill_after: int) -> int:
    """Kills the coding program once it has told of so many codings; returns how many it told of."""
    with subprocess.Popen(
        [sys.executable, "-c", CODE_UNTIL_KILLED, path], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(kill_after)]
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        lines += process.stdout.readlines()
    last = [line for line in lines if line.endswith("\n")][-1]
    return int(last) + 1


def test_a_mark_left_by_a_killed_program_does_not_lock_the_project(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    script = "import os, sys; from app.store import Project; p = Project.open(sys.argv[1]); os._exit(9)"
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert list(tmp_path.glob(".*open-*"))
    with Project.open(str(path)):
        pass
    assert list(tmp_path.iterdir()) == [path]


def test_a_project_that_is_open_on_another_computer_is_refused_by_name(tmp_path: Path) -> None:
    from app.errors import UserError

    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    (tmp_path / ".study.intercoder.open-abc").write_text("field-laptop\n123\n")
    with pytest.raises(UserError, match="open on the computer “field-laptop”"):
        Project.open(str(path))


def test_the_program_waits_until_the_disk_has_what_is_stored(tmp_path: Path) -> None:
    """The tests don't, which spares half of their waiting; so another program is asked."""
    path = tmp_path / "study.intercoder"
    Project.create(str(path)).close()
    script = (
        "import sys; from pathlib import Path; from app.store.engine import open_file;"
        "print(*open_file(Path(sys.argv[1])).execute('PRAGMA synchronous').fetchone())"
    )
    command = [sys.executable, "-c", script, str(path)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    full = 2
    assert int(ended.stdout) == full
