"""The codebook as a tree model keeps Qt's rules through every change."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.codebook.actions import add_code, change_code, delete_code, merge_codes, move_code
from app.ui.codebook.tree.model import NODE, CodebookModel, in_words
from app.ui.session import ProjectSession
from tests.study import Study


@pytest.fixture
def model(session: ProjectSession) -> CodebookModel:
    """The model, loaded, and told what changes."""
    model = CodebookModel()

    def load(changes: object = None) -> None:
        with session.project.read() as reading:
            model.load(reading, session.coder_id, changes)  # type: ignore[arg-type]  # what the signal carries

    load()
    session.changed.connect(load)
    return model


def names(model: CodebookModel) -> list[str]:
    return [row.name for row in model.rows()]


def test_the_model_keeps_qts_rules_through_every_change(
    model: CodebookModel, session: ProjectSession, study: Study
) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    new = session.do("Add", add_code, name="New", parent_id=study.hard_life)
    session.do("Move", move_code, code_id=new, parent_id=study.corruption, position=0)
    assert names(model)[:3] == ["Corruption", "New", "Bribes"]
    session.do("Rename", change_code, code_id=new, name="Newer")
    session.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=new)
    session.do("Delete", delete_code, code_id=study.corruption)
    assert names(model) == ["Joining", "Money", "Faith"]
    for _ in range(5):
        session.undo()
    assert names(model) == ["Corruption", "Bribes", "Hard life", "Joining", "Money", "Faith"]


def test_a_changed_name_is_told_without_a_reset(
    model: CodebookModel, session: ProjectSession, study: Study
) -> None:
    resets, changed = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, last: changed.append(first.data()))
    session.do("Rename", change_code, code_id=study.hard_life, name="Dull life")
    assert (resets, changed) == ([], ["Dull life"])


def test_a_group_counts_the_codings_of_the_codes_under_it(model: CodebookModel, study: Study) -> None:
    bribes = next(row.id for row in model.rows() if row.name == "Bribes")
    study.code("He stayed", code_id=bribes)
    with study.project.read() as reading:
        model.load(reading, study.ana, None)
    assert model.index_of(study.corruption).data(NODE).with_those_below() == 3
    words = in_words(model.index_of(study.corruption).data(NODE))
    assert "2 codings of yours, 3 of all coders." in words
    assert "The codes under it exclude each other." in words
