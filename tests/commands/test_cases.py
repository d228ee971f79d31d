"""Cases and attributes by the command line: a table comes in with a preview, and goes out the same."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.cases.actions import add_case, link_speaker, link_stretch
from app.cases.value_actions import add_value
from app.commands import main
from app.documents.actions import add_document
from app.store import Project
from app.store.check import problems
from tests.commands.said import Command

TEXT = "INTERVIEWER: Why?\nBAKER: They took the flour. I was nine.\n"
PEOPLE = """case,case kind,documents,age,origin,joined,fought
Omar,person,Baker,"40,5",Homs,5.3.2014,ja
ليلى,person,Baker;Nurse,٣٥,Deir ez-Zor,2014,no
The siege,event,,(not applicable),,,
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path), station="here") as project:
        for name in ("Baker", "Nurse"):
            project.do("Import", add_document, name=name, text=TEXT)
    return path


def table(place: Path, text: str, name: str = "people.csv") -> str:
    path = place.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_table_of_cases_comes_in_as_one_step_behind_a_preview(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(place, PEOPLE)
    preview = asked(capsys, "cases", place, "import", file, "--preview")
    assert preview["imported"] is False
    assert preview["new_cases"] == ["Omar", "ليلى", "The siege"]
    assert {new["name"]: new["kind"] for new in preview["new_attributes"]} == {
        "age": "number",
        "origin": "text",
        "joined": "date",
        "fought": "yes_no",
    }
    assert asked(capsys, "cases", place) == []
    assert asked(capsys, "cases", place, "import", file)["imported"] is True
    omar, layla, siege = asked(capsys, "cases", place)
    assert omar["attributes"]["age"] == {"state": "known", "value": 40.5, "others": 0, "differs": False}
    assert omar["attributes"]["fought"]["value"] == "yes"
    assert layla["attributes"]["age"]["value"] == 35
    assert [row["document"] for row in layla["documents"]] == ["Baker", "Nurse"]
    assert siege["kind"] == "event"
    assert siege["attributes"] == {
        "age": {"state": "not_applicable", "value": None, "others": 0, "differs": False}
    }
    again = asked(capsys, "cases", place, "import", file)
    assert (again["imported"], again["cells"], again["unchanged"]) == (False, [], 9)
    with Project.open(str(place), station="here") as project:
        assert problems(project) == []


def test_what_changed_in_a_table_is_told_with_before_and_after(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "cases", place, "import", table(place, PEOPLE))
    changed = PEOPLE.replace('"40,5"', "41").replace("ja", "").replace("Homs", "Hama")
    assert main(["cases", str(place), "import", table(place, changed), "--preview"]) == 0
    told = capsys.readouterr().out
    assert "0 cells filled, 2 cells changed, 6 the same" in told
    assert "Omar, age: 40.5 → 41" in told
    asked(capsys, "cases", place, "import", table(place, changed))
    omar = asked(capsys, "cases", place)[0]["attributes"]
    assert (omar["age"]["value"], omar["origin"]["value"], omar["fought"]["value"]) == (41, "Hama", "yes")


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "ods"])
def test_a_table_that_went_out_comes_back_without_a_change(
    place: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    more = PEOPLE.replace("origin", "=origin").replace("Homs", "@Homs  two\ttabs <b>&")
    asked(capsys, "cases", place, "import", table(place, more))
    out = place.parent / f"out.{ending}"
    assert asked(capsys, "cases", place, "export", out) == {"path": str(out), "cases": 3}
    again = asked(capsys, "cases", place, "import", out)
    assert again["imported"] is False, again
    assert again["unchanged"] == 9
    assert main(["cases", str(place), "export", str(place.parent / "out.doc")]) == 1
    assert "must end with .xlsx" in capsys.readouterr().err


def test_a_case_is_recognised_by_its_id_under_a_new_name(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "cases", place, "import", table(place, PEOPLE))
    out = place.parent / "out.csv"
    asked(capsys, "cases", place, "export", out)
    out.write_text(out.read_text(encoding="utf-8-sig").replace("Omar,", "Omar K.,"), encoding="utf-8")
    assert asked(capsys, "cases", place, "import", out)["changed_cases"] == ["Omar"]
    assert [case["name"] for case in asked(capsys, "cases", place)] == ["Omar K.", "ليلى", "The siege"]


def test_wrong_rows_are_named_and_nothing_is_imported(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "cases", place, "import", table(place, PEOPLE))
    wrong = (
        "case,documents,age,joined,fought,case kind\n"
        "Omar,Teacher,about 40,2014-02-30,perhaps,thing\n"
        "omar,,#N/A,05/03/2014,yes,person\n"
        ",,1,,,\n"
    )
    file = table(place, wrong)
    before = asked(capsys, "cases", place)
    for more in ([], ["--preview"]):
        assert main(["cases", str(place), "import", file, *more]) == 1
        complaint = capsys.readouterr().err
        for sentence in (
            "row 2: there is no document “Teacher”",
            "row 2: age: “about 40” is no number",
            "row 2: joined: “2014-02-30” is a day that no calendar has",
            "row 2: fought: “perhaps” is neither yes nor no",
            "row 2: “thing” is no kind of case",
            "row 3: age: “#N/A” is an error of a spreadsheet's formula",
            "row 3: joined: “05/03/2014” may be two dates",
            "row 3: “omar” is in row 2 already",
            "row 4: A case needs a name",
        ):
            assert sentence in complaint
    assert asked(capsys, "cases", place) == before


def test_dates_true_and_false_of_a_spreadsheet_are_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Name", "born", "member", "score"])
    sheet.append(["Omar", date(1980, 5, 1), True, 3.0])
    sheet.append(["Layla", date(1990, 12, 31), False, 2.5])
    file = place.parent / "people.xlsx"
    book.save(file)
    told = asked(capsys, "cases", place, "import", file)
    assert told["notes"] == ["The column “Name” is taken for the names of the cases."]
    omar, layla = (case["attributes"] for case in asked(capsys, "cases", place))
    assert [omar[name]["value"] for name in ("born", "member", "score")] == ["1980-05-01", "yes", 3]
    assert [layla[name]["value"] for name in ("born", "member", "score")] == ["1990-12-31", "no", 2.5]


def test_values_that_a_passage_shows_stay_beside_what_a_table_says(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "cases", place, "import", table(place, PEOPLE))
    with Project.open(str(place), station="here") as project:
        passage = {"document_id": 1, "start": 7, "end": 20}
        project.do("Value", add_value, case_id=1, attribute_id=1, text="9", use=True, **passage)
    told = asked(capsys, "cases", place, "import", table(place, PEOPLE))
    assert [(cell["before"], cell["after"], cell["conflict"]) for cell in told["cells"]] == [
        ("9", "40.5", True)
    ]
    assert asked(capsys, "cases", place)[0]["attributes"]["age"] == {
        "state": "known",
        "value": 40.5,
        "others": 2,
        "differs": True,
    }


def test_stretches_and_speakers_are_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Project.open(str(place), station="here") as project:
        case_id = project.do("Case", add_case, name="Omar")
        project.do("Link", link_speaker, case_ids=[case_id], document_id=1, speaker="BAKER")
        project.do("Link", link_stretch, case_ids=[case_id], document_id=2, start=7, end=26)
    (omar,) = asked(capsys, "cases", place)
    assert omar["documents"] == [
        {"document": "Baker", "speaker": "BAKER", "start": None, "end": None},
        {"document": "Nurse", "speaker": None, "start": 7, "end": 26},
    ]
    assert main(["cases", str(place)]) == 0
    assert "BAKER in Baker; Nurse 7–26" in capsys.readouterr().out


def test_attributes_are_listed_with_how_far_they_are_filled(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["attributes", str(place)]) == 0
    assert "No attributes yet" in capsys.readouterr().out
    asked(capsys, "cases", place, "import", table(place, PEOPLE))
    age, *_ = asked(capsys, "attributes", place)
    assert (age["name"], age["kind"], age["known"], age["not_applicable"], age["empty"]) == (
        "age",
        "number",
        2,
        1,
        0,
    )
    assert main(["attributes", str(place)]) == 0
    assert "age (number): 2 known, 0 unknown, 0 not asked, 1 not applicable, 0 empty" in (
        capsys.readouterr().out
    )


def test_what_is_no_table_or_no_known_form_of_the_command_is_said(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, why in (
        ("a.txt", "is none of .xlsx"),
        ("empty.csv", "is empty"),
        ("gone.csv", "can't be read"),
    ):
        if name != "gone.csv":
            table(place, "", name)
        assert main(["cases", str(place), "import", str(place.parent / name)]) == 1
        assert why in capsys.readouterr().err, name
    for wrong in (["import"], ["take", "x.csv"], ["import", "a.csv", "b.csv"]):
        assert main(["cases", str(place), *wrong]) == 2
        assert "cases PROJECT import FILE" in capsys.readouterr().err


def test_cases_are_listed_by_the_program_itself(place: Path, program: Command) -> None:
    """Whatever other tests have loaded before."""
    said = program("cases", place)
    assert (said.code, said.out) == (
        0,
        "No cases yet. Take in a table of them: intercoder cases PROJECT import FILE.\n",
    )
