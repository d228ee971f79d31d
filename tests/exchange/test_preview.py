"""What an export would write: the same that it writes."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from app.agreement.study.kind_names import KINDS
from app.coding.queries import number_of_passages
from app.errors import UserError
from app.exchange.preview import SheetPreview, previews
from app.exchange.targets import Kind
from app.exchange.workbook import write_workbook
from app.exchange.workbook.choices import WorkbookChoices
from app.exchange.workbook.contents import SHEETS
from app.exchange.workbook.writing.pages import NOTHING
from app.jobs import Job
from app.store import Project
from tests.study import Study


def seen(
    project: Project, kind: Kind, choices: WorkbookChoices, first: str = ""
) -> list[Sequence[SheetPreview]]:
    found: list[Sequence[SheetPreview]] = []
    previews(project, kind, choices, Job(), tell=found.append, first=first)
    return found


def test_all_sheets_are_named_first_then_each_is_looked_at_the_wanted_one_before_others(
    sample: Project,
) -> None:
    named, *looks = seen(sample, "workbook", WorkbookChoices(), "Codebook")
    assert [one.title for one in named] == [kind.title for kind in SHEETS]
    assert {one.count for one in named} == {None}
    titles = [one.title for look in looks for one in look]
    assert titles[0] == "Codebook"
    assert set(titles) == {kind.title for kind in SHEETS}
    last = {one.title: one for look in looks for one in look}
    assert all(one.count is not None for one in last.values())


def test_columns_rows_and_counts_are_those_of_the_workbook(sample: Project, tmp_path: Path) -> None:
    choices = WorkbookChoices(profile="codes", sheets=("Codings", "Codebook"), intervals=False)
    _, *looks = seen(sample, "workbook", choices)
    write_workbook(sample, tmp_path / "s.xlsx", Job(), choices=choices)
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    shown = {one.title: one for look in looks for one in look}
    for title in ("Codings", "Codebook"):
        header, *rows = [[cell.value for cell in row] for row in book[title].iter_rows()]
        assert [name for name, _ in shown[title].columns] == header
        assert shown[title].count == len(rows)
        assert [[cell or None for cell in row] for row in shown[title].rows] == [
            [cell or None for cell in row] for row in rows[: len(shown[title].rows)]
        ]


def test_what_a_profile_keeps_back_is_named(sample: Project) -> None:
    _, *looks = seen(sample, "workbook", WorkbookChoices(profile="numbers"))
    codings = next(one for look in looks for one in look if one.title == "Codings")
    assert {"quote", "memo", "document"} <= set(codings.held_back)
    assert codings.holds == {"id", "name", "word"}


def test_other_kinds_show_their_files(sample: Project) -> None:
    ((units,),) = seen(sample, "spss", WorkbookChoices(profile="numbers"))
    assert units.held_back == ["document", "speaker"]
    assert [name for name, _ in units.columns][:3] == ["document_id", "unit", "start"]
    (files,) = seen(sample, "calculators", WorkbookChoices())
    assert files[0].title == "ReCal2/Ana and Murat.csv"
    assert set(files[0].rows[0]) <= {0, 1}


def test_where_nothing_can_be_written_the_sentence_says_why(study: Study) -> None:
    with pytest.raises(UserError, match="no coder has marked a document as completed"):
        seen(study.project, "spss", WorkbookChoices())


def test_sheets_can_be_added_and_left_out(sample: Project, tmp_path: Path) -> None:
    choices = WorkbookChoices(added=("Codebook changes",), left_out=("Codings",), intervals=False)
    written = write_workbook(sample, tmp_path / "s.xlsx", Job(), choices=choices)
    assert "Codebook changes" in written.rows
    assert "Codings" not in written.rows
    assert "Codebook" in written.rows


def test_sheets_that_need_no_comparison_are_looked_at_first(sample: Project) -> None:
    told: list[str] = []

    def tell(found: Sequence[SheetPreview]) -> None:
        told.extend(one.title for one in found if one.count is not None)

    previews(sample, "workbook", WorkbookChoices(), Job(), tell=tell)
    quick = [kind.title for kind in SHEETS if kind.cost == NOTHING]
    assert told[: len(quick)] == quick
    assert {"Codebook", "Codings"} <= set(quick)
    assert set(told) == {kind.title for kind in SHEETS}


def test_what_takes_longest_is_shown_without_its_slow_cells_first(sample: Project) -> None:
    _, *looks = seen(sample, "workbook", WorkbookChoices())
    early, later = [one for look in looks for one in look if one.title == "Summary"]
    assert early.count is None
    assert later.count == len(later.rows) == len(early.rows)
    filled = [
        [cell for cell, before in zip(row, first, strict=True) if cell != before]
        for row, first in zip(later.rows, early.rows, strict=True)
    ]
    assert early.columns == later.columns
    assert all(len(cells) == 1 + len(KINDS) for cells in filled)


def test_rows_are_counted_after_all_sheets_were_shown(sample: Project) -> None:
    _, *looks = seen(sample, "workbook", WorkbookChoices())
    codings = [one for look in looks for one in look if one.title == "Codings"]
    assert [one.more for one in codings] == [True, False]
    assert codings[0].rows == codings[1].rows
    with sample.read() as session:
        assert codings[1].count == number_of_passages(session)


def test_disagreements_are_shown_as_the_workbook_has_them_from_some_documents(
    sample: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("app.reconcile.queries.PORTION", 5)
    _, *looks = seen(sample, "workbook", WorkbookChoices())
    shown = [one for look in looks for one in look if one.title == "Disagreements"][-1]
    write_workbook(sample, tmp_path / "s.xlsx", Job(), choices=WorkbookChoices(sheets=("Disagreements",)))
    header, *rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(tmp_path / "s.xlsx")["Disagreements"].iter_rows()
    ]
    assert [name for name, _ in shown.columns] == header
    assert [[cell or None for cell in row] for row in shown.rows] == [
        [cell or None for cell in row] for row in rows[: len(shown.rows)]
    ]
