"""What settled disagreements teach: feedback for coders, and calibration for a new one."""

from pathlib import Path

import pytest

from app.codebook.actions import add_code
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.rounds.actions import complete_document
from app.store import Project
from tests.commands.conftest import make_project, succeed
from tests.commands.said import Command
from tests.prepared import PreparedFiles

LENA = 4  # after the consensus


@pytest.fixture
def settled(tmp_path: Path, prepared: PreparedFiles) -> Path:
    """A round whose one disagreement, on where the money begins, was settled as Ana has it; Lena joined."""
    return prepared.copied(make_settled, tmp_path / "study.intercoder")


def make_settled(project: Path) -> None:
    make_project(project)
    succeed("rounds", project, "--create", "First", "--open")
    with Project.open(str(project)) as opened:
        for coder in (1, 2):
            opened.do("Complete", complete_document, document_id=1, coder_id=coder)
    succeed("rounds", project, "--close", "First")
    succeed("reconcile", project, "--round", "First", "--rules", "coder=Ana")
    with Project.open(str(project)) as opened:
        opened.do("Add", add_coder, name="Lena")


def take(place: Path, start: int) -> None:
    with Project.open(str(place)) as opened:
        opened.do("Apply", apply_code, document_id=1, coder_id=LENA, code_id=1, start=start, end=start + 2)
        opened.do("Complete", complete_document, document_id=1, coder_id=LENA)


def test_feedback_tells_each_coder_where_the_consensus_differs(intercoder: Command, settled: Path) -> None:
    said = intercoder("feedback", settled, "--round", "First")
    assert "Ana: nothing that was settled differs" in said.out
    assert "Murat: the consensus differs in 1 passage.\n  Money (1)\n    driver 0 to 5  boundary" in said.out
    assert "Of “First” as it was when it closed" in said.out
    assert "They" not in said.out

    told = intercoder("feedback", settled, "--round", "First", "--coders", "murat", "--quotes", "--json").json
    (murat,) = told["feedback"]
    (lesson,) = murat["differences"]
    assert (murat["coder"], lesson["coded"], lesson["code"], lesson["quote"]) == (
        "Murat",
        False,
        "Money",
        "They ",
    )
    assert lesson["has"][0]["code"] == "Money"
    (had,) = lesson["had"]
    assert (had["code"], had["start"]) == ("Money", 5)
    assert f"coder: Money 5 to {had['end']}; consensus: Money 0 to {lesson['has'][0]['end']}" in said.out


def test_feedback_counts_a_passage_once_that_is_listed_under_two_codes(
    intercoder: Command, project: Path
) -> None:
    with Project.open(str(project)) as opened:
        fear = opened.do("Add", add_code, name="Fear")
        opened.do("Apply", apply_code, document_id=1, coder_id=2, code_id=fear, start=0, end=13)
        for coder in (1, 2):
            opened.do("Complete", complete_document, document_id=1, coder_id=coder)
    assert intercoder("reconcile", project, "--rules", "coder=Ana").code == 0

    said = intercoder("feedback", project, "--coders", "Murat")
    assert "Murat: the consensus differs in 1 passage.\n  Money (1)\n" in said.out
    assert "\n  Fear (1)\n" in said.out
    told = intercoder("feedback", project, "--coders", "Murat", "--json").json
    assert [lesson["code"] for lesson in told["feedback"][0]["differences"]] == ["Money", "Fear"]


def test_feedback_without_a_round_says_what_it_is_about(intercoder: Command, settled: Path) -> None:
    said = intercoder("feedback", settled)
    assert "Of all codings as they are now" in said.out


def test_a_calibration_is_planned_taken_blind_and_scored(intercoder: Command, settled: Path) -> None:
    listed = intercoder("calibration", settled, "--round", "First", "--json").json
    assert listed["documents"] == [{"document": "driver", "passages": 1}]
    made = intercoder("calibration", settled, "--round", "First", "--create", "Test", "--coders", "Lena")
    assert "“Test” is planned for Lena" in made.out
    row = intercoder("rounds", settled, "--json").json[-1]
    assert (row["kind"], row["blind"], row["coders"], row["documents"]) == ("calibration", True, 1, 1)
    assert (
        intercoder("disagreements", settled, "--round", "First", "--as", "Lena", "--json").json[
            "disagreements"
        ]
        == []
    )

    assert "is still open" in intercoder("calibration", settled, "--score", "Test").error
    take(settled, 0)
    assert intercoder("rounds", settled, "--close", "Test").code == 0
    (scored,) = intercoder("calibration", settled, "--score", "test", "--json").json["scores"]
    assert (scored["coder"], scored["right"], scored["passages"]) == ("Lena", 0, 1)
    assert scored["answers"][0]["expected"] == [{"code": "Money", "start": 0, "end": 13}]
    said = intercoder("calibration", settled, "--score", "Test")
    assert "Lena: 0 of 1 passage right; alpha" in said.out


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        (("--create", "T"), 1, "no such disagreement of what was compared outside rounds is settled"),
        (("--create", "T", "--round", "First"), 1, "nobody is to take it"),
        (("--create", "T", "--round", "First", "--coders", "Eve"), 1, "no coder “Eve”"),
        (("--create", "First", "--round", "First", "--coders", "Lena"), 1, "a round “First” already"),
        (("--score", "First"), 1, "is no calibration round"),
        (("--score", "Pilot"), 1, "no round “Pilot”"),
        (("--score", "First", "--number", "2"), 1, "Leave it away"),
        (("--coders", "Lena"), 1, "Add --create or --score"),
        (("--seed", "2"), 1, "Add --create NAME"),
        (("--number", "0"), 1, "a number from 1"),
        (("--number", "-1"), 2, "is not a whole number"),
        (("--create", "T", "--score", "First"), 2, "not allowed with"),
    ],
)
def test_what_makes_no_calibration_is_said(
    intercoder: Command, settled: Path, options: tuple[str, ...], code: int, complaint: str
) -> None:
    said = intercoder("calibration", settled, *options)
    assert (said.code, said.out) == (code, "")
    assert complaint in said.error
