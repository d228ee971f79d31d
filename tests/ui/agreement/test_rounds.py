"""A closed round is compared as it was frozen, and the text for the paper says so."""

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.coding.actions import remove_codings
from app.models import Coding
from app.rounds.actions import close_round, create_round
from app.rounds.queries import completed_pairs
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
    workspace.scope.round.setCurrentIndex(workspace.scope.round.findData(round_id))
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
