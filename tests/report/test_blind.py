"""While others code blind, their work is not told as nothing: it is said that it isn't counted."""

import pytest
from PySide6.QtCore import Qt

from app.codebook.queries import codebook
from app.report.blind import not_counted
from app.report.comparison_choices import ComparisonChoices
from app.report.comparison_options import comparison_options
from app.report.obstacles import of_comparing
from app.rounds.actions import close_round, complete_document, create_round
from app.ui.codebook.editing.merging import consequences
from app.ui.codebook.tree.model import CodebookModel
from tests.study import Study

MISSING = "What others code in an open blind round is not counted."


@pytest.fixture
def blind(study: Study) -> Study:
    """Ana, at work, and Murat code Baker blind; Murat has completed it."""
    people = [study.ana, study.murat]
    study.project.do("Plan", create_round, name="One", document_ids=[study.baker], coder_ids=people)
    study.code("They took the flour", coder_id=study.murat)
    study.project.do("Complete", complete_document, document_id=study.baker, coder_id=study.murat)
    study.project.coder_id = study.ana
    return study


def test_agreement_says_who_codes_blind_and_not_that_they_have_completed_nothing(blind: Study) -> None:
    with blind.project.read() as session:
        words = of_comparing(comparison_options(session), ComparisonChoices())
    assert words == (
        "Two coders must complete the same document. Ana Yilmaz codes blind, Murat Kaya codes blind. "
        "1 document is being coded blind in “One”: left out until it closes."
    )


@pytest.mark.usefixtures("qapp")
def test_what_is_counted_of_all_coders_says_that_blind_work_is_missing_until_the_round_closes(
    blind: Study,
) -> None:
    for missing in (MISSING, ""):
        with blind.project.read() as session:
            assert not_counted(session) == missing
            model = CodebookModel()
            model.load(session, blind.ana, None)
            target = codebook(session)[1]
        node = model.node(blind.corruption)
        assert node is not None
        assert (MISSING in str(model.index_of(blind.corruption).data(Qt.ItemDataRole.ToolTipRole))) == bool(
            missing
        )
        assert (MISSING in consequences(node, target, model.not_counted)) == bool(missing)
        if missing:
            blind.project.do("Close", close_round, round_id=1, unfinished="leave out")
