"""A sentence at the foot of the window that stops nobody, and goes when it no longer holds."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from app.isolation import in_order
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.plain import Label, literal
from app.ui.kit.pressed import WhenReleased

GOOD_NEWS_PASS_AFTER = 8000  # milliseconds
OFFERS_PASS_AFTER = 30_000
MOST_OFFERS = 2

Holds = Callable[[], bool]
Offer = tuple[str, Callable[[], object]]  # a button's name, and what it does


class MessageBar(QFrame):
    """Shows one sentence at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.label = Label(wordWrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = tool_button("✕", tr("Close (Esc)"), self.hide, tr("Close this message"))
        self.offers = [QPushButton() for _ in range(MOST_OFFERS)]
        self._takes: list[Callable[[], object]] = []
        self._stays = False
        self._holds: Holds | None = None
        self.always_offered: tuple[Offer, ...] = ()  # beside errors that offer nothing themselves
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.addWidget(self.label, 1)
        for index, button in enumerate(self.offers):
            button.clicked.connect(partial(self._take_offer, index))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._passing = QTimer(self, singleShot=True)
        self._released = WhenReleased(self)  # the bar takes room from the text above it
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

    def text(self) -> str:
        """The sentence that is shown, or an empty one."""
        return self.label.text() if not self.isHidden() else ""

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
        QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
