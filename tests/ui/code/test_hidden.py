"""What open blind rounds keep out of the window is said where it is missing, and shown when they end."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.coders.actions import add_coder
from app.coding.actions import apply_code
from app.rounds.actions import close_round, create_round
from app.ui.blind_note import BlindNote
from app.ui.codebook.revising.proposals_dialog import ProposalsDialog
from app.ui.history.dialog import HistoryDialog
from app.ui.project_page import ProjectPage

WORDS = "“Pilot” is being coded blind: what others code in it is hidden until it is closed."


@pytest.fixture
def blind(page: ProjectPage) -> ProjectPage:
    """Ana codes the first text blind with Murat, who has coded its first word."""
    do, first = page.session.do, page.code.entries()[0].document.id
    murat = do("Add", add_coder, name="Murat")
    do("Plan", create_round, name="Pilot", document_ids=[first], coder_ids=[1, murat], blind=True)
    span = {"start": 0, "end": 11}
    do("Apply", apply_code, document_id=first, code_id=1, coder_id=murat, **span)
    page.code.open_document(first)
    return page


def shown(page: ProjectPage) -> int:
    return len(page.code.text.codings.around(3))


def test_a_text_says_whose_codings_it_may_not_show_and_shows_them_when_the_round_is_closed(
    blind: ProjectPage, qtbot: QtBot
) -> None:
    note = blind.code.hidden
    assert not note.isVisible()  # one's own are all there
    blind.code.shown.show_all()
    assert (note.isVisible(), note.text()) == (True, WORDS)
    assert shown(blind) == 0
    blind.code.step(1)  # a text of no round
    assert not note.isVisible()
    blind.code.step(-1)
    assert note.isVisible()
    blind.session.do("Close", close_round, round_id=1, unfinished="leave out")
    assert not note.isVisible()
    qtbot.waitUntil(lambda: shown(blind) == 1)
    assert "1 of all coders" in tip(blind)


def tip(page: ProjectPage) -> str:
    model = page.code.codebook.model
    return str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))


def test_counts_of_codes_say_that_they_leave_out_what_is_coded_blind(blind: ProjectPage) -> None:
    assert "0 of all coders. What others code in an open blind round is not counted" in tip(blind)


@pytest.mark.parametrize(
    "of",
    [
        lambda page: HistoryDialog(page.window(), page.session),
        lambda page: ProposalsDialog(page.window(), page.session),
    ],
    ids=["history", "proposals"],
)
def test_lists_that_leave_out_what_is_coded_blind_say_so(
    blind: ProjectPage, of: Callable[[ProjectPage], QWidget]
) -> None:
    view = of(blind)
    (note,) = view.findChildren(BlindNote)
    assert (note.isHidden(), note.text()) == (False, WORDS)
    blind.session.do("Close", close_round, round_id=1, unfinished="leave out")
    assert (note.isHidden(), note.text()) == (True, "")
    view.deleteLater()
