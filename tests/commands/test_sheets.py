"""Coding sheets by the command line: variables are defined, answers come in and go out."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.cases.actions import NewCase, add_cases
from app.coders.actions import add_coder
from app.commands import main
from app.documents.actions import add_document
from app.store import Project
from app.store.check import problems

VARIABLES = """Variable,About,Question,Level,Several,Answer,Definition,Unit,Can't tell,Passages
Bribed,case,Was a bribe paid?,nominal,,yes,told as such,,yes,yes
,,,,,no,,,,
Routes,case,,nominal,yes,"sea; land = on foot, too",,,no,
Standing,case,,ordinal,,low | middle | high,,,,
Children,case,,ratio,,,,children,,
Tone,document,,nominal,,calm; angry,,,,
"""
ANSWERS = """Case,Coder,Completed,Bribed,Routes,Standing,Children,Children (unsure),Children (memo)
Omar,Ana,yes,Yes,land;sea,low,2,,
Omar,Murat,yes,(can't tell),sea,middle,"2,5",x,two or three
ليلى,Ana,,no,,,,,
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path), station="here") as project:
        project.do("Import", add_document, name="Baker", text="They took the flour.")
        project.do("Cases", add_cases, cases=[NewCase("Omar"), NewCase("ليلى")])
        for name in ("Ana", "Murat"):
            project.do("Add", add_coder, name=name)
    return path


def table(place: Path, text: str, name: str) -> str:
    path = place.parent / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([*map(str, arguments)]) == 1
    return capsys.readouterr().err


