"""Finds words in the open text: paints them there, and goes from one to the next."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.jobs import Job
from app.sought import Query, Sought
from app.translation import tr
from app.ui import jobs
from app.ui.code.find_bar import FindBar
from app.ui.surface.announce import say
from app.ui.surface.view import CodedTextView

SHORT = 300_000  # characters in which words are found before anybody sees that it takes time
LONGEST_TAKEN = 200  # characters of selected words that are taken as what is sought


class Finding(QObject):
    """Keeps what was found as long as the text and what is sought are the same."""

    everywhere_wanted = Signal(object)  # a Query

    def __init__(self, view: CodedTextView, bar: FindBar) -> None:
        super().__init__(view)
        self._view, self._bar = view, bar
        self._job: Job | None = None
        self._asked = 0
        self._looked: tuple[Query, str] | None = None  # what was found in which text
        self._goes = 0  # where to go once it is found
        bar.hide()
        bar.asked.connect(self._ask)
        bar.step_wanted.connect(self.step)
        bar.left.connect(self.leave)
        bar.everywhere_wanted.connect(lambda: self.everywhere_wanted.emit(bar.query()))

    def open(self) -> None:
        """Open the bar; what is selected is what is sought."""
        words = " ".join(self._view.words().split())
        self._bar.show()
        self._bar.begin(words if len(words) <= LONGEST_TAKEN else "")
        if self._looked is None:
            self._ask()

    def leave(self) -> None:
        """Close the bar and select what was found last: a key codes it."""
        span = self._at_hand()
        self._bar.hide()
        self._stop()
        self._view.matches.show((), self._view.offsets)
        self._view.viewport().update()
        self._looked = None
        self._view.setFocus()
        if span is not None and self._view.caret() == span[0]:
            self._view.selection.select(*span)

    def show_document(self) -> None:
        """Another text is shown: what is sought is found there."""
        self._looked = None
        self._view.matches.show((), self._view.offsets)
        if self._bar.isVisible():
            self._ask(goes=False)

    def step(self, by: int) -> None:
        """Go to the next place (1), or back (-1), round the end; without a bar it opens."""
        if not self._bar.isVisible():
            self.open()
            if not self._bar.words.text():
                return
        elif self._bar.ask_now():
            return  # it goes to the first one
        elif self._job is not None:
            self._goes = by
            return
        matches, caret = self._view.matches, self._view.caret()
        span = self._at_hand()
        if by > 0:
            behind = caret + 1 if span is not None and span[0] == caret else caret
            self._go(matches.next_from(behind))
        else:
            self._go(matches.previous_from(caret))

    def _at_hand(self) -> tuple[int, int] | None:
        matches = self._view.matches
        return None if matches.current is None else matches.places[matches.current]

    def _ask(self, *, goes: bool = True) -> None:
        query, text = self._bar.query(), self._view.shown.text
        self._stop()
        self._asked += 1
        self._goes = int(goes)
        self._looked = query, text
        self._view.matches.show((), self._view.offsets)
        self._view.viewport().update()
        if not query.words.strip():
            self._bar.say("")
            return
        try:
            sought = Sought(query)
        except UserError as refusal:
            self._bar.refuse(str(refusal))
            return
        if len(text) <= SHORT and not query.pattern:
            self._take(self._asked, list(sought.places(text)))
            return
        self._bar.say(tr("Looking…"))
        take, refuse = partial(self._take, self._asked), partial(self._refuse, self._asked)
        self._job = jobs.run(self._bar, tr("Finding words"), partial(_places, sought, text), take, refuse)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _refuse(self, asked: int, sentence: str) -> None:
        if asked == self._asked:
            self._job = None
            self._bar.refuse(sentence)

    def _take(self, asked: int, places: Sequence[tuple[int, int]]) -> None:
        if asked != self._asked:
            return
        self._job = None
        self._view.matches.show(places, self._view.offsets)
        self._view.viewport().update()
        if not places:
            self._bar.say(tr("Not in this document"))
        elif self._goes:
            self._go(self._view.matches.next_from(self._from_where()))
        else:
            self._bar.say(tr("{count} place", "{count} places", len(places)))

    def _from_where(self) -> int:
        passage = self._view.passage()
        return passage[0] if passage else self._view.caret()

    def _go(self, index: int | None) -> None:
        if index is None:
            return
        matches = self._view.matches
        matches.current = index
        self._view.go_to(*matches.places[index], flash=False)
        self._view.viewport().update()
        sentence = tr("{place} of {total}", place=f"{index + 1:,}", total=f"{len(matches.places):,}")
        self._bar.say(sentence)
        say(self._view, sentence)


def _places(sought: Sought, text: str, job: Job) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for span in sought.places(text):
        if len(places) % 10_000 == 0:
            job.step(0, 0)
        places.append(span)
    return places
