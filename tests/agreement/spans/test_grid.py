"""The grid of units, codes and coders, beside what a slow look at every place says."""

from pathlib import Path

import numpy as np
import pytest

from app.agreement.spans.grid import NOT_JUDGED
from app.agreement.spans.sweep import tally
from app.agreement.study.everybody import everybodys_grid
from app.agreement.study.material import Scope, material
from app.coders.actions import add_coder
from app.documents.actions import add_document
from app.rounds.actions import complete_document
from tests.study import BAKER, Study, make_study


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = make_study(str(tmp_path / "study.intercoder"))
    for coder in (made.ana, made.murat):
        made.project.do("Complete", complete_document, document_id=made.baker, coder_id=coder)
    made.code("the flour")
    made.code("queued from four", coder_id=made.murat)
    made.code("He stayed", code_id=made.hard_life)
    return made


def test_every_unit_has_one_or_zero_for_everybody_who_judged_it(study: Study) -> None:
    with study.project as project, project.read() as session:
        people, grid = everybodys_grid(session, material(session, Scope(unit="turn")))
    assert [coder.name for coder in people] == ["Ana Yilmaz", "Murat Kaya"]
    assert [BAKER[start:end].split(":")[0] for start, end in grid.units_of(0)] == ["INTERVIEWER", "BAKER"] * 2
    corruption, hard_life = grid.of(0).transpose(1, 0, 2).tolist()
    assert corruption == [[0, 0], [1, 1], [0, 0], [0, 0]]
    assert hard_life == [[0, 0], [0, 0], [0, 0], [1, 0]]


def test_documents_that_one_coder_completed_are_in_it_and_who_did_not_judge_them_is_told(
    study: Study,
) -> None:
    alone = study.project.do("Import", add_document, name="Alone", text="One.\n\nTwo.")
    study.project.do("Import", add_document, name="Nobody", text="One.")
    study.project.do("Complete", complete_document, document_id=alone, coder_id=study.murat)
    with study.project as project, project.read() as session:
        _, grid = everybodys_grid(session, material(session, Scope(unit="turn")))
    assert grid.of(1).tolist() == [[[NOT_JUDGED, 0]] * 2] * 2
    assert grid.of(2).size == 0


def test_a_consensus_layer_comes_last_and_has_judged_what_it_coded(study: Study) -> None:
    gold = study.project.do("Add", add_coder, name="GOLD", role="consensus")
    study.project.do("Import", add_document, name="Other", text="Other.")
    study.code("flour for", coder_id=gold)
    with study.project as project, project.read() as session:
        people, grid = everybodys_grid(session, material(session, Scope(unit="sentence")))
    assert people[-1].name == "GOLD"
    assert grid.of(0)[:, 0, 2].sum() == 1
    assert grid.of(1).size == 0


def test_units_that_are_not_codable_are_left_out_and_codings_count_as_they_do_in_agreement(
    study: Study,
) -> None:
    scope = Scope(unit="turn", without_speakers=("INTERVIEWER",))
    with study.project as project, project.read() as session:
        found = material(session, scope)
        _, grid = everybodys_grid(session, found)
    assert [BAKER[start:end].split(":")[0] for start, end in grid.units_of(0)] == ["BAKER", "BAKER"]
    present = tally(found.continuum).present[0]
    assert np.array_equal((grid.of(0) == 1).sum(axis=0), present)
