"""Starts the window: look, translations, the one place for errors, and the project to open."""

import importlib
import sys

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app import settings, translation
from app.errors import StoreError
from app.jobs import Job
from app.ui import jobs
from app.ui.ending import Ending
from app.ui.errors import ErrorSorter
from app.ui.garbage import collect_here
from app.ui.kit import theme
from app.ui.kit.theme import NORMAL_SIZE
from app.ui.main_window import MainWindow
from app.ui.safety.idle import IdleLock
from app.ui.safety.regular_backups import RegularBackups


def run(project_path: str | None = None) -> int:
    """Show the window, with a project or with the start page; returns the exit code when it is closed."""
    application = make_application()
    sorter = ErrorSorter()
    sys.excepthook = sorter
    window = MainWindow(look_changed=apply_look)
    sorter.show, sorter.offers = window.messages.show_error, window.ways_out
    sorter.holds = window.holds
    sorter.damage = lambda: _damage(window)
    Ending(application, window)
    IdleLock(application, window)
    RegularBackups(window)
    window.show()
    jobs.run(window, "", _load_what_projects_need, lambda _: None)
    if project_path is not None:
        QTimer.singleShot(0, window, lambda: window.open_location(project_path))
    return application.exec()


def _damage(window: MainWindow) -> StoreError | None:
    """What is damaged in the open project."""
    if window.session is None:
        return None
    from app.store.damage import damage

    return damage(window.session.project)


def _load_what_projects_need(_: Job) -> None:
    """Behind the start page: the first project then opens without a wait."""
    importlib.import_module("app.exchange.study_folder")


def make_application() -> QApplication:
    """The application in the house's style, speaking the person's language as far as it is translated."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["intercoder"])
    collect_here(application)
    application.setApplicationName("Intercoder")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("intercoder")
    application.setStyle("Fusion")
    application.setWindowIcon(theme.window_icon())
    _translate(application)
    application.styleHints().colorSchemeChanged.connect(apply_look)
    apply_look()
    return application


def apply_look(_: object = None) -> None:
    """Give the program the colours and the text size that the person chose."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, settings.read("theme", "system"), settings.read("text size", NORMAL_SIZE))


def _translate(application: QApplication) -> None:
    """Qt's own dialogs, and ours where resources/translations has the language."""
    places = (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("intercoder", str(theme.RESOURCES / "translations")),
    )
    for name, folder in places:
        translator = QTranslator(application)
        if translator.load(QLocale(), name, "_", folder):
            application.installTranslator(translator)
    translation.use(translate)


def translate(words: str, many: str, count: int) -> str:
    """Words as the installed translations have them; `many` tells the ones with a count apart."""
    return QCoreApplication.translate("", words, many, count)
