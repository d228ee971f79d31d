"""Every command with what it can't work with: a sentence and exit code 1 or 2, never a traceback."""

from pathlib import Path

import pytest

from tests.commands.said import Command

MORE = {  # what a command needs beside the project
    "agreement": (),
    "rounds": (),
    "disagreements": (),
    "reconcile": ("--rules", "exact"),
    "feedback": (),
    "calibration": (),
    "check": (),
    "history": (),
    "export": ("x.xlsx",),
    "export-study": ("folder",),
    "data": ("folder",),
    "export-project": ("out.qdpx",),
    "import": ("text.txt",),
    "import-project": ("none.qdpx",),
    "import-study": ("study",),
    "import-decisions": ("x.xlsx",),
}
ODD = ("", "سلام", "x" * 600, 'a,"b', "\n", "-1", ",")


@pytest.mark.parametrize("command", MORE)
def test_what_is_no_project_is_named_by_every_command(
    intercoder: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("They paid me.", encoding="utf-8")
    for place in ("nowhere.intercoder", "text.txt", ".", ""):
        for as_json in ((), ("--json",)):
            said = intercoder(command, place, *MORE[command], *as_json)
            assert (said.code, said.out) == (1, ""), place
            assert said.error.count("\n") == 1, place
    assert {path.name for path in tmp_path.iterdir()} <= {"text.txt", "settings"}


@pytest.mark.parametrize(
    "options",
    [
        ("agreement", "--round"),
        ("agreement", "--codes"),
        ("agreement", "--tolerance"),
        ("rounds", "--close"),
        ("rounds", "--stratum"),
        ("disagreements", "--kind"),
        ("reconcile", "--rules"),
        ("reconcile", "--rules", "exact", "--against"),
        ("feedback", "--coders"),
        ("calibration", "--score"),
        ("calibration", "--number"),
        ("history", "--as"),
        ("history", "--person"),
        ("history", "--limit"),
        ("history", "--about"),
    ],
)
def test_odd_words_and_numbers_are_refused_in_a_sentence(
    intercoder: Command, project: Path, options: tuple[str, ...]
) -> None:
    for word in ODD:
        said = intercoder(options[0], project, *options[1:-1], f"{options[-1]}={word}")
        assert said.code in (1, 2), word
        assert said.out == ""
        assert "Traceback" not in said.error


def test_feedback_on_a_blind_round_that_is_open_says_so(intercoder: Command, project: Path) -> None:
    assert intercoder("rounds", project, "--create", "Round 1").code == 0
    said = intercoder("feedback", project, "--round", "Round 1")
    assert "“Round 1” is being coded blind: nothing of it is shown until it closes." in said.out
