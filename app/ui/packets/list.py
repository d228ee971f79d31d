"""What is out and what is back, in a window of its own that stays open beside the work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.packets.in_words import packet_columns
from app.packets.queries import packets_out
from app.report.tables import ReportTable
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.dialog import Dialog
from app.ui.kit.lines import STRETCH, below, beside
from app.ui.kit.plain import Heading, Hint
from app.ui.kit.table import TableModel
from app.ui.kit.table_view import TableView
from app.ui.live import Live
from app.ui.session import ProjectSession

TABLES = ("packet", "packet_return", "coder", "document", "code", "round")
LAST = 5  # the column that takes what is left


class PacketsDialog(Dialog):
    """Each packet in a line: whose, when it went, what came back, what changed here since."""

    give_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, parent: QWidget, session: ProjectSession) -> None:
        super().__init__(parent, tr("Work that is out and back"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.packets = TableModel(ReportTable(packet_columns()))
        self.table = TableView(tr("Packets"), self.packets)
        self.table.fit_columns(LAST)
        self.table.setSortingEnabled(False)
        self.hint = Hint(
            tr(
                "Nothing was given out yet. Give out work makes a file for each coder, to be coded on "
                "another computer."
            )
        )
        self.give, self.take = QPushButton(tr("&Give out work…")), QPushButton(tr("&Take in work…"))
        for button, wanted in ((self.give, self.give_wanted), (self.take, self.take_wanted)):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
        buttons = beside(self.give, self.take, STRETCH)
        below(Heading(tr("Work that is out and back")), self.hint, (self.table, 1), buttons, on=self)
        self.resize(880, 420)
        Live(self, session, TABLES, self._refresh)
        self._refresh(None)

    def _refresh(self, _: Changes | None) -> None:
        with self._session.project.read() as reading:
            rows = packets_out(reading)
        self.packets.show_rows(rows)
        self.hint.setVisible(not rows)
