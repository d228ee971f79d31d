"""Agreement of a closed round comes from its snapshot; what is coded blind never enters it."""

import pytest

from app.agreement.study.material import Material, Scope, material
from app.agreement.study.results import study as computed
from app.codebook.actions import delete_code
from app.coders.actions import add_coder, change_coder
from app.documents.actions import add_document
from app.errors import UserError
from app.models import Assignment
from app.rounds.actions import change_round, close_round, complete_document, create_round
from app.rounds.queries import states
from tests.study import BAKER, Study

HERE = Scope(unit="turn")


def plan(study: Study, name: str = "Round 1", **more: object) -> int:
    given = {"document_ids": [study.baker], "coder_ids": [study.ana, study.murat]} | more
    return study.project.do("Plan", create_round, name=name, **given)  # type: ignore[arg-type]  # kept short


def complete(study: Study, *coders: int, document: int | None = None) -> None:
    for coder in coders:
        study.project.do("Complete", complete_document, document_id=document or study.baker, coder_id=coder)


def looked(study: Study, scope: Scope = HERE, viewer: int | None = None) -> Material:
    study.project.coder_id = viewer
    with study.project.read() as session:
        return material(session, scope)


def alpha(study: Study, scope: Scope) -> float | None:
    with study.project.read() as session:
        return computed(session, scope).value("krippendorff_alpha", "overall").value


@pytest.fixture
def coded(study: Study) -> tuple[Study, int]:
    first = plan(study)
    study.code("flour")
    study.code("queued", coder_id=study.murat)
    study.code("stayed", coder_id=study.murat, code_id=study.hard_life)
    complete(study, study.ana, study.murat)
    return study, first


def test_what_is_coded_blind_is_left_out_and_counted(coded: tuple[Study, int]) -> None:
    study, _ = coded
    for viewer in (None, study.ana, study.murat):
        found = looked(study, viewer=viewer)
        assert not found.continuum.completed.any()
        assert (len(found.spans.codings), found.dropped.codings) == (0, 0)
        assert found.dropped.blind_documents == 1


def test_a_blind_round_that_is_open_has_no_agreement_yet(coded: tuple[Study, int]) -> None:
    study, first = coded
    with pytest.raises(UserError, match="“Round 1” is being coded blind"):
        looked(study, Scope(round_id=first))


def test_an_open_round_that_is_not_blind_compares_its_own_documents_only(coded: tuple[Study, int]) -> None:
    study, first = coded
    study.project.do("Open", change_round, round_id=first, blind=False)
    study.project.do("Import", add_document, name="Other", text="Bread.")
    lena = study.project.do("Add", add_coder, name="Lena")
    complete(study, lena)
    found = looked(study, Scope(round_id=first))
    assert [row.name for row in found.documents] == ["Baker"]
    assert [row.id for row in found.coders] == [study.ana, study.murat]
    assert len(found.spans.codings) == 3


def test_agreement_of_a_closed_round_stays_whatever_happens(coded: tuple[Study, int]) -> None:
    study, first = coded
    study.project.do("Close", close_round, round_id=first)
    before = alpha(study, Scope(round_id=first))
    assert before is not None
    assert before == alpha(study, HERE)
    study.code("They took", code_id=study.hard_life)
    study.project.do("Rename", change_coder, coder_id=study.ana, name="Anna")
    assert alpha(study, HERE) != before
    study.project.do("Delete", delete_code, code_id=study.hard_life)
    assert alpha(study, Scope(round_id=first)) == before
    found = looked(study, Scope(round_id=first, unit="token", without_speakers=("INTERVIEWER",)))
    assert [row.name for row in found.coders] == ["Ana Yilmaz", "Murat Kaya"]
    assert [row.name for row in found.codes] == ["Corruption", "Hard life"]
    assert len(found.non_codable) == 2


def test_hidden_repeats_are_no_part_of_a_comparison(study: Study) -> None:
    first = plan(study, repeats=1)
    with study.project.read() as session:
        pairs = [(row.document_id, row.coder_id) for row in states(session, Assignment.round_id == first)]
    assert len(pairs) == 4
    for document, coder in pairs:
        complete(study, coder, document=document)
    assert [row.name for row in looked(study, viewer=study.ana).documents] == ["Baker"]
    study.project.do("Close", close_round, round_id=first)
    found = looked(study, Scope(round_id=first))
    assert [row.name for row in found.documents] == ["Baker"]
    assert found.dropped.single_coder_documents == 0


def test_who_codes_a_text_blind_again_sees_no_agreement_about_it(coded: tuple[Study, int]) -> None:
    study, first = coded
    study.project.do("Close", close_round, round_id=first)
    lena = study.project.do("Add", add_coder, name="Lena")
    plan(study, "Calibration", kind="calibration", coder_ids=[lena])
    assert len(looked(study, HERE).spans.codings) == 3
    assert len(looked(study, HERE, viewer=lena).spans.codings) == 0
    assert looked(study, Scope(round_id=first), viewer=lena).documents == []
    assert len(looked(study, Scope(round_id=first), viewer=study.ana).spans.codings) == 3
    assert len(BAKER) == looked(study, HERE).documents[0].length