@pytest.fixture
def filled(place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """With variables and answers."""
    asked(capsys, "sheets", place, "define", table(place, VARIABLES, "variables.csv"))
    asked(capsys, "sheets", place, "import", table(place, ANSWERS, "answers.csv"))
    return place


def test_variables_come_in_behind_a_preview_and_again_change_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(place, VARIABLES, "variables.csv")
    preview = asked(capsys, "sheets", place, "define", file, "--preview")
    assert (preview["new"], preview["defined"]) == (
        ["Bribed", "Routes", "Standing", "Children", "Tone"],
        False,
    )
    assert asked(capsys, "sheets", place)["variables"] == []
    assert asked(capsys, "sheets", place, "define", file)["defined"] is True
    bribed, routes, standing, children, tone = asked(capsys, "sheets", place)["variables"]
    assert bribed["answers"] == [
        {"answer": "yes", "definition": "told as such"},
        {"answer": "no", "definition": ""},
    ]
    assert (bribed["question"], bribed["passages"], bribed["can't_tell"]) == ("Was a bribe paid?", True, True)
    assert (routes["several"], routes["can't_tell"]) == (True, False)
    assert routes["answers"][1] == {"answer": "land", "definition": "on foot, too"}
    assert [option["answer"] for option in standing["answers"]] == ["low", "middle", "high"]
    assert (children["level"], children["unit"], tone["about"]) == ("ratio", "children", "document")
    again = asked(capsys, "sheets", place, "define", file)
    assert (again["unchanged"], again["defined"]) == (5, False)


def test_the_same_variables_as_json(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = [
        {"name": "Bribed", "answers": [{"answer": "yes", "definition": "told"}, "no"], "passages": True},
        {"name": "Children", "level": "ratio", "unit": "children"},
    ]
    asked(capsys, "sheets", place, "define", table(place, json.dumps(listed), "variables.json"))
    bribed, children = asked(capsys, "sheets", place)["variables"]
    assert [option["answer"] for option in bribed["answers"]] == ["yes", "no"]
    assert (bribed["about"], bribed["level"], children["unit"]) == ("case", "nominal", "children")


def test_answers_come_in_and_go_out_the_same(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = asked(capsys, "sheets", filled, "show", "omar")
    ana, murat = shown["sheets"]
    assert (ana["state"], murat["state"], ana["answers"]) == ("completed", "completed", 4)
    assert ana["given"]["Routes"]["value"] == "sea; land"
    assert murat["given"]["Bribed"] == {
        "state": "unclear",
        "value": None,
        "sure": True,
        "memo": "",
        "passages": [],
    }
    assert murat["given"]["Children"]["value"] == "2.5"
    assert (murat["given"]["Children"]["sure"], murat["given"]["Children"]["memo"]) == (False, "two or three")
    for ending in (".csv", ".xlsx", ".ods"):
        out = filled.parent / f"out{ending}"
        assert asked(capsys, "sheets", filled, "export", out)["sheets"] == 3
        back = asked(capsys, "sheets", filled, "import", out, "--preview")
        assert (back["answers"], back["wrong"], back["unchanged"]) == ([], [], 9)
    rows = list(openpyxl.load_workbook(filled.parent / "out.xlsx").active.values)
    assert rows[0][:3] == ("Case", "Coder", "Completed")
    assert rows[1][:7] == ("Omar", "Ana", "yes", "yes", "sea; land", "low", 2)


def test_all_of_an_import_is_one_step_and_the_project_stays_sound(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Project.open(str(filled), station="here") as project:
        assert problems(project) == []
    before = asked(capsys, "sheets", filled, "show", "Omar")
    changed = ANSWERS.replace("Omar,Ana,yes,Yes", "Omar,Ana,yes,no")
    told = asked(capsys, "sheets", filled, "import", table(filled, changed, "changed.csv"))
    assert told["answers"] == [
        {"row": 2, "name": "Omar", "coder": "Ana", "variable": "Bribed", "before": "yes", "after": "no"}
    ]
    with Project.open(str(filled), station="here") as project:
        project.do("Add", add_coder, name="Zoe")
    assert asked(capsys, "sheets", filled, "show", "Omar") != before


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            ("Omar,Ana,yes,Yes", "Omar,Ana,yes,perhaps"),
            "“perhaps” is not among the answers. There are: yes, no.",
        ),
        (("Omar,Ana", "Nobody,Ana"), "there is no case “Nobody” in the project."),
        (("Omar,Ana", "Omar,Zoe"), "there is no coder “Zoe” in the project."),
        (("Omar,Murat", "Omar,Ana"), "“Omar” by this coder is in row 2 already."),
        ((",2,,", ",#REF!,,"), "“#REF!” is an error of a spreadsheet's formula"),
        ((",2,,", ",2026-05-03 00:00:00,,"), "is a date, no number"),
        ((",2,,", ",many,,"), "“many” is no number"),
        (("Bribed", "Bribery"), "there is no variable “Bribery” about a case"),
        (("land;sea", "land;air"), "“air” is not among the answers"),
        (("land;sea", "(can't tell)"), "“can't tell” isn't offered"),
    ],
)
def test_what_fits_no_variable_is_said_by_row_and_nothing_is_imported(
    place: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], what: str
) -> None:
    asked(capsys, "sheets", place, "define", table(place, VARIABLES, "variables.csv"))
    wrong = table(place, ANSWERS.replace(*change, 1), "wrong.csv")
    told = refused(capsys, "sheets", place, "import", wrong)
    assert what in told
    assert "nothing was changed" in told
    assert asked(capsys, "sheets", place)["sheets"] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Variable,Level\nAge,years\n", "“years” is no level of measurement"),
        ("Variable,About\nAge,planet\n", "“planet” is neither case nor document"),
        ("Variable,Level\nAge,nominal\n", "needs answers to choose from"),
        ("Variable,Answer\nAge,old; Old\n", "“old” is among the answers of “Age” twice"),
        ("Variable,Level,Answer\nAge,ratio,old; young\n", "takes numbers (ratio)"),
        ("Variable,Answer\nAge,old; young\nSex,f; m\nage,a; b\n", "There is a variable “age” already"),
        ("Variable,Answer\nCoder,a; b\n", "can't be called “Coder”"),
        ("Variable,Colour,Answer\nAge,red,a; b\n", "the column “Colour” is none of"),
        ("Name of it,Answer\nAge,old\n", "the column “variable” is missing"),
    ],
)
def test_what_defines_no_variable_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], text: str, what: str
) -> None:
    assert what in refused(capsys, "sheets", place, "define", table(place, text, "wrong.csv"))
    assert asked(capsys, "sheets", place)["variables"] == []


