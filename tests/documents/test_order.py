"""Documents stand by their names as people count, or in an order of one's own."""

import pytest

from app.documents.actions import add_document
from app.documents.order import move_documents, place_by_name, sort_documents
from app.documents.queries import documents
from app.natural import natural
from app.store import Project
from app.store.journal import WriteSession
from tests.study import Study


def add(study: Study, *names: str) -> list[int]:
    def add_all(session: WriteSession) -> list[int]:
        ids = [add_document(session, name=name, text=f"Text of {name}.") for name in names]
        place_by_name(session, ids)
        return ids

    return study.project.do("Import", add_all)


def names(project: Project) -> list[str]:
    with project.read() as reading:
        return [one.name for one in documents(reading)]


@pytest.mark.parametrize(
    "order",
    [
        ["P1", "P2", "P10"],
        ["Interview 2", "Interview 10", "Interview 10b", "Interview 11"],
        ["1", "02", "3 a", "10"],
        ["a2b3", "a2b12", "A10"],
        ["م١", "م٢", "م١٠"],
        ["École 1", "Ecole 2", "école 10"],
        ["", "2", "b"],
    ],
)
def test_numbers_in_names_count_as_numbers(order: list[str]) -> None:
    mixed = [*order[1:], order[0]]
    assert sorted(mixed, key=natural) == order


def test_documents_that_come_in_take_their_places_among_the_others(study: Study) -> None:
    add(study, "P10", "P1")
    assert names(study.project) == ["Baker", "P1", "P10"]
    add(study, "P11", "P2", "Alba")
    assert names(study.project) == ["Alba", "Baker", "P1", "P2", "P10", "P11"]
    study.project.undo()
    assert names(study.project) == ["Baker", "P1", "P10"]


def test_an_order_of_ones_own_is_kept_and_new_documents_come_last(study: Study) -> None:
    first, second = add(study, "P1", "P2")
    study.project.do("Move", move_documents, document_ids=[second], before_id=study.baker)
    assert names(study.project) == ["P2", "Baker", "P1"]
    add(study, "Alba")
    assert names(study.project) == ["P2", "Baker", "P1", "Alba"]
    study.project.do("Sort", sort_documents)
    assert names(study.project) == ["Alba", "Baker", "P1", "P2"]
    study.project.undo()
    assert names(study.project) == ["P2", "Baker", "P1", "Alba"]
    assert first


def test_several_documents_are_moved_together_in_the_order_in_which_they_stand(study: Study) -> None:
    one, two, three, four = add(study, "P1", "P2", "P3", "P4")

    def move(ids: list[int], before: int | None) -> list[str]:
        study.project.do("Move", move_documents, document_ids=ids, before_id=before)
        return names(study.project)

    assert move([three, one], None) == ["Baker", "P2", "P4", "P1", "P3"]
    assert move([one, two], two) == ["Baker", "P2", "P1", "P4", "P3"]
    assert move([four], study.baker) == ["P4", "Baker", "P2", "P1", "P3"]
    assert move([four], study.baker) == ["P4", "Baker", "P2", "P1", "P3"]
