"""Agreement from a table in the window: the numbers of the command, a level that changes them, a workbook."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from app.agreement.study.rated import rated_agreement
from app.exchange.rating_tables import read_rating_table
from app.ui import jobs
from app.ui.agreement.reports.rated_dialog import RatedDialog

TABLE = "unit,Ana,Ben\na,1,1\nb,2,3\nc,3,3\nd,1,2\ne,4,4\nf,2,2\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "strength.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[RatedDialog]:
    """The page as it opens."""
    opened = RatedDialog(None)
    qtbot.addWidget(opened)
    opened.show()
    yield opened
    jobs.cancel_all(opened)


def alpha(dialog: RatedDialog) -> str:
    model = dialog.models[0]
    rows = [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]
    return next(row[3] for row in rows if "Krippendorff" in row[2])


def test_a_table_gives_the_numbers_of_the_command_and_a_level_changes_them(
    dialog: RatedDialog, table: Path, qtbot: QtBot
) -> None:
    assert not dialog.workbook.isEnabled()
    dialog.read(table)
    qtbot.waitUntil(lambda: bool(dialog.results))
    (variable,) = read_rating_table(table)
    expected = rated_agreement(variable).values["krippendorff_alpha"].value
    assert expected is not None
    assert float(alpha(dialog)) == pytest.approx(expected, abs=0.0006)
    assert [model.rowCount() for model in dialog.models[1:]] == [1, dialog.models[2].rowCount(), 2]
    nominal = alpha(dialog)
    dialog.level.setCurrentIndex(dialog.level.findData("interval"))
    qtbot.waitUntil(lambda: dialog.results[0].variable.level == "interval")
    assert float(alpha(dialog)) > float(nominal)
    assert "alpha" in dialog.text.toPlainText()


def test_a_file_that_is_no_table_is_a_sentence_and_leaves_the_page_empty(
    dialog: RatedDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    before = dialog.sentence.text()
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog.sentence.text() != before)
    assert "empty.csv" in dialog.sentence.text()
    assert not dialog.pages.isEnabled()


def test_the_workbook_has_all_of_it(
    dialog: RatedDialog, table: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.ui.agreement.reports import rated_dialog

    dialog.read(table)
    qtbot.waitUntil(lambda: bool(dialog.results))
    path = table.with_name("out.xlsx")
    answer = staticmethod(lambda *_, **__: (str(path), ""))
    monkeypatch.setattr(rated_dialog.FileDialog, "file_to_write", answer)
    dialog.workbook.click()
    qtbot.waitUntil(lambda: "out.xlsx" in dialog.sentence.text())
    assert openpyxl.load_workbook(path).sheetnames == [
        "Agreement",
        "Pairs",
        "Confusion",
        "Differing units",
        "Methods",
    ]
