"""Who is coding, always visible; a press lets another coder work, or adds one."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QStyle, QStyleOptionToolButton, QStylePainter, QToolButton

from app.coders.queries import CoderRow, coders
from app.isolation import isolated
from app.store.changes import Changes
from app.translation import tr
from app.ui.kit.chip import chip_icon, shortened
from app.ui.kit.elided import cut
from app.ui.kit.menu_choice import add_choice
from app.ui.kit.plain import literal
from app.ui.live import Live
from app.ui.session import ProjectSession

SIGN = "  ▾"
LEAST = 180  # pixels


class CoderButton(QToolButton):
    """Shows the coder at work; its menu switches."""

    add_wanted = Signal()
    change_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, session: ProjectSession) -> None:
        super().__init__()
        self._session = session
        self._coders: list[CoderRow] = []
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(12, 12))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(tr("Who is coding: everything you code is kept under this name"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        Live(self, session, ("coder",), self._refresh)

    def minimumSizeHint(self) -> QSize:
        """The initials and a part of the name; the window is not made wider by a long one."""
        return self.sizeHint().boundedTo(QSize(LEAST, self.sizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cut a long name at its end, before the sign of the menu."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        words, sign, _ = self.text().partition(SIGN)
        missing = self.sizeHint().width() - self.width()
        if missing > 0:
            room = self.fontMetrics().horizontalAdvance(words) - missing
            option.text = cut(self.fontMetrics(), words, room) + sign
        QStylePainter(self).drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)

    def current(self) -> CoderRow | None:
        """The coder at work."""
        return next((coder for coder in self._coders if coder.id == self._session.coder_id), None)

    def _refresh(self, _changes: Changes | None) -> None:
        with self._session.project.read() as reading:
            self._coders = coders(reading)
        coder = self.current()
        if coder is None:
            self.setText(tr("Who is coding?") + SIGN)
            return
        self.setIcon(chip_icon(coder.colour))
        words = tr(
            "Coding as: ({initials}) {name}",
            initials=coder.initials,
            name=isolated(shortened(coder.name, 28)),
        )
        self.setText(literal(words + SIGN))
        self.setAccessibleName(words)

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        for coder in self._coders:
            if coder.role == "consensus" and coder.id != self._session.coder_id:
                continue  # it is made by decisions
            words = literal(f"({coder.initials})  {isolated(coder.name)}")
            chosen = coder.id == self._session.coder_id
            switch = partial(self._switch, coder.id)
            action = add_choice(menu, words, switch, chosen=chosen, colour=coder.colour)
            if action.isChecked():  # keys begin at who is at work
                QTimer.singleShot(0, action, partial(menu.setActiveAction, action))
        menu.addSeparator()
        menu.addAction(tr("Add a coder…"), self.add_wanted.emit)
        current = self._session.coder_id
        if current is not None:
            menu.addAction(tr("Name, initials, colour…"), partial(self.change_wanted.emit, current))
            menu.addAction(tr("Remove…"), partial(self.remove_wanted.emit, current))

    def _switch(self, coder_id: int) -> None:
        self._session.coder_id = coder_id
