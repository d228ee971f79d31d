"""Planning in the window: what every code needs, and the sample that is drawn for it."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings
from app.agreement.planning.planner import plans
from app.agreement.study.material import Scope
from app.agreement.study.results import study
from app.coding.actions import apply_code
from app.documents.actions import add_document
from app.errors import UserError
from app.rounds.actions import complete_document
from app.store.journal import WriteSession
from app.ui import jobs
from app.ui.agreement.out_of_date import COMPARED_TABLES, OutOfDate
from app.ui.agreement.reports import planner
from app.ui.agreement.reports.planner import PlannerDialog
from app.ui.agreement.reports.planner_sample import SamplePanel
from app.ui.session import ProjectSession
from tests.study import Study

TEXT = "ANA: One.\nMURAT: Two.\nANA: Three.\nMURAT: Four.\nANA: Five.\nMURAT: Six.\n"
WORDS = ("One", "Two", "Three", "Four", "Five", "Six")

CODE, DOCUMENTS, CLOSED = 0, 3, 5  # columns


def add_interviews(session: WriteSession, *, study: Study) -> None:
    both = (study.ana, study.murat)
    for number in range(12):
        place = "Mosul" if number < 8 else "Raqqa"
        document_id = add_document(session, name=f"Interview {number:02}", text=TEXT, place=place)
        for word in WORDS[: 1 + number % 4]:
            span = {"start": TEXT.index(word), "end": TEXT.index(word) + len(word)}
            for coder_id in both if number % 2 or word != "One" else (study.ana,):
                place_of = {"document_id": document_id, "code_id": study.corruption, "coder_id": coder_id}
                apply_code(session, **place_of, **span)
        for coder_id in both:
            complete_document(session, document_id=document_id, coder_id=coder_id)


@pytest.fixture
def pilot(session: ProjectSession, study: Study) -> ProjectSession:
    """Twelve documents that both have completed; they differ in half of them. Boredom is not used."""
    study.project.do("Twelve interviews", add_interviews, study=study)
    session.look()
    return session


@pytest.fixture
def dialog(pilot: ProjectSession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlannerDialog]:
    """The planner, with its first plan."""
    monkeypatch.setattr(planner, "WAIT", 0)
    with pilot.project.read() as reading:
        result = study(reading, Scope(), statistics=("krippendorff_alpha",))
    dialog = PlannerDialog(None, pilot, result, OutOfDate(pilot, COMPARED_TABLES, old=False))
    dialog.show()
    planned(dialog, qtbot)
    yield dialog
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone), timeout=10_000)
    QApplication.clipboard().clear()


def planned(dialog: PlannerDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(dialog.plans) and dialog.sentence.text() != "Computing …", timeout=20_000)


def cells(dialog: PlannerDialog, column: int) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def test_every_code_has_its_numbers_or_the_reason_why_not(dialog: PlannerDialog) -> None:
    assert cells(dialog, CODE) == ["Corruption", "Hard life", "Boredom"]
    expected = plans(dialog._material, width=0.2)[0]
    assert cells(dialog, DOCUMENTS)[0] == f"{expected.documents.even:,} – {expected.documents.n:,}"
    assert cells(dialog, CLOSED)[0] == f"{expected.closed_form.n:,}"
    assert cells(dialog, DOCUMENTS)[2] == "–"
    assert dialog.model.index(2, DOCUMENTS).data(Qt.ItemDataRole.ToolTipRole) == "not used"


def test_the_most_demanding_code_is_named_and_its_number_suggested(dialog: PlannerDialog) -> None:
    number = dialog.plans[0].documents.n
    assert f"{number:,} documents would do" in dialog.sentence.text()
    assert "“Corruption”" in dialog.sentence.text()
    assert dialog.sample.number.value() == min(number, 14)


def test_a_wider_interval_is_planned_anew_and_needs_less(dialog: PlannerDialog, qtbot: QtBot) -> None:
    before = dialog.plans
    dialog.width_field.setValue(0.5)
    qtbot.waitUntil(lambda: dialog.plans is not before, timeout=20_000)
    assert dialog.plans[0].documents.n < before[0].documents.n


def test_codes_can_be_chosen_alone(dialog: PlannerDialog, qtbot: QtBot) -> None:
    before, code = dialog.plans, dialog._material.codes[0]
    dialog.codes.show_entries([planner.Entry(one.id, one.name) for one in dialog._material.codes], (code.id,))
    dialog.codes.changed.emit()
    qtbot.waitUntil(lambda: dialog.plans is not before, timeout=20_000)
    assert cells(dialog, CODE) == ["Corruption"]
    assert dialog.codes.text().startswith("1 of 3 codes")


# the sample


@pytest.fixture
def panel(pilot: ProjectSession, qtbot: QtBot) -> Iterator[SamplePanel]:
    """The panel alone."""
    panel = SamplePanel(pilot)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    jobs.cancel_all(panel)
    QApplication.clipboard().clear()


def listed(panel: SamplePanel) -> list[str]:
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_the_same_seed_draws_the_same_documents_again(panel: SamplePanel) -> None:
    panel.number.setValue(5)
    panel.draw.click()
    first = listed(panel)
    assert len(first) == 5
    panel.seed.setValue(2)
    assert listed(panel) == []
    panel.draw.click()
    assert listed(panel) != first
    panel.seed.setValue(1)
    panel.draw.click()
    assert listed(panel) == first


def test_the_seed_is_remembered_for_the_next_time(panel: SamplePanel, pilot: ProjectSession) -> None:
    panel.seed.setValue(77)
    panel.draw.click()
    assert settings.read("sample seed", 1) == 77
    again = SamplePanel(pilot)
    assert again.seed.value() == 77
    again.deleteLater()


def test_a_sample_in_proportion_takes_from_every_place(panel: SamplePanel) -> None:
    panel.by.setCurrentIndex(panel.by.findText("place"))
    panel.number.setValue(7)  # of 8 in Mosul, 4 in Raqqa, 2 without a place
    panel.draw.click()
    assert panel.sentence.text() == "7 of 14 drawn with seed 1. (none) 1/2, Mosul 4/8, Raqqa 2/4."


def test_what_two_have_completed_can_be_left_out(panel: SamplePanel) -> None:
    panel.where.setCurrentIndex(1)
    panel.number.setValue(2)
    panel.draw.click()
    assert set(listed(panel)) == {"Baker", "Driver"}


def test_what_was_drawn_is_kept_in_the_project_and_shown_to_the_next_who_plans(
    panel: SamplePanel, pilot: ProjectSession, qtbot: QtBot
) -> None:
    panel.seed.setValue(7)
    panel.draw.click()
    other = SamplePanel(pilot)
    qtbot.addWidget(other)
    other.show()
    assert other.sentence.text().startswith("Drawn last: ")
    assert "with seed 7" in other.sentence.text()


def test_turns_are_drawn_with_their_place(panel: SamplePanel) -> None:
    panel.what.setCurrentIndex(1)
    panel.number.setValue(6)
    panel.draw.click()
    head, *rows = panel._rows
    assert head == ["document", "turn", "start", "end", "speaker", "seed"]
    for name, turn, start, end, speaker, _ in rows:
        if name.startswith("Interview"):
            assert WORDS[turn - 1] in TEXT[start:end]
            assert speaker == ("ANA", "MURAT")[(turn - 1) % 2]


def test_more_than_there_is_says_how_many_there_are(panel: SamplePanel) -> None:
    panel.number.setValue(15)
    with pytest.raises(UserError, match="from 1 to 14"):
        panel.draw_sample()


def test_the_sample_is_saved_as_csv_with_its_seed(panel: SamplePanel, study: Study, tmp_path: Path) -> None:
    study.project.do("Import", add_document, name="=1+1", text=TEXT)
    panel._session.look()
    panel.number.setValue(15)
    panel.draw.click()
    path = tmp_path / "sample.csv"
    panel.save_as(path)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert Counter(row["seed"] for row in rows) == {"1": 15}
    assert "'=1+1" in {row["document"] for row in rows}
    assert panel.sentence.text() == f"Saved as {path}."


def test_the_sample_is_copied_as_cells(panel: SamplePanel) -> None:
    panel.number.setValue(3)
    panel.draw.click()
    panel.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == "document\tseed"
    assert [line.split("\t")[0] for line in lines[1:]] == listed(panel)


def test_nothing_can_be_copied_or_saved_before_it_is_drawn(panel: SamplePanel) -> None:
    assert not panel.copy.isEnabled()
    assert not panel.save.isEnabled()
    panel.number.setValue(3)
    panel.draw.click()
    assert panel.copy.isEnabled()
    panel.number.setValue(4)
    assert not panel.save.isEnabled()
