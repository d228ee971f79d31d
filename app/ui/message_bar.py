"""A sentence at the foot of the window that stops nobody, and goes when it no longer holds.

It has a line of its own there for good, so that nothing moves under the mouse when it comes or goes.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.isolation import in_order
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.plain import Label, literal
from app.ui.kit.pressed import WhenReleased

GOOD_NEWS_PASS_AFTER = 8000  # milliseconds
OFFERS_PASS_AFTER = 30_000
MOST_OFFERS = 2
LINES = 2  # of a sentence, for which there is always room

Holds = Callable[[], bool]
Offer = tuple[str, Callable[[], object]]  # a button's name, and what it does


class MessageBar(QFrame):
    """Shows one sentence at a time, on its line at the foot of a widget; a long one lies over what is above.

    Whoever lays that widget out puts `line` at its foot.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._over = over
        self.line = QWidget(over)
        self.line.setObjectName("messageLine")
        self.line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.label = Label(wordWrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = tool_button("✕", tr("Close (Esc)"), self.hide, tr("Close this message"))
        self.offers = [QPushButton() for _ in range(MOST_OFFERS)]
        self._takes: list[Callable[[], object]] = []
        self._stays = False
        self._holds: Holds | None = None
        self.always_offered: tuple[Offer, ...] = ()  # beside errors that offer nothing themselves
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 10, 4)
        row.addWidget(self.label, 1)
        for index, button in enumerate(self.offers):
            button.clicked.connect(partial(self._take_offer, index))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._close = close
        over.installEventFilter(self)
        self._passing = QTimer(self, singleShot=True)
        self._released = WhenReleased(self)  # a long sentence lies over the text above it
        self._passing.timeout.connect(partial(self._released.do, self.hide))
        self.hide()

    def show_error(
        self, sentence: str, *offers: Offer, stays: bool = False, holds: Holds | None = None
    ) -> None:
        """Show what went wrong, with a button for each of at most two offers.

        It goes when the person goes on (`go_on`), or when what it says `holds` no longer; where it `stays`,
        only when it is closed or holds no longer.
        """
        self._passing.stop()
        self._released.do(partial(self._show_error, sentence, offers, stays, holds))

    def _show_error(self, sentence: str, offers: Sequence[Offer], stays: bool, holds: Holds | None) -> None:
        self._show(sentence, good=False)
        self._holds = holds
        self._stays = stays or bool(self.always_offered)
        self._offer(offers or self.always_offered)

    def go_on(self) -> None:
        """Something else was done, another text opened or another coder sat down: the sentence is over.

        News that offer something go on offering it, and what stays holds until it is closed.
        """
        if not self._stays and not self._released.waits():
            self._released.do(self.hide)

    def look_again(self, _: object = None) -> None:
        """Something was changed or taken back, or another item is at hand: what holds no longer goes."""
        if self.text() and self._holds is not None and not self._holds():
            self._released.do(self.hide)

    def show_news(self, sentence: str, *offers: Offer, holds: Holds | None = None) -> None:
        """Show what was done, for a while and while it `holds`, with a button for each of two offers."""
        self._released.do(partial(self._show_offers, sentence, offers, holds))

    def _show_offers(self, sentence: str, offers: Sequence[Offer], holds: Holds | None) -> None:
        self._show(sentence, good=True)
        self._holds = holds
        self._stays = bool(offers)
        self._offer(offers)
        self._passing.start(OFFERS_PASS_AFTER if offers else GOOD_NEWS_PASS_AFTER)

    def _offer(self, offers: Sequence[Offer]) -> None:
        self._takes = [take for _, take in offers]
        for button, (name, _) in zip(self.offers, offers, strict=False):
            button.setText(literal(name))
            button.show()
        self._take_place()

    def text(self) -> str:
        """The sentence that is shown, or an empty one."""
        return self.label.text() if not self.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._take_place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """As high as lines of the program's typeface and a button need."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._take_place()

    def _take_place(self) -> None:
        edges, words = self._row.contentsMargins(), LINES * self.label.fontMetrics().lineSpacing() + 2
        inside = max(words, *(part.sizeHint().height() for part in (self._close, *self.offers)))
        self.line.setFixedHeight(inside + edges.top() + edges.bottom())
        wide = self._over.width()
        high = max(self.line.height(), self._row.heightForWidth(wide))
        self.setGeometry(0, self._over.height() - high, wide, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _take_offer(self, index: int, _checked: bool = False) -> None:
        self._takes[index]()

    def _show(self, sentence: str, *, good: bool) -> None:
        self.setProperty("good", good)
        self.style().unpolish(self)
        self.style().polish(self)
        self.label.setText(in_order(sentence))
        for button in self.offers:
            button.hide()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
