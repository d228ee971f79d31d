"""The codebook as a table: out, changed elsewhere, shown as a difference, back in."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from app.cell_text import is_formula
from app.codebook.actions import add_code, change_code
from app.codebook.queries import codebook
from app.errors import Conflict, UserError
from app.exchange.codebook_table import (
    FieldChange,
    apply_codebook_plan,
    export_codebook,
    plan_codebook_import,
)
from app.exchange.workbook import write_workbook
from app.jobs import Job
from app.store import Project

Rows = list[list[str]]
Edit = Callable[[Callable[[Rows], Rows]], Path]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A codebook of two groups; one code's definition is longer than a cell."""
    with Project.create(str(tmp_path / "study.intercoder")) as made:
        joining = made.do("a", add_code, name="Joining", exclusive=True)
        made.do("b", add_code, name="Money", parent_id=joining, shortcut="m", use_when="=wages\nor food")
        made.do("c", add_code, name="Faith", parent_id=joining, shortcut="f", close_but_no="x" * 40_000)
        made.do("d", add_code, name="Leaving")
        yield made


@pytest.fixture
def edit(project: Project, tmp_path: Path) -> Edit:
    """Exports the codebook, changes the rows below the header, and gives back the file."""

    def edited(change: Callable[[Rows], Rows]) -> Path:
        path = tmp_path / "codebook.csv"
        export_codebook(project, path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([header, *change(rows)])
        return path

    return edited


def paths(project: Project) -> list[str]:
    with project.read() as session:
        return [code.path for code in codebook(session)]


@pytest.mark.parametrize("name", ["codebook.csv", "codebook.xlsx"])
def test_a_codebook_that_comes_back_unchanged_changes_nothing(
    project: Project, tmp_path: Path, name: str
) -> None:
    project.do("e", change_code, code_id=4, use_when="written as _x0041_ in the log")
    assert export_codebook(project, tmp_path / name) == 4
    plan = plan_codebook_import(project, tmp_path / name)
    assert (plan.added, plan.changed, plan.left) == ((), (), ())
    assert len(plan.unchanged) == 4
    before = project.latest_action()
    apply_codebook_plan(project, plan)
    assert project.latest_action() == before


def test_the_codebook_sheet_of_the_workbook_comes_back_in(project: Project, tmp_path: Path) -> None:
    write_workbook(project, tmp_path / "study.xlsx", Job())
    book = openpyxl.load_workbook(tmp_path / "study.xlsx")
    sheet = book["Codebook"]
    place = [cell.value for cell in sheet[1]].index("use when") + 1
    sheet.cell(3, place).value = "wages only"
    book.save(tmp_path / "study.xlsx")
    plan = plan_codebook_import(project, tmp_path / "study.xlsx")
    assert plan.changed == (FieldChange("Money", "use_when", "=wages\nor food", "wages only"),)


def test_what_is_added_changed_moved_renamed_and_left_is_shown_and_then_done(
    project: Project, edit: Edit
) -> None:
    def change(rows: Rows) -> Rows:
        money = next(row for row in rows if row[0] == "Money")
        money[0], money[1] = "Wages", "Leaving"
        new = ["Fear", "Wages", *[""] * (len(money) - 2)]
        return [new, money, *(row for row in rows if row[0] not in ("Wages", "Faith"))]

    plan = plan_codebook_import(project, edit(change))
    assert plan.added == ("Fear",)
    assert plan.changed == (
        FieldChange("Money", "name", "Money", "Wages"),
        FieldChange("Money", "parent", "Joining", "Leaving"),
    )
    assert plan.unchanged == ("Joining", "Leaving")
    assert plan.left == ("Faith",)
    apply_codebook_plan(project, plan)
    assert paths(project) == [
        *("Joining", "Joining / Faith", "Leaving", "Leaving / Wages", "Leaving / Wages / Fear")
    ]
    assert project.undo() == "Import codebook “codebook.csv”"
    assert paths(project) == ["Joining", "Joining / Money", "Joining / Faith", "Leaving"]


def test_keys_may_change_hands(project: Project, edit: Edit) -> None:
    def swap(rows: Rows) -> Rows:
        for row in rows:
            place = row.index("m") if "m" in row else row.index("f") if "f" in row else -1
            if place >= 0:
                row[place] = {"m": "f", "f": "m"}[row[place]]
        return rows

    apply_codebook_plan(project, plan_codebook_import(project, edit(swap)))
    with project.read() as session:
        assert {code.name: code.shortcut for code in codebook(session) if code.shortcut} == {
            "Money": "f",
            "Faith": "m",
        }


def test_a_column_that_is_missing_leaves_its_field_alone(project: Project, tmp_path: Path) -> None:
    (tmp_path / "short.csv").write_text("code,use_when\nmoney,\n", encoding="utf-8")
    plan = plan_codebook_import(project, tmp_path / "short.csv")
    assert plan.changed == (
        FieldChange("Money", "name", "Money", "money"),
        FieldChange("Money", "use_when", "=wages\nor food", ""),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name\nMoney\n", "the column “code” is missing"),
        ("code,parent\nMoney,Nowhere\n", "row 2: there is no code “Nowhere”"),
        ("code\nMoney\nMoney\n", "row 3: “Money” is in row 2 already"),
        ("code,colour\nMoney,blue\n", "row 2: the colour"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_by_row(
    project: Project, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "codebook.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        plan_codebook_import(project, tmp_path / "codebook.csv")


def test_a_file_that_is_no_table_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "codebook.xlsx").write_bytes(b"not a spreadsheet")
    with pytest.raises(UserError, match="can't be read as a table"):
        plan_codebook_import(project, tmp_path / "codebook.xlsx")
    with pytest.raises(UserError, match="neither an .xlsx nor a .csv"):
        plan_codebook_import(project, tmp_path / "codebook.docx")
    with pytest.raises(UserError, match="can't be read"):
        plan_codebook_import(project, tmp_path / "nowhere.csv")


def test_a_plan_that_is_out_of_date_is_refused(project: Project, edit: Edit) -> None:
    def rename(rows: Rows) -> Rows:
        rows[1][0] = "Wages"
        return rows

    plan = plan_codebook_import(project, edit(rename))
    project.do("Meanwhile", change_code, code_id=2, use_when="something else")
    with pytest.raises(Conflict, match="changed since you looked"):
        apply_codebook_plan(project, plan)
    assert "Joining / Money" in paths(project)


def test_no_name_of_a_code_is_a_formula_in_the_csv_file_and_every_name_comes_back(
    project: Project, tmp_path: Path
) -> None:
    names = ["=HYPERLINK(1)", "+1", "'=quoted", "- none", "＝1"]
    for name in names:
        project.do("Add", add_code, name=name, full_definition="\r=cmd()")
    export_codebook(project, tmp_path / "codebook.csv")
    with (tmp_path / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if is_formula(cell)]
    plan = plan_codebook_import(project, tmp_path / "codebook.csv")
    assert (plan.added, plan.changed) == ((), ())
    assert set(names) <= set(plan.unchanged)
