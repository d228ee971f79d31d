"""`--as`: a command looks, and acts, as a coder does in the window."""

from pathlib import Path

import pytest

from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.rounds.actions import complete_document
from app.store import Project
from tests.commands.conftest import make_project, succeed
from tests.commands.said import Command
from tests.prepared import PreparedFiles

ANA, MURAT = 1, 2


@pytest.fixture
def blind(tmp_path: Path, prepared: PreparedFiles) -> Path:
    """Ana and Murat have completed a closed round, and Ana codes its document blind again."""
    return prepared.copied(make_blind, tmp_path / "study.intercoder")


def make_blind(project: Path) -> None:
    make_project(project)
    succeed("rounds", project, "--create", "First")
    for coder in (ANA, MURAT):
        with Project.open(str(project)) as opened:
            opened.do("Complete", complete_document, document_id=1, coder_id=coder)
    succeed("rounds", project, "--close", "First")
    succeed("rounds", project, "--create", "Again", "--coders", "Ana")
    with Project.open(str(project)) as opened:
        opened.coder_id = ANA
        opened.do("Apply", apply_code, document_id=1, coder_id=ANA, code_id=1, start=0, end=4)


def exported(intercoder: Command, project: Path, *options: str) -> str:
    out = project.parent / f"out of {len(list(project.parent.iterdir()))}"
    assert intercoder("export-study", project, out, *options).code == 0
    return (out / "codings.csv").read_text(encoding="utf-8-sig")


def test_a_coder_sees_the_own_blind_codings_and_nobody_elses(intercoder: Command, blind: Path) -> None:
    assert "Ana" not in exported(intercoder, blind)
    assert "Ana" not in exported(intercoder, blind, "--as", "Murat")
    own = exported(intercoder, blind, "--as", "Ana")
    assert "Ana" in own
    assert "Murat" not in own


def test_who_codes_a_text_blind_again_does_not_see_what_a_closed_round_froze(
    intercoder: Command, blind: Path
) -> None:
    def passages(*options: str) -> int:
        said = intercoder("disagreements", blind, "--round", "First", "--json", *options)
        return len(said.json["disagreements"])

    assert (passages(), passages("--as", "murat"), passages("--as", "ana")) == (1, 1, 0)
    scope = intercoder("agreement", blind, "--round", "First", "--as", "Ana", "--json").json["scope"]
    assert scope["documents"] == []


def test_what_a_command_changes_is_its_coders_in_the_history(intercoder: Command, blind: Path) -> None:
    (blind.parent / "note.txt").write_text("Some text.", encoding="utf-8")
    assert intercoder("import", blind, blind.parent / "note.txt", "--as", "murat").code == 0
    rows = intercoder("history", blind, "--json").json
    assert (rows[0]["label"], rows[0]["coder"]) == ("Import “note”", "Murat")
    assert {row["coder"] for row in rows if "round" in row["label"]} == {"command line"}
    assert "New project  (command line)" in intercoder("history", blind).out


def test_who_is_nobody_here_is_told(intercoder: Command, project: Path) -> None:
    said = intercoder("history", project, "--as", "Lena")
    assert (said.code, said.out) == (1, "")
    assert said.error == "There is no coder “Lena” in this project. Choose one of: Ana, Murat.\n"
    with Project.open(str(project)) as opened:
        opened.do("Add", add_coder, name="Consensus", role="consensus")
    assert "is a consensus" in intercoder("history", project, "--as", "consensus").error
    assert intercoder("history", project, "--as", "").code == 1


def test_where_there_is_a_lead_nobody_else_plans_rounds(intercoder: Command, project: Path) -> None:
    with Project.open(str(project)) as opened:
        opened.do("Add", add_coder, name="Lena", role="lead")
    said = intercoder("rounds", project, "--create", "R", "--coders", "Ana", "--as", "Ana")
    assert said.code == 1
    assert "planned and closed by the lead, Lena" in said.error
    assert intercoder("rounds", project, "--create", "R", "--coders", "Ana", "--as", "Lena").code == 0


@pytest.mark.parametrize(
    ("options", "labels"),
    [
        (("--person", "Ana"), ["Apply"]),
        (("--about", "codings"), ["Apply", "Import study “Riverbank”"]),
        (("--about", "rounds", "--words", "AGAIN"), ["Make round “Again”"]),
        (("--person", "Command line", "--limit", "1"), ["Make round “Again”"]),
        (("--about", "undo"), []),
    ],
)
def test_the_history_is_narrowed(
    intercoder: Command, blind: Path, options: tuple[str, ...], labels: list[str]
) -> None:
    rows = intercoder("history", blind, *options, "--as", "Ana", "--json").json
    assert [row["label"] for row in rows] == labels


def test_a_history_without_anything_that_was_asked_for_says_so(intercoder: Command, project: Path) -> None:
    assert (
        intercoder("history", project, "--words", "nowhere").out == "Nothing in the history is like that.\n"
    )
    assert "no coder “Lena”" in intercoder("history", project, "--person", "Lena").error
