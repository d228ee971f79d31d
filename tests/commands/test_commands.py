"""The command line's contract: answers in words and JSON, errors as one sentence, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.store import Project
from tests.commands.conftest import make_project
from tests.commands.said import Command

HOUSE = Path(__file__).parents[2]


def test_a_new_project_is_made_and_not_made_twice(intercoder: Command, tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    made = intercoder("new", path)
    assert (made.code, made.error) == (0, "")
    assert "“study.intercoder” is ready" in made.out
    before = path.read_bytes()
    again = intercoder("new", path)
    assert (again.code, again.out) == (1, "")
    assert "exists already" in again.error
    assert path.read_bytes() == before


def test_a_project_that_was_closed_is_one_tidy_file(project: Path) -> None:
    assert [path.name for path in project.parent.glob("*study.intercoder*")] == ["study.intercoder"]


def test_documents_are_imported_and_those_that_cannot_be_read_are_named(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "good.txt").write_text("A sound text.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    said = intercoder("import", project, tmp_path / "good.txt", tmp_path / "empty.txt", "--json")
    assert said.code == 1
    assert [document["name"] for document in said.json["imported"]] == ["good"]
    assert [Path(file["file"]).name for file in said.json["refused"]] == ["empty.txt"]
    assert "“empty.txt” holds no text" in said.error


def test_an_import_says_who_speaks_what_is_doubtful_and_what_was_passed_over(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("I: Why?\nAna: So.\nI: And?\nAna: No.\nAna - Yes.\n", encoding="utf-8")
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    said = intercoder("import", project, tmp_path / "a.txt", tmp_path / "~$a.docx")
    assert said.code == 0
    assert "a (45 characters; 4 turns: I 2, Ana 2)" in said.out
    assert "line 5 “Ana - Yes.”" in said.out
    assert "“~$a.docx” was passed over" in said.out


def test_the_encoding_of_text_files_can_be_chosen(intercoder: Command, project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Ő, jőud és később.".encode("cp1250"))
    said = intercoder("import", project, tmp_path / "a.txt", "--encoding", "windows-1250", "--json")
    assert said.json["imported"][0]["warnings"] == []
    refused = intercoder("import", project, tmp_path / "a.txt", "--encoding", "klingon")
    assert (refused.code, "There is no encoding “klingon”" in refused.error) == (1, True)


def test_a_file_that_cannot_be_read_changes_nothing(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    before = intercoder("history", project, "--json").json
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert intercoder("import", project, tmp_path / "picture.png", tmp_path / "nowhere.txt").code == 1
    assert intercoder("history", project, "--json").json == before


def test_a_pattern_that_the_shell_left_alone_means_its_files(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"The text of {name}", encoding="utf-8")
    said = intercoder("import", project, tmp_path / "*.txt", "--json")
    assert [document["name"] for document in said.json["imported"]] == ["a", "b"]


def test_a_study_goes_in_and_out(intercoder: Command, project: Path, study: Path, tmp_path: Path) -> None:
    said = intercoder("import-study", project, study)
    assert said.out == "Added 0 documents, 0 codes, 0 coders and 0 codings. 2 codings were there already.\n"
    out = intercoder("export-study", project, tmp_path / "out", "--json")
    counts = {"documents": 1, "codes": 1, "codings": 2}
    assert out.json == counts | {"folder": str(tmp_path / "out"), "left_out": []}
    assert (tmp_path / "out" / "documents" / "driver.txt").read_bytes() == (
        study / "documents" / "driver.txt"
    ).read_bytes()


def test_a_study_with_wrong_offsets_names_file_and_row_and_changes_nothing(
    intercoder: Command, project: Path, study: Path
) -> None:
    before = intercoder("history", project, "--json").json
    (study / "codings.csv").write_text(
        "doc_id,coder,code,start,end\ndriver,Ana,Money,0,99\n", encoding="utf-8"
    )
    said = intercoder("import-study", project, study)
    assert (said.code, said.out) == (1, "")
    assert "codings.csv, row 2: the offsets 0 to 99 are out of range" in said.error
    assert intercoder("history", project, "--json").json == before


def test_a_sound_project_is_called_sound(intercoder: Command, project: Path) -> None:
    assert intercoder("check", project).out == "“study.intercoder” is sound.\n"
    assert intercoder("check", project, "--json").json == {"sound": True, "problems": []}


def test_the_history_tells_what_was_done_newest_first(intercoder: Command, project: Path) -> None:
    with Project.open(str(project), station="here") as opened:
        opened.undo()
    rows = intercoder("history", project, "--json").json
    assert [row["label"] for row in rows] == ["Import study “Riverbank”", "New project"]
    assert rows[0].keys() == {"id", "at", "coder", "kind", "label", "undoes_id", "rows"}
    lines = intercoder("history", project).out.splitlines()
    assert len(lines) == 2
    assert "Import study “Riverbank”" in lines[0]


def test_undo_in_the_window_reaches_what_the_command_line_did(tmp_path: Path) -> None:
    from app import settings

    path = tmp_path / "study.intercoder"
    make_project(path)
    with Project.open(str(path), station=settings.station()) as opened:
        assert opened.undo() == "Import study “Riverbank”"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "a", "b"],
        ["--nonsense"],
        ["agreement", "p", "--unit", "word"],
        ["agreement", "p", "--by", "code,everything"],
        ["agreement", "p", "--bootstrap", "-1"],
        ["agreement", "p", "--bootstrap", "1000000"],
        ["agreement", "p", "--tolerance", "1" + "0" * 30],
        ["agreement", "p", "--coders", "Ana,,Eva"],
        ["disagreements"],
        ["disagreements", "p", "--round"],
        ["check", "p", "--js"],
    ],
)
def test_what_is_typed_wrongly_is_explained_with_exit_2(intercoder: Command, arguments: list[str]) -> None:
    said = intercoder(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "usage: intercoder" in said.error


def test_help_and_version_are_answers(intercoder: Command) -> None:
    assert "import-study" in intercoder("--help").out
    assert intercoder("--version").out.startswith("Intercoder ")


def test_a_name_that_is_neither_project_nor_command_is_told(intercoder: Command) -> None:
    said = intercoder("chek")
    assert said.code == 1
    assert "neither a project nor a command “chek”" in said.error


def test_without_a_display_the_window_is_refused_in_a_sentence(
    intercoder: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    said = intercoder(project)
    assert said.code == 1
    assert "no display" in said.error


def test_what_to_type_next_is_what_starts_the_program_here(
    intercoder: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.executable", str(tmp_path / ".venv" / "python"))
    monkeypatch.setattr("sys.argv", ["main.py"])
    assert ".venv/python main.py --help" in intercoder().error.replace("\\", "/")
    monkeypatch.setattr("sys.argv", ["/somewhere/bin/intercoder"])
    assert ": intercoder --help" in intercoder().error


def test_our_own_bug_is_reported_without_a_word_of_the_project(
    intercoder: Command, project: Path, monkeypatch: pytest.MonkeyPatch, own_settings_folder: Path
) -> None:
    def fail(_: object) -> list[str]:
        raise RuntimeError((project.parent / "Riverbank" / "documents" / "driver.txt").read_text("utf-8"))

    monkeypatch.setattr("app.commands.check.problems", fail)
    said = intercoder("check", project)
    assert (said.code, said.out) == (70, "")
    (report,) = (own_settings_folder / "crashes").iterdir()
    assert str(report) in said.error
    told = report.read_text(encoding="utf-8")
    assert "RuntimeError" in told
    assert "They paid" not in told + said.error


def test_a_full_disk_that_nobody_foresaw_is_not_called_our_bug(
    intercoder: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.commands.check.problems", fail)
    said = intercoder("check", project)
    assert said.code == 1
    assert said.error == "The disk is full. Nothing half-done was left. Make room and try again.\n"


def test_ctrl_c_ends_quietly_with_130(
    intercoder: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.check.problems", interrupt)
    said = intercoder("check", project)
    assert (said.code, said.out, said.error) == (130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell that closes an output")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_an_output_that_the_caller_has_closed_does_no_harm(
    intercoder: Command, project: Path, closed: str
) -> None:
    command = f'exec "$0" "$1" history "$2" {closed}'
    ended = subprocess.run(
        ["sh", "-c", command, sys.executable, str(HOUSE / "main.py"), str(project)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0
    assert not ended.stderr
    assert intercoder("check", project).code == 0
