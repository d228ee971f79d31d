"""Locking from the command line: passphrases come from a terminal or a file descriptor, no argument."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.commands import main
from app.store import keys, unlocking

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _of_few_rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(keys, "ROUNDS", 500)
    yield
    keys.forget_all()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as a program of its own would: it knows no key yet."""

    def run(*arguments: object, lines: str | None = None) -> tuple[int, str, str]:
        keys.forget_all()
        with _descriptor(lines) as number:
            given = [] if number is None else ["--passphrase-fd", str(number)]
            code = main([str(argument) for argument in arguments] + given)
        return code, *capsys.readouterr()

    return run


@contextmanager
def _descriptor(lines: str | None) -> Iterator[int | None]:
    if lines is None:
        yield None
        return
    reading, writing = os.pipe()
    os.write(writing, lines.encode())
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


@pytest.fixture
def path(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "p.intercoder"
    assert run("new", path, "--lead", "Ana", lines="eins\n")[0] == 0
    return path


def test_a_project_made_with_a_passphrase_opens_with_it_alone(path: Path, run: Run) -> None:
    assert unlocking.is_locked(str(path))
    assert run("check", path, lines="eins")[:2] == (0, "“p.intercoder” is sound.\n")
    code, out, complaint = run("check", path, lines="zwei")
    assert (code, out) == (1, "")
    assert "not the passphrase" in complaint and "damaged" not in complaint
    code, out, complaint = run("history", path)
    assert (code, out) == (1, "")
    assert "no terminal to ask for it" in complaint and "--passphrase-fd" in complaint


def test_every_command_that_opens_a_project_takes_a_passphrase(path: Path, run: Run) -> None:
    for command in ("documents", "history", "rounds", "attributes", "disagreements"):
        assert run(command, path, "--json", lines="eins")[0] == 0
    assert run("search", path, "word", "--json", lines="zwei\neins\n")[0] == 0


def test_a_passphrase_is_set_changed_and_removed(path: Path, run: Run, tmp_path: Path) -> None:
    assert "is locked already" in run("lock", path, lines="eins")[2]
    assert "two lines" in run("lock", path, "--change", lines="eins")[2]
    assert "not the passphrase" in run("lock", path, "--change", lines="falsch\nzwei\n")[2]
    assert run("check", path, lines="eins")[0] == 0
    assert (
        run("lock", path, "--change", lines="eins\nzwei\n")[1] == "“p.intercoder” has another passphrase.\n"
    )
    assert run("check", path, lines="eins")[0] == 1
    assert run("lock", path, "--remove", lines="eins")[0] == 1
    code, out, _ = run("lock", path, "--remove", "--json", lines="zwei")
    assert (code, json.loads(out)["locked"]) == (0, False)
    assert run("check", path)[0] == 0
    assert "isn't locked" in run("lock", path, "--remove")[2]
    assert run("lock", path, lines="drei")[0] == 0
    assert run("check", path, lines="drei")[0] == 0


def test_the_recovery_sheet_opens_a_project_whose_passphrase_is_forgotten(
    path: Path, run: Run, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.txt"
    assert run("lock", path, "--recovery-sheet", sheet, lines="eins")[0] == 0
    if os.name != "nt":
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    assert "eins" not in sheet.read_text()
    groups = sheet.read_text().partition("RECOVERY KEY")[2].partition("To open")[0].split()
    assert run("lock", path, "--change", lines=f"{' '.join(groups)}\nneu\n")[0] == 0
    assert run("check", path, lines="neu")[0] == 0
    assert run("check", path, lines=" ".join(groups))[0] == 1
    assert "exists already" in run("lock", path, "--recovery-sheet", sheet, lines="neu")[2]


def test_plain_copies_beside_a_locked_project_are_named(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "p.intercoder"
    run("new", path)
    (tmp_path / "p backup 2026-01-01.intercoder").write_bytes(path.read_bytes())
    code, out, complaint = run("lock", path, "--json", lines="eins")
    assert code == 0
    assert json.loads(out)["plain_copies"] == ["p backup 2026-01-01.intercoder"]
    assert "can still be read without a passphrase" in complaint


def test_servers_and_empty_descriptors_are_refused_in_a_sentence(path: Path, run: Run) -> None:
    assert "on a server" in run("lock", "postgresql://u@h/d", lines="x")[2]
    assert "it is empty" in run("check", path, lines="\n")[2]
    code, _, complaint = run("check", path, "--passphrase-fd", "97")
    assert code == 1 and "file descriptor 97" in complaint
