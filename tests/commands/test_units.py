"""Cases and passages as units by the command line."""

from pathlib import Path

import pytest

from app import settings
from app.documents.passages import passages
from app.store import Project
from app.store.check import problems
from tests.agreement.study.test_in_cases import people_of_two_papers
from tests.commands.said import Command


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with people_of_two_papers(tmp_path) as project:
        return Path(project.location)


def test_agreement_by_case_says_what_by_hand_comes_out(place: Path, intercoder: Command) -> None:
    said = intercoder("agreement", place, "--unit", "case", "--by", "code,document", "--json")
    rows = {
        (row["level"], row["code"], row["document"], row["statistic"]): row for row in said.json["results"]
    }
    assert rows["code", "Work", None, "percent_agreement"]["value"] == pytest.approx(2 / 3)
    assert rows["code", "Work", None, "percent_agreement"]["unit"] == "case"
    assert rows["code", "Money", None, "cohen_kappa"]["value"] == pytest.approx(1)
    assert rows["document", None, "Mona", "percent_agreement"]["n"] == 1
    assert said.json["scope"]["cases"] == 3
    assert "3 cases" in intercoder("agreement", place, "--unit", "case").out


def test_disagreements_by_case_name_who_says_what_and_where(place: Path, intercoder: Command) -> None:
    rows = intercoder("disagreements", place, "--unit", "case", "--json").json["differences"]
    assert [(row["case"], row["code"], row["present"], row["absent"]) for row in rows] == [
        ("Omar", "Work", ["Ana"], ["Ben"]),
        ("Mona", "Faith", ["Ben"], ["Ana"]),
    ]
    assert rows[0]["codings"] == [{"coder": "Ana", "document": "Talk", "start": 29, "end": 35}]
    assert intercoder("disagreements", place, "--unit", "case", "--kind", "missed").code == 1
    assert "Mona  Faith  Ben: yes  Ana: no" in intercoder("disagreements", place, "--unit", "case").out


def test_passages_come_from_a_table_behind_a_preview_and_are_compared(
    place: Path, intercoder: Command
) -> None:
    table = place.parent / "passages.csv"
    table.write_text("document,start,end,quote\nTalk,5,22,\nTalk,,,we left at night.\nPaper,0,19,\n", "utf-8")
    preview = intercoder("passages", place, "import", table, "--preview", "--json")
    assert preview.json["given"] is False
    assert intercoder("passages", place, "--json").json == []
    assert intercoder("passages", place, "import", table).code == 0
    listed = intercoder("passages", place, "--json").json
    assert [(row["document"], row["start"], row["end"]) for row in listed] == [
        ("Talk", 5, 22),
        ("Talk", 29, 46),
        ("Paper", 0, 19),
    ]
    results = intercoder("agreement", place, "--unit", "passage", "--by", "code", "--json").json["results"]
    of_work = next(row for row in results if (row["code"], row["statistic"]) == ("Work", "percent_agreement"))
    assert (of_work["value"], of_work["n"]) == (pytest.approx(2 / 3), 3)
    rows = intercoder("disagreements", place, "--unit", "passage", "--quotes", "--json").json["differences"]
    assert rows[0]["quote"] == "bread was scarce."
    with Project.open(str(place), station=settings.station()) as project:
        assert problems(project) == []
        assert project.undo() is not None
        with project.read() as session:
            assert passages(session) == {}


def test_passages_are_taken_from_what_speakers_say_and_taken_away(place: Path, intercoder: Command) -> None:
    assert intercoder("passages", place, "turns", "--speakers", "Omar").code == 0
    listed = intercoder("passages", place, "--json").json
    assert [(row["document"], row["start"], row["end"]) for row in listed] == [("Talk", 29, 46)]
    assert intercoder("passages", place, "turns", "--documents", "Paper").code == 0
    assert len(intercoder("passages", place, "--json").json) == 2
    assert intercoder("passages", place, "clear").code == 0
    assert intercoder("passages", place, "--json").json == []
    assert intercoder("agreement", place, "--unit", "passage").code == 1


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("document,start,end\nNobody,0,3\n", "there is no document “Nobody”"),
        ("document,start,end\nTalk,0,9\nTalk,5,12\n", "overlaps"),
        ("document,start,end\nTalk,0,9\nTalk,0,9\n", "overlaps"),
        ("document,start,end\nTalk,a,9\n", "not both whole numbers"),
        ("document,start,end\nTalk,0,999\n", "isn't a stretch"),
        ("document,quote\nTalk,nowhere said\n", "don't stand"),
        ("document,quote\nTalk,a\n", "stand 5 times"),
        ("document,start,end,quote\nTalk,0,3,Oma\n", "other words stand"),
        ("document\nTalk\n", "“start” and “end”"),
        ("nothing,here\n1,2\n", "document"),
        ("document,start,end\n", "no rows"),
    ],
)
def test_a_wrong_table_of_passages_is_a_sentence_and_changes_nothing(
    place: Path, intercoder: Command, table: str, words: str
) -> None:
    path = place.parent / "passages.csv"
    path.write_text(table, "utf-8")
    said = intercoder("passages", place, "import", path)
    assert said.code == 1
    assert words in said.error
    assert intercoder("passages", place, "--json").json == []


def test_every_unit_that_can_be_chosen_gives_methods_and_a_workbook(place: Path, intercoder: Command) -> None:
    assert intercoder("passages", place, "turns").code == 0
    for unit in ("passage", "case"):
        file = place.parent / f"{unit}.xlsx"
        assert intercoder("export", place, file, "--unit", unit).code == 0
        assert file.stat().st_size > 0
