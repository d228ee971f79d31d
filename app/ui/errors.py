"""The one place that sorts what went wrong in the window: a sentence, silence, or a report of our bug."""

from collections.abc import Callable, Sequence
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from app.crash_report import code_place, write_report
from app.errors import Cancelled, StoreError, UserError
from app.translation import tr
from app.ui.kit.plain import MessageBox

Show = Callable[..., None]  # a sentence, and what is offered beside it
Offers = Sequence[tuple[str, Callable[[], object]]]


class ErrorSorter(QObject):
    """Takes every error that nobody caught; `sys.excepthook` is set to it.

    `show` puts a sentence into the window; without one, or before an open dialog, a box shows it. `offers`
    gives what leads out of an error, `holds` what tells later whether it still holds; `damage` tells
    whether the open project is damaged, not our bug.
    """

    def __init__(self) -> None:
        super().__init__()
        self.show: Show | None = None
        self.offers: Callable[[BaseException], Offers] = lambda _: ()
        self.holds: Callable[[BaseException], Callable[[], bool] | None] = lambda _: None
        self.damage: Callable[[], StoreError | None] = lambda: None
        self._box: QMessageBox | None = None

    def __call__(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None = None
    ) -> None:
        """Sort one error."""
        error = _as_raised(error)
        if isinstance(error, Cancelled | KeyboardInterrupt):
            return
        if isinstance(error, UserError | StoreError):
            self._say(str(error), self.offers(error), self.holds(error))
        elif damaged := self.damage():
            self._say(str(damaged))
        else:
            self.report(error)

    def _say(self, sentence: str, offers: Offers = (), holds: Callable[[], bool] | None = None) -> None:
        active = QApplication.activeWindow()
        if self.show is None:
            MessageBox(active, "Intercoder", sentence, icon=QMessageBox.Icon.Warning).exec()
        elif isinstance(active, QDialog) and active.isVisible():
            box = MessageBox(active, "Intercoder", sentence, icon=QMessageBox.Icon.Warning)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()
        else:
            self.show(sentence, *offers, **({} if holds is None else {"holds": holds}))

    def report(self, error: BaseException) -> None:
        """Write a report of our bug and say so, once at a time: a bug in painting comes with every frame."""
        if self._box is not None:
            return
        words = tr("Something went wrong inside Intercoder. Your project is safe.")
        box = MessageBox(QApplication.activeWindow(), "Intercoder", words, icon=QMessageBox.Icon.Critical)
        self._box = box
        box.setInformativeText(
            tr(
                "Everything up to your last change is stored. {report}\n"
                "You can go on working; if the window looks wrong, close and open the project.",
                report=self._written(error, box),
            )
        )
        box.addButton(QMessageBox.StandardButton.Ok)
        box.finished.connect(self._forget)
        box.open()

    def _written(self, error: BaseException, box: QMessageBox) -> str:
        from app.exchange.version import version

        try:
            path = write_report(error, f"Intercoder {version()}", f"Qt {qVersion()}")
        except OSError:
            return tr("A report could not be written; please tell us this: {place}", place=code_place(error))
        show = box.addButton(tr("Show the report"), QMessageBox.ButtonRole.ActionRole)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        return tr(
            "A report was written to\n{path}\nIt holds no text, name or memo of your project. Please send it "
            "to those from whom you have Intercoder, with a line on what you did just before.",
            path=path,
        )

    def _forget(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _as_raised(error: BaseException) -> BaseException:
    """The error that our code raised: Qt wraps what leaves an overridden method into another one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, UserError | StoreError | Cancelled):
            return cause
        cause = cause.__cause__ or cause.__context__
    return error
