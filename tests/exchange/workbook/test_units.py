"""The grid of units and codes, and the matrices that are made of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from app.agreement.study.material import Scope
from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.exchange.workbook.sheets import units
from app.exchange.workbook.writing import sheet
from app.jobs import Job
from app.rounds.actions import complete_document
from tests.study import BAKER, Study, make_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Four turns that two coders have judged, two paragraphs that one has, and a consensus of one turn."""
    made = make_study(str(tmp_path / "study.intercoder"))
    alone = made.project.do("Import", add_document, name="Alone", text="One.\n\nTwo.")
    for document, coder in ((made.baker, made.ana), (made.baker, made.murat), (alone, made.murat)):
        made.project.do("Complete", complete_document, document_id=document, coder_id=coder)
    made.code("the flour")
    made.code("queued from four", coder_id=made.murat)
    made.code("He stayed")
    gold = made.project.do("Add", add_coder, name="GOLD", role="consensus")
    made.code("the flour", coder_id=gold)
    with made.project:
        yield made


def read(
    study: Study, path: Path, choices: WorkbookChoices | None = None, name: str = "Units"
) -> pd.DataFrame:
    if not path.exists():
        write_workbook(study.project, path, Job(), choices=choices)
    return pd.read_excel(path, sheet_name=name, engine="openpyxl")


def test_every_unit_stands_with_every_code_and_empty_says_not_judged(study: Study, tmp_path: Path) -> None:
    found = read(study, tmp_path / "study.xlsx")
    assert len(found) == (4 + 2) * 2
    corruption = found[found["code"] == "Corruption"]
    assert list(corruption["document"]) == ["Baker"] * 4 + ["Alone"] * 2
    assert list(corruption["unit"]) == [1, 2, 3, 4, 1, 2]
    assert corruption["Ana Yilmaz"].fillna(-1).tolist() == [0, 1, 0, 1, -1, -1]
    assert corruption["Murat Kaya"].tolist() == [0, 1, 0, 0, 0, 0]
    assert corruption["GOLD"].fillna(-1).tolist() == [0, 1, 0, 0, -1, -1]
    assert corruption["coders"].tolist() == [2, 2, 2, 2, 1, 1]
    assert corruption["with the code"].tolist() == [0, 2, 0, 1, 0, 0]
    assert set(found["code used"][found["code"] == "Hard life"]) == {0}


def test_a_turn_has_the_number_that_it_has_everywhere(tmp_path: Path) -> None:
    study = make_study(str(tmp_path / "study.intercoder"))
    with study.project:
        titled = study.project.do("Import", add_document, name="Titled", text=f"A title\n\n{BAKER}")
        for document in (study.baker, titled):
            for coder in (study.ana, study.murat):
                study.project.do("Complete", complete_document, document_id=document, coder_id=coder)
        scope = Scope(without_speakers=("INTERVIEWER",))
        study.code("He stayed")
        study.project.do(
            "Apply",
            apply_code,
            document_id=titled,
            code_id=study.corruption,
            coder_id=study.ana,
            start=0,
            end=7,
        )
        sheets = ("Units", "Matrices", "Codings")
        path = tmp_path / "coded.xlsx"
        units = read(study, path, WorkbookChoices(scope=scope, sheets=sheets))
        assert units["unit"].fillna(0).tolist() == [2, 2, 4, 4, 0, 0, 2, 2, 4, 4]
        assert read(study, path, name="Matrix of Ana Yilmaz")["unit"].fillna(0).tolist() == [2, 4, 0, 2, 4]
        assert read(study, path, name="Codings")["turn"].fillna(0).tolist() == [4, 0]


def test_pandas_reads_ids_as_texts_and_the_rest_as_whole_numbers(study: Study, tmp_path: Path) -> None:
    found = read(study, tmp_path / "study.xlsx")
    assert [found[name].dtype.kind for name in ("unit", "start", "end", "Murat Kaya")] == ["i"] * 4
    assert all(isinstance(one, str) and len(one) == 32 for one in found["document id"])


def test_matrices_have_the_same_shape_and_say_the_same_as_the_grid(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "study.xlsx"
    grid = read(study, path)
    for name in ("Ana Yilmaz", "Murat Kaya", "GOLD"):
        matrix = read(study, path, name=f"Matrix of {name}")
        assert list(matrix.columns[6:]) == ["Corruption", "Hard life"]
        for code in ("Corruption", "Hard life"):
            own = grid[grid["code"] == code]
            assert matrix[code].fillna(-1).tolist() == own[name].fillna(-1).tolist()
            for column in ("document id", "unit", "start", "end", "speaker"):
                assert matrix[column].tolist() == own[column].tolist()


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(study, tmp_path / "whole.xlsx")
    monkeypatch.setattr(sheet, "MOST_ROWS", 6)
    path = tmp_path / "parted.xlsx"
    found = [
        read(study, path, WorkbookChoices(sheets=("Units",)), name)
        for name in ("Units", "Units (2)", "Units (3)")
    ]
    assert [len(one) for one in found] == [5, 5, 2]
    pd.testing.assert_frame_equal(pd.concat(found, ignore_index=True), whole, check_dtype=False)


def test_sums_are_formulas_with_their_values_but_plain_numbers_where_there_are_many(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cells(study, tmp_path / "few.xlsx", "L2:M2") == [
        '=SUMPRODUCT(--(J2:K2<>""))',
        "=SUMPRODUCT(J2:K2)",
    ]
    monkeypatch.setattr(units, "MOST_SUMS", 3)
    assert cells(study, tmp_path / "many.xlsx", "L2:M2") == [2, 0]


def cells(study: Study, path: Path, where: str) -> list[Any]:
    write_workbook(study.project, path, Job(), choices=WorkbookChoices(sheets=("Units",)))
    return [cell.value for cell in openpyxl.load_workbook(path)["Units"][where][0]]


def test_a_grid_of_more_rows_than_is_sensible_is_written_only_where_it_was_chosen(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "MOST_ROWS", 11)
    written = write_workbook(study.project, tmp_path / "a.xlsx", Job())
    assert not [title for title in written.rows if title.startswith(("Units", "Matrix"))]
    written = write_workbook(
        study.project, tmp_path / "b.xlsx", Job(), choices=WorkbookChoices(sheets=("Units",))
    )
    assert written.rows == {"Units": 12}


def test_characters_are_too_many_to_be_listed_so_that_turns_are(study: Study, tmp_path: Path) -> None:
    choices = WorkbookChoices(Scope(unit="character"), sheets=("Units",))
    assert len(read(study, tmp_path / "study.xlsx", choices)) == 12


def test_numbers_only_leaves_out_documents_and_speakers_and_keeps_formulas_right(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "numbers.xlsx"
    write_workbook(study.project, path, Job(), choices=WorkbookChoices(sheets=("Units",), profile="numbers"))
    page = openpyxl.load_workbook(path)["Units"]
    headers = [cell.value for cell in page[1]]
    assert not {"document", "speaker"} & set(headers)
    letter = page[1][headers.index("Ana Yilmaz")].column_letter
    assert str(page[2][headers.index("with the code")].value).startswith(f"=SUMPRODUCT({letter}2:")
