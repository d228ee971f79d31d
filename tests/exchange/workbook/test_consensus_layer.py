"""The consensus as a layer: what all coded alike is its own, what nobody has settled is empty and never 0."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from app.agreement.study.material import Scope
from app.codebook.actions import delete_code, merge_codes
from app.coders.actions import add_coder, remove_coder
from app.exchange.workbook import WorkbookChoices, write_workbook
from app.jobs import Job
from app.reconcile.actions import decide
from app.reconcile.outcomes import result_of
from app.reconcile.queries import queue
from app.rounds.actions import close_round, complete_document, create_round
from tests.study import BAKER, Study


@pytest.fixture
def coded(study: Study) -> Study:
    """Alike in the second turn, a settled and an open disagreement in the last one."""
    study.code("They took the flour")
    study.code("They took the flour", coder_id=study.murat)
    study.code("He stayed")
    study.code("He stayed", code_id=study.hard_life, coder_id=study.murat)
    study.code("Why did you leave?")
    for coder in (study.ana, study.murat):
        study.project.do("Complete", complete_document, document_id=study.baker, coder_id=coder)
    return study


def settle(study: Study, words: str, outcome: str, round_id: int | None = None) -> None:
    with study.project.read() as session:
        rows = {row.item.start: row.item for row in queue(session, round_id)}
    item = rows[BAKER.index(words)]
    made = result_of(item, outcome, coder_id=study.ana)
    study.project.do(
        "Settle", decide, item=item, outcome=outcome, codings=made, coder_id=study.ana, follows_id=None
    )


def layer(study: Study, path: Path, code: str, scope: Scope | None = None) -> list[int | None]:
    """What the consensus says of each of the four turns; None for an empty cell."""
    choices = WorkbookChoices(scope=scope or Scope(), sheets=("Units", "Matrices"), intervals=False)
    write_workbook(study.project, path, Job(), choices=choices)
    units = pd.read_excel(path, sheet_name="Units", engine="openpyxl")
    found = units[units["code"] == code]["Consensus"].tolist()
    matrix = pd.read_excel(path, sheet_name="Matrix of Consensus", engine="openpyxl")[code].tolist()
    assert [str(one) for one in found] == [str(one) for one in matrix]
    return [None if pd.isna(one) else int(one) for one in found]


def test_what_all_coded_alike_is_in_the_consensus_and_what_is_open_is_empty(
    coded: Study, tmp_path: Path
) -> None:
    settle(coded, "Why did you leave?", "coder")
    assert layer(coded, tmp_path / "a.xlsx", "Corruption") == [1, 1, 0, None]
    assert layer(coded, tmp_path / "b.xlsx", "Hard life") == [0, 0, 0, None]
    settle(coded, "He stayed", "coder")
    assert layer(coded, tmp_path / "c.xlsx", "Corruption") == [1, 1, 0, 1]
    assert layer(coded, tmp_path / "d.xlsx", "Hard life") == [0, 0, 0, 0]


def test_the_read_me_says_what_the_consensus_has_and_lacks(coded: Study, tmp_path: Path) -> None:
    settle(coded, "He stayed", "coder")
    layer(coded, tmp_path / "a.xlsx", "Corruption")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Read me"]
    told = {row[0]: row[1] for row in page.iter_rows(values_only=True)}["Consensus"]
    assert "(1 coding, which are not among the Codings" in told
    assert "not settled yet (1)" in told


def test_a_closed_round_has_the_consensus_of_its_own_decisions(coded: Study, tmp_path: Path) -> None:
    people = [coded.ana, coded.murat]
    round_id = coded.project.do(
        "Plan", create_round, name="Pilot", document_ids=[coded.baker], coder_ids=people, seed=1
    )
    coded.project.do("Close", close_round, round_id=round_id)
    settle(coded, "He stayed", "coder", round_id)
    expected = [None, 1, 0, 1]
    assert layer(coded, tmp_path / "a.xlsx", "Corruption", Scope(round_id=round_id)) == expected
    assert layer(coded, tmp_path / "b.xlsx", "Corruption") == expected


def test_an_imported_layer_has_judged_its_documents_whole(coded: Study, tmp_path: Path) -> None:
    gold = coded.project.do("Import", add_coder, name="Consensus", role="consensus")
    coded.code("He stayed", coder_id=gold)
    assert layer(coded, tmp_path / "a.xlsx", "Corruption") == [0, 0, 0, 1]


def rows_of(path: Path, sheet: str) -> list[dict[str, object]]:
    lines = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_a_closed_round_keeps_the_names_of_then_in_the_workbook(coded: Study, tmp_path: Path) -> None:
    third = coded.project.do("Add", add_coder, name="Zoë Third")
    people = [coded.ana, coded.murat, third]
    round_id = coded.project.do(
        "Plan", create_round, name="Pilot", document_ids=[coded.baker], coder_ids=people, seed=1
    )
    coded.code("And your brother?", coder_id=third, code_id=coded.hard_life)
    coded.project.do("Complete", complete_document, document_id=coded.baker, coder_id=third)
    coded.project.do("Close", close_round, round_id=round_id)
    settle(coded, "Why did you leave?", "coder", round_id)
    coded.project.do("Remove", remove_coder, coder_id=third, anyway=True)
    coded.project.do("Merge", merge_codes, source_ids=[coded.hard_life], target_id=coded.corruption)
    coded.project.do("Delete", delete_code, code_id=coded.corruption)
    path = tmp_path / "a.xlsx"
    choices = WorkbookChoices(
        scope=Scope(round_id=round_id), sheets=("Disagreements", "Decisions"), intervals=False
    )
    write_workbook(coded.project, path, Job(), choices=choices)
    found = rows_of(path, "Disagreements")
    assert {row["Zoë Third: codes"] for row in found} == {"–", "Hard life"}
    assert "Corruption" in {row["Ana Yilmaz: codes"] for row in found}
    assert not any("?" in str(row[name]) for row in found for name in row if name.endswith(": codes"))
    (decision,) = rows_of(path, "Decisions")
    assert "Zoë Third: –" in str(decision["originals"])
    assert str(decision["consensus"]).startswith("Corruption")
    page = {row[0]: row[1] for row in openpyxl.load_workbook(path)["Read me"].iter_rows(values_only=True)}
    assert page["Codes compared"] == "2 of 2"
