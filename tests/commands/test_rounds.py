"""A script plans a round, follows it, closes it and computes its agreement."""

from pathlib import Path

import pytest

from app.coders.actions import add_coder
from app.rounds.actions import complete_document
from app.store import Project
from tests.commands.conftest import import_into_new, write_study
from tests.commands.said import Command
from tests.prepared import PreparedFiles


def make_without_marks(path: Path) -> None:
    study = write_study(path.parent)
    (study / "assignments.csv").write_text("doc_id,coder\n", encoding="utf-8")
    import_into_new(path, study)


@pytest.fixture
def project(prepared: PreparedFiles, tmp_path: Path) -> Path:
    """The study without completed marks, as a project."""
    return prepared.copied(make_without_marks, tmp_path / "study.intercoder")


def complete(place: Path, *coder_ids: int) -> None:
    with Project.open(str(place)) as project:
        for coder in coder_ids:
            project.do("Complete", complete_document, document_id=1, coder_id=coder)


def test_a_script_runs_a_whole_round(intercoder: Command, project: Path) -> None:
    said = intercoder("rounds", project)
    assert "no rounds yet" in said.out
    said = intercoder("rounds", project, "--create", "Round 1", "--seed", 4, "--json")
    row = said.json[0]
    assert (row["name"], row["kind"], row["blind"], row["seed"]) == ("Round 1", "reliability", True, 4)
    assert (row["drawn"], row["assigned"], row["completed"]) == ("All 1 document", 2, 0)
    said = intercoder("rounds", project)
    assert "0 of 2 assignments completed" in said.out
    assert "1 document is being coded blind in “Round 1”" in said.out

    complete(project, 1)
    said = intercoder("rounds", project, "--close", "round 1")
    assert said.code == 1
    assert "Murat has not completed" in said.error
    complete(project, 2)
    assert intercoder("rounds", project, "--close", "Round 1", "--json").json[0]["closed_at"]
    lines = intercoder("history", project).out
    assert "Make round “Round 1”" in lines
    assert "Close round “Round 1”" in lines


def test_unfinished_work_can_be_left_out(intercoder: Command, project: Path) -> None:
    intercoder("rounds", project, "--create", "Round 1", "--open", "--kind", "pilot")
    said = intercoder("rounds", project, "--close", "Round 1", "--leave-out-unfinished", "--json")
    assert (said.json[0]["completed"], said.json[0]["kind"]) == (0, "pilot")


def test_closing_an_empty_round_is_told(intercoder: Command, project: Path) -> None:
    intercoder("rounds", project, "--create", "Round 1")
    said = intercoder("rounds", project, "--close", "Round 1", "--anyway")
    assert said.code == 0
    assert "was closed empty: nobody had completed a document of it" in said.error


def test_a_round_in_which_nobody_coded_anything_is_closed_only_when_that_is_meant(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("Nothing to code here.", encoding="utf-8")
    assert intercoder("import", project, tmp_path / "note.txt").code == 0
    intercoder("rounds", project, "--create", "Round 1", "--documents", "note")
    with Project.open(str(project)) as opened:
        for coder in (1, 2):
            opened.do("Complete", complete_document, document_id=2, coder_id=coder)
    said = intercoder("rounds", project, "--close", "Round 1")
    assert (said.code, said.out) == (1, "")
    assert "nobody has coded anything in it" in said.error
    assert intercoder("rounds", project, "--close", "Round 1", "--leave-out-unfinished").code == 1
    said = intercoder("rounds", project, "--close", "Round 1", "--anyway")
    assert (said.code, said.error) == (0, "")


def test_a_project_without_documents_or_coders_says_what_is_missing(
    intercoder: Command, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.intercoder"
    assert intercoder("new", empty).code == 0
    said = intercoder("rounds", empty, "--create", "Round 1")
    assert said.code == 1
    assert "has no documents: add some with intercoder import" in said.error
    assert "no coders: add them in the window" in said.error
    said = intercoder("agreement", empty)
    assert said.code == 0
    assert said.out.startswith("There is nothing to compare: no documents, coders and codes here.")


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--draw", 1), "Add --create"),
        (("--leave-out-unfinished",), "Add --close"),
        (("--anyway",), "Add --close"),
        (("--create", "R", "--draw", 0), "At least one document"),
        (("--create", "R", "--draw", 9), "can't be drawn"),
        (("--create", "R", "--stratum", "outlet"), "Add --draw"),
        (("--create", "R", "--draw", 1, "--stratum", "mood"), "No document has a property “mood”"),
        (("--create", "R", "--coders", "Lena"), "There is no coder “Lena”"),
        (("--create", "R", "--codebook-version", 3), "no codebook version 3"),
        (("--create", "R", "--per-document", 3), "1 to 2"),
        (("--close", "R"), "no round “R”"),
    ],
)
def test_what_makes_no_round_is_said(
    intercoder: Command, project: Path, options: tuple[object, ...], complaint: str
) -> None:
    said = intercoder("rounds", project, *options)
    assert said.code == 1
    assert complaint in said.error
    assert intercoder("rounds", project, "--json").json == []


def test_the_lead_is_named_when_a_project_is_made_and_a_project_without_one_says_so(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    assert "This project has no lead" in intercoder("rounds", project).out
    led = tmp_path / "led.intercoder"
    said = intercoder("new", led, "--lead", "Lena")
    assert "Lena is its lead." in said.out
    with Project.open(str(led)) as opened:
        opened.do("Add", add_coder, name="Ben")
    assert "no lead" not in intercoder("rounds", led).out
    refused = intercoder("rounds", led, "--create", "One", "--as", "Ben")
    assert (refused.code, "by the lead, Lena" in refused.error) == (1, True)


def test_an_open_round_gains_and_loses_coders_and_documents(intercoder: Command, project: Path) -> None:
    assert intercoder("rounds", project, "--create", "One", "--coders", "Ana", "--lock-codebook").code == 0
    said = intercoder("rounds", project, "--change", "one", "--add-coders", "Murat", "--json")
    assert (said.json[0]["coders"], said.json[0]["codebook_locked"]) == (2, True)
    assert "Change round “One”: + Murat" in intercoder("history", project).out
    assert "It locks the codebook." in intercoder("rounds", project).out
    for refused, why in (
        (["--change", "One", "--remove-coders", "Ana,Murat"], "at least one coder"),
        (["--change", "One"], "--change needs to know what to change"),
        (["--add-coders", "Ana"], "--add-coders is for changing a round"),
        (["--change", "One", "--add-coders", "Nobody"], "no coder “Nobody”"),
    ):
        said = intercoder("rounds", project, *refused)
        assert (said.code, why in said.error) == (1, True)


def test_work_that_was_begun_leaves_a_round_only_anyway(intercoder: Command, project: Path) -> None:
    assert intercoder("rounds", project, "--create", "One").code == 0
    complete(project, 1)
    remove = ("rounds", project, "--change", "One", "--remove-coders", "Ana")
    assert "1 work that was begun would leave it" in intercoder(*remove).error
    assert intercoder(*remove, "--anyway", "--json").json[0]["coders"] == 1
