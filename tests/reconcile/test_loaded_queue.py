"""The queue as it is kept fresh is the queue as it would be read anew."""

from collections.abc import Callable

import pytest

from app.coding.actions import apply_code, remove_codings
from app.documents.actions import add_document
from app.jobs import Job
from app.reconcile.actions import decide, reopen
from app.reconcile.loaded_queue import LoadedQueue, load, read_again
from app.reconcile.outcomes import result_of
from app.reconcile.queue_filter import ORDERS, Order, QueueFilter
from app.rounds.actions import complete_document
from tests.study import BAKER, Study

EVERYTHING = QueueFilter(statuses=frozenset(("open", "deferred", "changed", "settled")))


@pytest.fixture
def two_documents(study: Study) -> Study:
    """In Baker and Nurse, Ana has two passages, Murat none; one of each is settled, and its coding gone."""
    project = study.project
    nurse = project.do("Import", add_document, name="Nurse", text=BAKER)
    for document in (study.baker, nurse):
        codings = [
            project.do(
                "Apply",
                apply_code,
                document_id=document,
                code_id=study.corruption,
                coder_id=study.ana,
                start=start,
                end=start + 5,
            )
            for start in (40, 60)
        ]
        for coder in (study.ana, study.murat):
            project.do("Complete", complete_document, document_id=document, coder_id=coder)
        settle(study, document, "union")
        project.do("Remove", remove_codings, coding_ids=codings[:1], coder_id=study.ana)
    project.poll()
    return study


def settle(study: Study, document_id: int, outcome: str, follows_id: int | None = None) -> None:
    """Settle the first open item of a document."""
    loaded = load(study.project, None, EVERYTHING, Job())
    item = next(row.item for row in loaded.rows if row.item.document_id == document_id)
    study.project.do(
        "Decide",
        decide,
        item=item,
        outcome=outcome,
        codings=result_of(item, outcome),
        coder_id=study.ana,
        follows_id=follows_id,
    )


def content(loaded: LoadedQueue | None) -> tuple[object, ...]:
    assert loaded is not None
    rows = [(row.item.key, row.status, row.decision and row.decision.id, row.gone) for row in loaded.rows]
    counts = {key: many for key, many in loaded.counts.items() if many}
    shown = [row.item.key for row in loaded.shown(EVERYTHING)]
    return rows, loaded.item_count, loaded.by_document, loaded.by_key, counts, shown, loaded.progress


def settle_an_open_one(study: Study) -> None:
    settle(study, study.baker, "union")


def put_off_and_take_back(study: Study) -> None:
    settle(study, study.baker, "deferred")
    study.project.undo()


def reopen_what_is_left(study: Study) -> None:
    loaded = load(study.project, None, EVERYTHING, Job())
    decision = loaded.rows[loaded.item_count].decision
    assert decision is not None
    study.project.do("Reopen", reopen, decision_id=decision.id, coder_id=study.ana)


def reopen_and_settle_elsewhere(study: Study) -> None:
    reopen_what_is_left(study)
    settle(study, study.baker + 1, "union")


@pytest.mark.parametrize(
    "change",
    [settle_an_open_one, put_off_and_take_back, reopen_what_is_left, reopen_and_settle_elsewhere],
)
def test_what_was_read_again_is_what_would_be_read_anew(
    two_documents: Study, change: Callable[[Study], None]
) -> None:
    project = two_documents.project
    before = load(project, None, EVERYTHING, Job())
    assert len(before.rows) - before.item_count == 2  # what is left of the codings that were removed
    change(two_documents)
    changes = project.poll()
    assert changes is not None
    fresh = read_again(project, before, changes, EVERYTHING)

    assert content(fresh) == content(load(project, None, EVERYTHING, Job()))


def test_rows_that_are_others_than_before_are_named(two_documents: Study) -> None:
    project = two_documents.project
    before = load(project, None, EVERYTHING, Job())
    settle_an_open_one(two_documents)
    changes = project.poll()
    assert changes is not None
    fresh = read_again(project, before, changes, EVERYTHING)

    assert fresh is not None
    assert fresh.changed == {before.rows[0].item.key}


def test_a_coding_of_a_person_makes_other_items(two_documents: Study) -> None:
    project = two_documents.project
    before = load(project, None, EVERYTHING, Job())
    two_documents.code("He stayed", coder_id=two_documents.murat)
    changes = project.poll()
    assert changes is not None

    assert read_again(project, before, changes, EVERYTHING) is None


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("change", [settle_an_open_one, put_off_and_take_back])
def test_the_steps_from_what_was_shown_lead_to_what_is_shown(
    two_documents: Study, change: Callable[[Study], None], order: Order
) -> None:
    project, wanted = two_documents.project, QueueFilter(order=order)
    before = load(project, None, wanted, Job())
    change(two_documents)
    changes = project.poll()
    assert changes is not None
    fresh = read_again(project, before, changes, wanted)
    assert fresh is not None
    rows = before.shown(wanted)
    moves = fresh.moves(rows, wanted)
    if order == "similar":
        assert moves is None
        return
    assert moves is not None
    for move in moves:
        rows[move.index : move.index + (not move.is_new)] = [move.row] if move.row is not None else []

    assert rows == fresh.shown(wanted)


def test_many_changes_are_shown_anew(two_documents: Study) -> None:
    before = load(two_documents.project, None, EVERYTHING, Job())
    assert before.moves((), EVERYTHING) is None