def test_what_happens_to_answers_of_a_changed_variable_is_asked(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = table(filled, VARIABLES.replace(",,,,,no,", ",,,,,never,"), "changed.csv")
    told = refused(capsys, "sheets", filled, "define", changed)
    assert "1 answer doesn't fit, as “no”: “Bribed” was left as it is." in told
    asked(capsys, "sheets", filled, "define", changed, "--renamed", "no=never")
    assert asked(capsys, "sheets", filled, "show", "ليلى")["sheets"][0]["given"]["Bribed"]["value"] == "never"
    fewer = table(filled, VARIABLES.replace("low | middle | high", "low | high"), "fewer.csv")
    asked(capsys, "sheets", filled, "define", fewer, "--renamed", "never=no", "--unfit", "unclear")
    murat = asked(capsys, "sheets", filled, "show", "Omar")["sheets"][1]["given"]
    assert murat["Standing"]["state"] == "unclear"
    other = VARIABLES.replace("ordinal,,low | middle | high", "ratio,,").replace("nominal,yes", "nominal,no")
    asked(capsys, "sheets", filled, "define", table(filled, other, "other.csv"), "--unfit", "remove")
    ana, murat = (sheet["given"] for sheet in asked(capsys, "sheets", filled, "show", "Omar")["sheets"])
    assert "Standing" not in ana
    assert "Routes" not in ana
    assert murat["Routes"]["value"] == "sea"


def test_sheets_of_a_blind_round_show_nobody_elses_answers_until_it_closes(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "sheets", place, "define", table(place, VARIABLES, "variables.csv"))
    planned = asked(capsys, "rounds", place, "--create", "Sheets", "--cases", "all")
    assert (planned[0]["documents"], planned[0]["cases"], planned[0]["sheets"]) == (0, 2, 4)
    assert main(["rounds", str(place)]) == 0
    assert "2 cases, 2 coders; 0 of 4 sheets completed, 0 more begun" in capsys.readouterr().out
    asked(capsys, "sheets", place, "import", table(place, ANSWERS, "answers.csv"))
    seen = asked(capsys, "sheets", place, "show", "Omar", "--as", "Ana")["sheets"]
    assert [bool(sheet["given"]) for sheet in seen] == [True, False]
    nobody = asked(capsys, "sheets", place, "show", "Omar")["sheets"]
    assert [sheet["answers"] for sheet in nobody] == [None, None]
    assert asked(capsys, "sheets", place, "export", place.parent / "out.csv")["sheets"] == 0
    told = refused(capsys, "rounds", place, "--close", "Sheets")
    assert "Ana has not completed the sheets of “ليلى”" in told
    closed = asked(capsys, "rounds", place, "--close", "Sheets", "--leave-out-unfinished")
    assert (closed[0]["sheets"], closed[0]["sheets_completed"]) == (4, 2)
    everybody = asked(capsys, "sheets", place, "show", "Omar")["sheets"]
    assert all(sheet["given"] for sheet in everybody)
    with Project.open(str(place), station="here") as project:
        assert problems(project) == []


def test_what_is_no_known_form_of_the_command_is_said(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for wrong in (["define"], ["take", "x.csv"], ["import", "a.csv", "b.csv"]):
        assert main(["sheets", str(place), *wrong]) == 2
        assert "define FILE" in capsys.readouterr().err
    assert "no case and no document “Zoe”" in refused(capsys, "sheets", place, "show", "Zoe")
    assert "--unfit is for" in refused(capsys, "sheets", place, "--unfit", "remove")
    assert "asks nothing of cases" in refused(capsys, "rounds", place, "--create", "R", "--cases", "all")
    assert main(["sheets", str(place)]) == 0
    assert "No variables yet" in capsys.readouterr().out


def test_differing_answers_are_settled_in_the_workbook_and_come_back(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = asked(capsys, "disagreements", filled, "--sheets")["disagreements"]
    assert [(row["variable"], row["status"]) for row in listed] == [
        ("Bribed", "open"),
        ("Routes", "open"),
        ("Standing", "open"),
        ("Children", "open"),
    ]
    out = filled.parent / "decided.xlsx"
    asked(capsys, "export", filled, out)
    book = openpyxl.load_workbook(out)
    sheet = book["Differing answers"]
    heads = [cell.value for cell in sheet[1]]
    answer, reason = heads.index("consensus answer"), heads.index("reason")
    for row, text in zip(sheet.iter_rows(min_row=2), ("NO", "land", "perhaps", ""), strict=True):
        row[answer].value, row[reason].value = text or None, "Only told by others" if text else None
    book.save(out)
    told = asked(capsys, "import-decisions", filled, out, "--preview")["answers"]
    assert told["imported"] == 0
    assert [(one["variable"], one["after"]) for one in told["changes"]] == [
        ("Bribed", "no"),
        ("Routes", "land"),
    ]
    (aside,) = told["set_aside"]
    assert "“perhaps” is not among the answers" in aside["why"]
    assert asked(capsys, "import-decisions", filled, out)["answers"]["imported"] == 2
    bribed = asked(capsys, "disagreements", filled, "--sheets")["disagreements"][0]
    assert bribed["status"] == "settled"
    assert (bribed["decision"]["outcome"], bribed["decision"]["reason"]) == ("other", "Only told by others")
    assert bribed["decision"]["consensus"] == {"state": "answered", "value": "no"}
    again = asked(capsys, "import-decisions", filled, out)["answers"]
    assert (again["imported"], again["changes"]) == (0, [])  # decided since it was written, to the same
    with Project.open(str(filled), station="here") as project:
        assert problems(project) == []


def test_rules_settle_on_the_command_line_and_a_preview_settles_nothing(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = ["reconcile", filled, "--sheets", "--rules", "coder=Murat"]
    assert asked(capsys, *rules, "--preview")["decided"] is False
    assert len(asked(capsys, *rules)["settled"]) == 4
    assert asked(capsys, *rules)["settled"] == []
    layer = asked(capsys, "sheets", filled, "show", "Omar")["sheets"][-1]
    assert (layer["coder"], layer["given"]["Children"]["value"]) == ("Consensus", "2.5")
    assert "no rule for answers" in refused(capsys, "reconcile", filled, "--sheets", "--rules", "union")
    assert "is about codings" in refused(capsys, "disagreements", filled, "--sheets", "--quotes")


def test_one_row_for_each_case_with_every_coder_and_the_consensus(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(capsys, "reconcile", filled, "--sheets", "--rules", "coder=Ana")
    out = filled.parent / "wide.xlsx"
    assert asked(capsys, "sheets", filled, "export", out, "--wide")["rows"] == 2
    head, omar, layla = openpyxl.load_workbook(out).active.values
    assert head[:4] == ("Case", "Bribed (Ana)", "Bribed (Murat)", "Bribed (Consensus)")
    assert omar[:4] == ("Omar", "yes", "(can't tell)", "yes")
    assert layla[1] is None  # not completed
    book = filled.parent / "book.xlsx"
    asked(capsys, "export", filled, book, "--sheets", "Answers on cases")
    rows = list(openpyxl.load_workbook(book)["Answers on cases"].values)
    assert (rows[0][1], rows[1][:4]) == ("Bribed (Ana)", omar[:4])


@pytest.mark.parametrize("ending", [".sav", ".dta"])
def test_data_files_have_labels_and_kinds_of_missing(
    filled: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    import pyreadstat

    out = filled.parent / f"wide{ending}"
    asked(capsys, "sheets", filled, "export", out)
    read = pyreadstat.read_sav if ending == ".sav" else pyreadstat.read_dta
    table, about = read(str(out), user_missing=True)
    unclear = -8.0 if ending == ".sav" else "a"
    assert list(table["case"]) == ["Omar", "ليلى"]
    assert table["Bribed_MU"].iloc[0] == unclear
    assert about.variable_value_labels["Bribed_MU"][1] == "yes"
    assert about.variable_value_labels["Bribed_MU"][unclear] == "can't tell"
    assert (table["Routes_sea_MU"].iloc[0], table["Routes_land_MU"].iloc[0]) == (1, 0)
    assert table["Children_MU"].iloc[0] == 2.5
    plain, _ = read(str(out))
    assert plain["Bribed_MU"].isna().all()
