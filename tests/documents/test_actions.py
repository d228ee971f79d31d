"""Documents: adding with recognised turns, changing, removing with all that hangs on them."""

import pytest
from sqlalchemy import func, select

from app.coding.queries import number_of_passages
from app.documents.actions import NewDocument, add_document, add_documents, change_document, remove_document
from app.documents.left_out import leave_out_speakers, speakers_left_out
from app.documents.queries import document, documents, properties, regions, speakers, text
from app.errors import UserError
from app.models import DocumentText, Region
from app.store.check import problems
from tests.study import BAKER, Study


def test_a_document_is_stored_with_its_turns_and_speakers_beside_the_text(study: Study) -> None:
    with study.project.read() as session:
        assert text(session, study.baker) == BAKER
        turns = regions(session, study.baker, "turn")
    assert [turn.speaker for turn in turns] == ["INTERVIEWER", "BAKER", "INTERVIEWER", "BAKER"]
    assert BAKER[turns[1].body :].startswith("They took")


def test_text_becomes_canonical_before_it_is_measured(study: Study) -> None:
    made = study.project.do("Import", add_document, name="Nurse", text="\ufeffone\r\ntwo\x00\r\n")
    with study.project.read() as session:
        assert text(session, made) == "one\ntwo\n"
        assert document(session, made).length == 8
    assert problems(study.project) == []


def test_an_arabic_text_is_right_to_left_without_being_asked(study: Study) -> None:
    made = study.project.do(
        "Import", add_document, name="مقابلة", text="المحاورة: لماذا غادرت؟\nالسائق: تعبت.\n"
    )
    with study.project.read() as session:
        assert document(session, made).direction == "rtl"
        assert "مقابلة" in [row.name for row in documents(session)]


@pytest.mark.parametrize("empty", ["", " \n\t\n", "\ufeff\x00"])
def test_a_document_without_text_is_refused_by_name(study: Study, empty: str) -> None:
    with pytest.raises(UserError, match="“Nurse” has no text"):
        study.project.do("Import", add_document, name="Nurse", text=empty)


def test_two_documents_never_share_a_name(study: Study) -> None:
    with pytest.raises(UserError, match="already"):
        study.project.do("Import", add_document, name="BAKER", text="x")
    other = study.project.do("Import", add_document, name="Nurse", text="x")
    with pytest.raises(UserError, match="already"):
        study.project.do("Rename", change_document, document_id=other, name="Baker")


def test_documents_that_come_together_come_all_or_none(study: Study) -> None:
    one, same, own = (NewDocument(name, "x") for name in ("Nurse", "NURSE", "Baker"))
    for refused in ([one, same], [one, own]):
        with pytest.raises(UserError, match="already"):
            study.project.do("Import", add_documents, documents=refused)
    ids = study.project.do(
        "Import", add_documents, documents=[one, NewDocument("Judge", "I: So.\nP1: No.\n")]
    )
    with study.project.read() as session:
        assert [row.name for row in documents(session)][-2:] == ["Nurse", "Judge"]
        assert [turn.speaker for turn in regions(session, ids[1])] == ["I", "P1"]
    assert problems(study.project) == []


def test_name_direction_and_provenance_can_be_changed_and_undone(study: Study) -> None:
    study.project.do(
        "Change", change_document, document_id=study.baker, name="04 Baker", direction="rtl", place="Idlib"
    )
    with study.project.read() as session:
        changed = document(session, study.baker)
    assert (changed.name, changed.direction, changed.place) == ("04 Baker", "rtl", "Idlib")
    study.project.undo()
    with study.project.read() as session:
        assert document(session, study.baker).name == "Baker"


def test_properties_without_a_column_are_kept(study: Study) -> None:
    made = study.project.do(
        "Import", add_document, name="Nurse", text="x", outlet="Radio", properties={"origin": "north"}
    )
    with study.project.read() as session:
        assert properties(session) == {made: {"origin": "north"}}
        assert document(session, made).outlet == "Radio"


def test_removing_a_document_takes_all_that_hangs_on_it_and_undo_restores_it(study: Study) -> None:
    study.code("flour")
    study.project.do("Remove", remove_document, document_id=study.baker)
    with study.project.read() as session:
        assert documents(session) == []
        assert number_of_passages(session) == 0
        assert session.scalar(select(func.count(Region.id))) == 0
        assert session.scalar(select(func.count(DocumentText.id))) == 0
    study.project.undo()
    with study.project.read() as session:
        assert text(session, study.baker) == BAKER
        assert number_of_passages(session) == 1
    assert problems(study.project) == []


def test_a_document_that_a_colleague_removed_is_named_in_a_sentence(study: Study) -> None:
    study.project.do("Remove", remove_document, document_id=study.baker)
    with pytest.raises(UserError, match="no longer in the project"):
        study.project.do("Rename", change_document, document_id=study.baker, name="x")
    with study.project.read() as session, pytest.raises(UserError, match="no longer in the project"):
        document(session, study.baker)


def test_provenance_that_has_no_place_and_regions_of_another_text_are_never_dropped_silently(
    study: Study,
) -> None:
    with pytest.raises(ValueError, match="outlte"):
        study.project.do("Import", add_document, name="New", text="Words.", outlte="Radio")
    with pytest.raises(ValueError, match="canonical"):
        study.project.do("Import", add_document, name="New", text="One\r\ntwo.", regions=[])


def test_speakers_are_counted_over_all_documents(study: Study) -> None:
    study.project.do("Import", add_document, name="Nurse", text="NURSE: I left.\nINTERVIEWER: Why?\n")
    with study.project.read() as session:
        assert speakers(session) == {"INTERVIEWER": 3, "BAKER": 2, "NURSE": 1}


def test_speakers_left_out_are_forgotten_with_the_last_document_that_names_them(study: Study) -> None:
    project = study.project
    other = project.do("Import", add_document, name="Nurse", text="INTERVIEWER: Why?\nNURSE: Because.\n")
    project.do("Leave out", leave_out_speakers, speakers=["INTERVIEWER", "BAKER"])
    project.do("Remove", remove_document, document_id=study.baker)
    with project.read() as session:
        assert speakers_left_out(session) == ("INTERVIEWER",)
    project.undo()
    with project.read() as session:
        assert speakers_left_out(session) == ("INTERVIEWER", "BAKER")
    project.do("Remove", remove_document, document_id=other)
    with project.read() as session:
        assert speakers_left_out(session) == ("INTERVIEWER", "BAKER")
