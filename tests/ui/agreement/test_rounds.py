"""A closed round is compared as it was frozen, and the text for the paper says so."""

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.codebook.actions import change_code, delete_code
from app.coders.actions import remove_coder
from app.coding.actions import remove_codings
from app.documents.actions import remove_document
from app.models import Coding
from app.report.agreement_lines import LEVELS
from app.report.agreement_table import NAME
from app.rounds.actions import close_round, complete_document, create_round
from app.rounds.queries import completed_pairs
from app.ui import jobs
from app.ui.agreement.deeper.pages import VIEWS
from app.ui.agreement.workspace import AgreementWorkspace
from app.ui.session import ProjectSession
from tests.study import Study
from tests.ui.agreement.conftest import complete


def close(session: ProjectSession) -> int:
    """A round of everything that both have completed, closed."""
    with session.project.read() as reading:
        pairs = completed_pairs(reading)
    documents, coders = sorted({pair[0] for pair in pairs}), sorted({pair[1] for pair in pairs})
    round_id = session.do(
        "Make", create_round, name="Pilot", document_ids=documents, coder_ids=coders, blind=True
    )
    session.do("Close", close_round, round_id=round_id, unfinished="leave out")
    return round_id


def test_a_closed_round_can_be_chosen_and_never_changes(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    session = workspace.session
    complete(study, 1)
    complete(study, 2)
    assert not workspace.scope.round.isVisible()
    round_id = close(session)
    qtbot.waitUntil(workspace.scope.round.isVisible)
    assert workspace.scope.choices().round_id == round_id
    workspace.compute()
    qtbot.waitUntil(lambda: "code" in workspace._compared)
    before = workspace._compared["code"].result
    assert before.material.scope.round_id == round_id
    with session.project.read() as reading:
        own = [one.id for one in reading.scalars(select(Coding).where(Coding.coder_id == 1))]
    session.do("Remove", remove_codings, coding_ids=own, coder_id=1)
    assert workspace.scope.notice.text() == ""
    workspace._compared = {}
    workspace.compute()
    qtbot.waitUntil(lambda: "code" in workspace._compared)
    after = workspace._compared["code"].result
    assert after.value("krippendorff_alpha", "overall") == before.value("krippendorff_alpha", "overall")
    workspace.scope.round.setCurrentIndex(0)
    assert workspace.scope.notice.text() == "Out of date: other choices"


def compute(workspace: AgreementWorkspace, qtbot: QtBot) -> None:
    workspace._compared = {}
    workspace.compute()
    qtbot.waitUntil(lambda: bool(workspace._compared), timeout=20_000)


def names(workspace: AgreementWorkspace) -> list[str]:
    model = workspace.table.model
    return [model.index(row, model.column(NAME)).data() for row in range(model.rowCount())]


def count(workspace: AgreementWorkspace, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: "Looking" not in workspace.passages.count.text(), timeout=20_000)
    return workspace.passages.count.text()


def test_the_round_closed_last_is_compared_until_something_else_is_chosen(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    complete(study, 1)
    complete(study, 2)
    workspace.scope.trim.click()  # before there was a round to choose
    round_id = close(workspace.session)
    assert workspace.scope.choices().round_id == round_id
    assert "“Pilot” as it was closed on 2" in workspace.hint.text()
    compute(workspace, qtbot)
    assert workspace.notes.text().startswith("“Pilot” as it was closed on 2")
    workspace.scope.round.setCurrentIndex(0)
    compute(workspace, qtbot)
    assert workspace.notes.text().startswith("codings of now, whatever the round")
    other = AgreementWorkspace(workspace.session)
    qtbot.addWidget(other)
    other.show()
    assert other.scope.choices().round_id is None


def test_a_closed_round_with_nothing_to_compare_is_not_chosen_by_itself(
    workspace: AgreementWorkspace, study: Study
) -> None:
    session = workspace.session
    make = {"name": "Pilot", "document_ids": [1], "coder_ids": [study.ana, study.murat]}
    round_id = session.do("Make", create_round, **make)
    session.do("Complete", complete_document, document_id=1, coder_id=study.ana)
    session.do("Close", close_round, round_id=round_id, unfinished="leave out")
    complete(study, 2)
    session.look()
    assert workspace.scope.choices().round_id is None
    assert workspace.first.isVisible()


def test_what_an_open_blind_round_keeps_back_is_said(workspace: AgreementWorkspace, study: Study) -> None:
    complete(study, 2)
    make = {"name": "Second", "document_ids": [1], "coder_ids": [study.ana, study.murat]}
    workspace.session.do("Make", create_round, **make)
    assert "1 document is being coded blind in “Second”: left out" in workspace.hint.text()


def test_a_closed_round_is_shown_with_codes_and_coders_that_are_gone_since(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    session = workspace.session
    complete(study, 1)
    complete(study, 2)
    close(session)
    session.do("Rename", change_code, code_id=study.corruption, name="Abuse")
    session.do("Delete", delete_code, code_id=study.hard_life)
    session.do("Remove", remove_coder, coder_id=study.murat, anyway=True)
    compute(workspace, qtbot)
    assert names(workspace) == ["Corruption", "Hard life", "Boredom", "All codes together"]
    for number in range(len(LEVELS) + len(VIEWS)):
        workspace.levels.setCurrentIndex(number)
        qtbot.waitUntil(lambda: not jobs.running(workspace), timeout=20_000)
    matrix = workspace.deeper.confusion
    assert matrix.grid is not None
    assert "Hard life" in matrix.grid.rows
    pairs = workspace.deeper.pairs
    pairs.view.setCurrentIndex(pairs.model.index(0, 1))
    assert "2 of 3 passages differ" in count(workspace, qtbot)
    assert "Murat Kaya" in workspace.deeper.why.words.text()


def test_numbers_of_a_closed_round_are_out_of_date_once_a_document_is_taken_out_of_it(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    complete(study, 1)
    complete(study, 2)
    close(workspace.session)
    compute(workspace, qtbot)
    workspace.table.choose(1)
    assert "The one passage differs" in count(workspace, qtbot)
    workspace.session.do("Remove", remove_document, document_id=1, anyway=True)
    assert workspace.scope.notice.text() == "Out of date: the project changed"
    workspace.table.choose(0)
    told = count(workspace, qtbot)
    assert told.startswith("1 of 2 passages differs: boundary 1. ")
    assert "One of them isn’t shown: its document was removed since." in told
    assert workspace.passages.model.rowCount() == 0
    compute(workspace, qtbot)
    assert workspace.scope.notice.text() == ""
    assert "1 document of two coders or more" in workspace.notes.text()


def test_what_a_round_had_is_emptied_when_its_closing_is_taken_back(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    session = workspace.session
    complete(study, 1)
    complete(study, 2)
    close(session)
    qtbot.waitUntil(workspace.scope.round.isVisible)
    workspace.compute()
    qtbot.waitUntil(lambda: "code" in workspace._compared and workspace.passages.model.rowCount() > 0)
    for number in range(len(LEVELS), len(LEVELS) + len(VIEWS)):
        workspace.levels.setCurrentIndex(number)
        qtbot.waitUntil(lambda: workspace.deeper.currentWidget() is not workspace.deeper.wait)
    workspace.levels.setCurrentIndex(0)
    qtbot.waitUntil(workspace.detail.isVisible)
    session.undo()
    assert workspace.table.model.rowCount() == 0
    assert workspace.passages.model.rowCount() == 0
    assert not workspace.splitter.isVisible()
    assert not workspace.detail._page.isVisible()
    assert workspace.deeper.drawing("why") is None
    assert workspace.deeper.currentWidget() is workspace.deeper.wait


def test_codings_of_now_are_emptied_when_they_are_coded_blind(
    workspace: AgreementWorkspace, study: Study, qtbot: QtBot
) -> None:
    session = workspace.session
    complete(study, 1)
    session.look()
    workspace.compute()
    qtbot.waitUntil(lambda: "code" in workspace._compared)
    session.do(
        "Make", create_round, name="Pilot", document_ids=[1], coder_ids=[study.ana, study.murat], blind=True
    )
    assert workspace.table.model.rowCount() == 0
    assert workspace.hint.isVisible()
