"""The methods paragraph and the table for a paper, to be copied as text or with its formatting."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QWidget

from app.agreement.methods.paragraph import MethodsText
from app.translation import tr
from app.ui.agreement.out_of_date import OutOfDate
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import below, beside
from app.ui.kit.plain import Hint


class MethodsDialog(Dialog):
    """Shows what can be said of a result; its table has a row for each code where it was computed by code."""

    def __init__(self, parent: QWidget | None, text: MethodsText, note: OutOfDate) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Methods text"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = text
        self.page = QTextBrowser()
        self.page.setHtml(self.text.html)
        self.page.setAccessibleName(tr("Methods text and table"))
        self.out_of_date = note
        yours = Hint(
            tr(
                "Says what was computed, and nothing else. How the documents were chosen, and whether the "
                "coders worked independently, is yours to add."
            ),
        )
        self.copied = Hint(wordWrap=False)
        below(self.out_of_date, yours, (self.page, 1), self._buttons(), on=self)
        self.resize(760, 620)

    def _buttons(self) -> QHBoxLayout:
        row = beside((self.copied, 1))
        self.copy_rich = QPushButton(tr("Copy as rich text"))
        self.copy_rich.setToolTip(tr("Paragraph, references and table with their formatting"))
        self.copy_rich.clicked.connect(self._copy_rich)
        self.copy_rich.setDefault(True)
        self.copy_text = QPushButton(tr("Copy as text"))
        self.copy_text.setToolTip(tr("The same as plain text, the table with tabs"))
        self.copy_text.clicked.connect(self._copy_text)
        self.copy_table = QPushButton(tr("Copy the table"))
        self.copy_table.setToolTip(tr("The table alone, for a spreadsheet or a word processor"))
        self.copy_table.clicked.connect(self._copy_table)
        for button in (self.copy_table, self.copy_text, self.copy_rich):
            button.setAutoDefault(button is self.copy_rich)
            row.addWidget(button)
        return row

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text.plain)
        self._tell()

    def _copy_rich(self) -> None:
        _copy(self.text.plain, self.text.html)
        self._tell()

    def _copy_table(self) -> None:
        _copy(self.text.table.tsv(), self.text.table.html())
        self._tell()

    def _tell(self) -> None:
        self.copied.setText(tr("Copied."))


def _copy(plain: str, html: str) -> None:
    data = QMimeData()
    data.setText(plain)
    data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
