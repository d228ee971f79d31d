"""`correct` and `documents`: texts change from the command line, and what is known of them is told."""

from pathlib import Path

import pytest

from app.documents.actions import hash_of
from app.store import Project
from app.store.check import problems
from tests.commands.said import Command
from tests.study import BAKER, make_study


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Ana's study: one document with three of her codings."""
    path = tmp_path / "coded.intercoder"
    study = make_study(str(path))
    for words in ("They took", "in the morning", "He stayed"):
        study.code(words)
    study.project.close()
    return path


@pytest.fixture
def mended(tmp_path: Path) -> Path:
    """The file of a later version of its text."""
    path = tmp_path / "mended.txt"
    path.write_text(BAKER.replace("in the morning", "at night").replace("They", "So they"), encoding="utf-8")
    return path


def test_a_new_version_is_previewed_and_then_taken_in(intercoder: Command, coded: Path, mended: Path) -> None:
    preview = intercoder("correct", coded, "Baker", mended, "--preview", "--json")
    assert intercoder("documents", coded, "--json").json["documents"][0]["version"] == 1
    assert preview.json["changed"] is False
    (row,) = preview.json["documents"]
    assert (row["document"], row["version"]) == ("Baker", 2)
    assert row["codings"] == {"moved": 1, "changed": 1, "lost": 1}
    assert "night" not in preview.out
    said = intercoder("correct", coded, "Baker", mended, "--reason", "a slip", "--as", "Ana Yilmaz")
    assert said.code == 0
    assert "Changed 1 document." in said.out
    assert "“in the morning” -> “at night”" in said.out
    (document,) = intercoder("documents", coded, "--json").json["documents"]
    newest, first = document["versions"]
    assert (newest["reason"], newest["coder"], newest["file"]) == ("a slip", "Ana Yilmaz", "mended.txt")
    assert len(newest["file_hash"]) == 64
    assert first["characters"] == len(BAKER)
    assert document["speakers"] == {"BAKER": 2, "INTERVIEWER": 2}
    with Project.open(str(coded)) as project:
        assert problems(project) == []


def test_a_name_is_replaced_and_a_version_restored(intercoder: Command, coded: Path) -> None:
    said = intercoder("correct", coded, "--replace", "baker", "Person 7", "--json")
    assert [row["document"] for row in said.json["documents"]] == ["Baker"]
    assert intercoder("documents", coded, "--json").json["documents"][0]["speakers"] == {
        "INTERVIEWER": 2,
        "Person 7": 2,
    }
    assert intercoder("correct", coded, "Baker", "--version", "1").code == 0
    (document,) = intercoder("documents", coded, "--json").json["documents"]
    assert (document["version"], document["hash"]) == (3, hash_of(BAKER))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Baker"], "Name the file of the new version"),
        ([], "Name the document and the file"),
        (["Nurse", "x.txt"], "There is no document “Nurse”"),
        (["Baker", "x.txt", "--replace", "a", "b"], "--replace works in all documents"),
        (["Baker", "x.txt", "--documents", "Baker"], "--documents is for --replace"),
        (["--replace", "Zoe", "Z."], "stands in none of these documents"),
        (["--replace", "Baker", " "], "Type the name"),
        (["Baker", "--version", "7"], "no longer in the project"),
        (["Baker", "--version", "1"], "This is the version that the document has"),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(
    intercoder: Command, coded: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    said = intercoder("correct", coded, *[str(tmp_path / a) if a == "x.txt" else a for a in arguments])
    assert said.code == 1
    assert sentence in said.error


def test_another_documents_file_is_refused_and_taken_only_where_it_is_meant(
    intercoder: Command, coded: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The harbour was closed that winter, and no ships came from the islands. " * 5)
    said = intercoder("correct", coded, "Baker", other)
    assert said.code == 1
    assert "seems to be another document’s" in said.error
    assert intercoder("correct", coded, "Baker", other, "--anyway").code == 0
