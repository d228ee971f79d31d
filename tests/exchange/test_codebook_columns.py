"""A codebook comes in as other programs write it: nothing of it is dropped without a word."""

from pathlib import Path

import openpyxl
import pytest

from app.codebook.queries import CodeRow, codebook
from app.exchange.codebook_columns import colour_of
from app.exchange.codebook_table import CodebookPlan, apply_codebook_plan, plan_codebook_import
from app.store import Project

ATLAS = [
    ["Code", "Comment", "Code Group 1", "Grounded", "Color"],
    ["Fear", "of men", "Emotions", 3, "#ff8800"],
]
MAXQDA = [
    ["Color", "Parent code", "Code", "Code memo", "Coded segments"],
    ["●", "", "Emotions", "all of them", 5],
    ["●", "Emotions", "Fear", "of men", 3],
    ["●", "Emotions > Fear", "Night", "", 1],
]
NVIVO = [
    ["Name", "Description", "Hierarchical Name", "Files", "References", "Color"],
    ["Emotions", "all of them", "Codes\\\\Emotions", 2, 5, "Red"],
    ["Fear", "of men", "Codes\\\\Emotions\\\\Fear", 2, 3, "Teal-ish"],
]
DEDOOSE = [
    ["Id", "Parent Id", "Depth", "Title", "Description", "Weighted"],
    ["17", "", "0", "Emotions", "all of them", "False"],
    ["18", "17", "1", "Fear", "of men", "False"],
]
TAGUETTE = [["tag", "description", "number of highlights"], ["Fear", "of men", 3]]
QUALCODER = [["name", "memo", "color"], ["Fear", "of men", "#AABBCC"]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.create(str(tmp_path / "p.intercoder"))


def plan_of(project: Project, path: Path, lines: list[list[object]]) -> CodebookPlan:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(path)
    return plan_codebook_import(project, path)


def imported(project: Project, plan: CodebookPlan) -> dict[str, CodeRow]:
    apply_codebook_plan(project, plan)
    with project.read() as session:
        found = {code.name: code for code in codebook(session)}
    project.close()
    return found


@pytest.mark.parametrize(
    ("lines", "path", "told"),
    [
        (ATLAS, "Fear", ["“Comment” as brief definition", "Not taken: “Code Group 1”, “Grounded”."]),
        (
            MAXQDA,
            "Emotions/Fear",
            ["“Parent code” as parent", "“Code memo” as brief definition", "“Coded segments”"],
        ),
        (NVIVO, "Emotions/Fear", ["“Name” as code", "“Teal-ish”", "Not taken: “Files”, “References”."]),
        (DEDOOSE, "Emotions/Fear", ["“Title” as code", "Not taken: “Weighted”."]),
        (TAGUETTE, "Fear", ["“tag” as code", "“number of highlights”"]),
        (QUALCODER, "Fear", ["“memo” as brief definition"]),
    ],
)
def test_texts_and_parents_come_in_and_the_rest_is_named(
    project: Project, tmp_path: Path, lines: list[list[object]], path: str, told: list[str]
) -> None:
    plan = plan_of(project, tmp_path / "c.xlsx", lines)
    said = " ".join(plan.notes)
    assert [words for words in told if words not in said] == []
    found = imported(project, plan)
    assert found["Fear"].brief_definition == "of men"
    assert [part.strip() for part in found["Fear"].path.replace("›", "/").split("/")] == path.split("/")


def test_a_parent_that_is_named_with_all_levels_is_found(project: Project, tmp_path: Path) -> None:
    found = imported(project, plan_of(project, tmp_path / "c.xlsx", MAXQDA))
    assert found["Night"].parent_id == found["Fear"].id


@pytest.mark.parametrize(
    "names",
    [
        ["Emotions", "  Fear", "    Night", "  Joy", "Other"],
        ["Emotions", r"Emotions\Fear", r"Emotions\Fear\Night", r"Emotions\Joy", "Other"],
        ["Emotions", "Emotions > Fear", "Emotions > Fear > Night", "Emotions > Joy", "Other"],
        ["Emotions", "Emotions::Fear", "Emotions::Fear::Night", "Emotions::Joy", "Other"],
    ],
)
def test_levels_that_stand_in_the_names_are_the_tree(
    project: Project, tmp_path: Path, names: list[str]
) -> None:
    plan = plan_of(project, tmp_path / "c.xlsx", [["Code", "Memo"], *([name, "m"] for name in names)])
    assert "Taken: the levels that stand in “Code” as the tree." in plan.notes
    found = imported(project, plan)
    assert {name: code.path for name, code in found.items()} == {
        "Emotions": "Emotions",
        "Fear": "Emotions / Fear",
        "Night": "Emotions / Fear / Night",
        "Joy": "Emotions / Joy",
        "Other": "Other",
    }


def test_signs_in_names_whose_levels_are_no_codes_stay(project: Project, tmp_path: Path) -> None:
    plan = plan_of(project, tmp_path / "c.xlsx", [["Code"], ["Income > 1000"], [r"Either\or"], ["Fear"]])
    assert set(imported(project, plan)) == {"Income > 1000", r"Either\or", "Fear"}


def test_colours_come_in_as_programs_write_them(project: Project, tmp_path: Path) -> None:
    found = imported(project, plan_of(project, tmp_path / "c.xlsx", NVIVO))
    assert found["Emotions"].colour == "#ff0000"
    shown = {"#47A": "#4477aa", "#4477AA": "#4477aa", "rgb(68, 119,170)": "#4477aa", "68,119,170": "#4477aa"}
    assert {text: colour_of(text) for text in shown} == shown
    assert [colour_of(text) for text in ("", "●", "900,0,0", "mauve")] == [""] * 4


def test_two_texts_fill_both_definitions_and_a_third_is_named(project: Project, tmp_path: Path) -> None:
    lines: list[list[object]] = [["Code", "Description", "Comment", "Memo"], ["Fear", "a", "b", "c"]]
    plan = plan_of(project, tmp_path / "c.xlsx", lines)
    assert "Not taken: “Memo”." in plan.notes
    fear = imported(project, plan)["Fear"]
    assert (fear.brief_definition, fear.full_definition) == ("a", "b")
