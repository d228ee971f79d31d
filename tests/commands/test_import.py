"""`import`: what is chosen about speakers before texts come in, the preview of it, and whole folders."""

from pathlib import Path

import pytest

from tests.commands.said import Command

ONE = "I: Why?\nFatima: So.\nI: And?\nFatima: We left.\nI: When?\nFatima: Early.\nFatima - And late.\n"
OTHER = "Interviewr: Why?\nOmar: So.\nInterviewer: And?\nOmar: No.\nInterviewer: Where?\nOmar: Home.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts" / "more").mkdir(parents=True)
    (tmp_path / "texts" / "P10.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "texts" / "more" / "P2.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "texts" / "ages.csv").write_text("id,age\n1,2\n", encoding="utf-8")
    return tmp_path / "texts"


def test_a_preview_names_labels_with_turns_and_first_words_and_changes_nothing(
    intercoder: Command, project: Path, folder: Path
) -> None:
    before = intercoder("documents", project, "--json").json
    preview = intercoder("import", project, folder, "--preview", "--json").json
    labels = {
        row["label"]: (row["role"], row["turns"], row["words"], row["like"]) for row in preview["labels"]
    }
    assert labels["I"] == ("interviewer", 3, "Why?", "")
    assert labels["Fatima"] == ("", 3, "So.", "")
    assert labels["Interviewr"][3] == "Interviewer"
    assert [
        (row["line"], row["like"]) for row in preview["doubtful"] if row["words"].startswith("Fatima")
    ] == [(7, "Fatima")]
    assert intercoder("documents", project, "--json").json == before


def test_labels_are_renamed_merged_left_out_and_given_roles_for_all_files_alike(
    intercoder: Command, project: Path, folder: Path
) -> None:
    chosen = [
        "--rename",
        "Interviewr=Interviewer",
        "--rename",
        "I=Interviewer",
        "--role",
        "Fatima=interpreter",
    ]
    done = intercoder(
        "import", project, folder, *chosen, "--not-codable", "Interviewer", "--take-lines", "--json"
    ).json
    speakers = {document["name"]: document["speakers"] for document in done["imported"]}
    assert speakers == {"P2": {"Interviewer": 3, "Omar": 3}, "P10": {"Fatima": 4, "Interviewer": 3}}
    assert [document["name"] for document in done["imported"]] == ["P2", "P10"]
    listed = intercoder("documents", project, "--json").json["documents"]
    (p10,) = (row for row in listed if row["name"] == "P10")
    assert p10["roles"] == {"Fatima": "interpreter", "Interviewer": "interviewer"}
    assert p10["not_codable"] == 3


def test_texts_come_in_without_speakers_or_by_the_form_that_is_named(
    intercoder: Command, project: Path, folder: Path
) -> None:
    without = intercoder("import", project, folder / "P10.txt", "--no-speakers", "--json").json
    assert (without["imported"][0]["turns"], without["imported"][0]["paragraphs"]) == (0, 7)
    dashed = intercoder("import", project, folder / "P10.txt", "--dialect", "dash", "--json").json
    assert dashed["imported"][0]["speakers"] == {"Fatima": 1}
    assert intercoder("import", project, folder, "--dialect", "dash", "--no-speakers").code == 1
    assert intercoder("import", project, folder, "--role", "I=boss").code == 1


def test_a_text_that_is_there_already_is_left_out_where_that_is_wanted(
    intercoder: Command, project: Path, folder: Path
) -> None:
    intercoder("import", project, folder / "P10.txt")
    again = intercoder("import", project, folder, "--duplicates", "leave-out", "--json").json
    assert [document["name"] for document in again["imported"]] == ["P2"]
    assert ["P10" in file["reason"] for file in again["passed_over"]] == [True]
