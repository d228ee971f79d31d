"""The published examples in the window: recomputed, found, and with the page that explains them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from app.agreement.coefficients.values import defined
from app.agreement.examples.cases import Outcome, outcomes
from app.report.published_pages import page_of
from app.ui import jobs
from app.ui.agreement.reports.how_we_know import HowWeKnowDialog, HowWeKnowView

VERDICT, CASE, _, COMPUTED, EXPECTED = range(5)  # columns


@pytest.fixture(scope="module")
def computed() -> list[Outcome]:
    """Every example, computed once."""
    return list(outcomes())


@pytest.fixture
def empty_view(qtbot: QtBot) -> Iterator[HowWeKnowView]:
    view = HowWeKnowView()
    qtbot.addWidget(view)
    view.resize(980, 640)
    view.show()
    yield view
    jobs.cancel_all(view)


@pytest.fixture
def view(empty_view: HowWeKnowView, computed: list[Outcome]) -> HowWeKnowView:
    """The view as it is when every example was computed."""
    empty_view._show(computed)
    return empty_view


def cells(view: HowWeKnowView, column: int) -> list[str]:
    return [view.model.index(row, column).data() for row in range(view.model.rowCount())]


def test_every_example_is_recomputed_and_all_are_as_expected(
    empty_view: HowWeKnowView, computed: list[Outcome], qtbot: QtBot
) -> None:
    view = empty_view
    view.compute()
    qtbot.waitUntil(lambda: bool(view.outcomes), timeout=30_000)
    assert view.model.rowCount() == len(computed)
    assert set(cells(view, VERDICT)) == {"✓"}
    assert view.sentence.text().endswith("all as expected.")


def test_computed_stands_beside_expected(view: HowWeKnowView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, "fleiss1971 fleiss_kappa")
    place = cells(view, CASE).index("fleiss1971 table1")
    assert cells(view, EXPECTED)[place] == "0.43"
    assert cells(view, COMPUTED)[place].startswith("0.430")


def test_an_undefined_value_is_shown_with_its_reason(view: HowWeKnowView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, "no variation two")
    assert cells(view, COMPUTED) == ["undefined: no variation"]
    assert cells(view, EXPECTED) == ["undefined"]


def test_words_of_a_statistic_or_a_source_find_its_examples(view: HowWeKnowView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, "gwet_ac1")
    assert cells(view, CASE)
    assert all(page_of(outcome) == "gwet_ac1" for outcome in view.model.rows())
    view.search.clear()
    qtbot.keyClicks(view.search, "hayes")
    assert "hayes krippendorff2007" in cells(view, CASE)
    assert all("Hayes" in outcome.source for outcome in view.model.rows())


def test_what_is_off_is_counted_marked_and_can_be_shown_alone(view: HowWeKnowView) -> None:
    off = Outcome("Invented", "nobody", "cohen_kappa", 0.9, 0.001, defined(0.5))
    view._show([*view.outcomes[:3], off])
    assert view.sentence.text() == "4 numbers from 3 examples: 1 is off."
    view.only_off.setChecked(True)
    assert cells(view, CASE) == ["Invented"]
    assert cells(view, VERDICT) == ["✗"]


def test_an_example_names_its_source_and_opens_the_page_of_its_statistic(
    view: HowWeKnowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    row = view.model.line_of(lambda outcome: outcome.key == "scott_pi")
    view.table.setCurrentIndex(view.model.index(row, CASE))
    assert view.outcomes[row].source.split()[0] in view.source.text()
    address = view.source.text().split("href='")[1].split("'")[0]
    view.source.linkActivated.emit(address)
    path = Path(opened[0].toLocalFile())
    assert path.name == "scott_pi.md"
    assert path.is_file()


def test_every_number_of_the_bundled_examples_has_a_page(computed: list[Outcome]) -> None:
    assert {outcome.key for outcome in computed if page_of(outcome) is None} == set()


def test_the_dialog_may_be_closed_while_it_computes(qtbot: QtBot) -> None:
    dialog = HowWeKnowDialog(None)
    dialog.show()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone), timeout=10_000)
