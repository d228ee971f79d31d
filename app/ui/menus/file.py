"""The File menu: projects, documents, what goes out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from app.recent_projects import is_address, recent, title_of
from app.translation import tr
from app.ui.kit.plain import literal, name_action
from app.ui.menus.registry import Menus

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.project_page import ProjectPage

Keys = QKeySequence.StandardKey


def fill(window: MainWindow, menus: Menus) -> None:
    """Add the menu."""
    title, opened = tr("&File"), window.has_project
    menus.add(title, tr("&New project…"), window.new_project, Keys.New)
    menus.add(title, tr("&Open a project…"), window.open_project, Keys.Open)
    menus.add(title, tr("Open on a ser&ver…"), window.open_server, "Ctrl+Shift+O")
    lately = menus.menu(title).addMenu(tr("Open &recent"))
    lately.aboutToShow.connect(partial(_fill_recent, window, lately))
    menus.add(title, tr("Open the &sample study"), window.open_sample)
    menus.add(title, tr("Agreement from a &table…"), partial(_rate_table, window))
    _add_imports(window, menus, title)
    menus.separate(title)
    menus.add(
        title,
        tr("Export &workbook and tables…"),
        partial(_export_workbook, window),
        "Ctrl+Shift+X",
        when=opened,
    )
    menus.add(
        title,
        tr("Export as a study fo&lder…"),
        partial(_export_study, window),
        "Ctrl+Shift+E",
        when=opened,
    )
    menus.add(title, tr("Export for other pro&grams…"), partial(_export_for_others, window), when=opened)
    _add_safety(window, menus, title)
    menus.add(title, tr("&Close the project"), window.close_project, Keys.Close, when=opened)
    menus.add(title, tr("&Quit"), window.close, "Ctrl+Q")


def _add_imports(window: MainWindow, menus: Menus, title: str) -> None:
    menus.separate(title)
    menus.add(title, tr("&Import documents…"), partial(import_documents, window), "Ctrl+I", changes=True)
    menus.add(title, tr("Import a s&urvey…"), partial(_import_survey, window), changes=True)
    menus.add(
        title,
        tr("Import a study &folder…"),
        partial(_import_study, window),
        "Ctrl+Shift+I",
        changes=True,
    )
    menus.add(
        title, tr("Import &decisions from a workbook…"), partial(_import_decisions, window), changes=True
    )
    menus.add(
        title,
        tr("Import a project of another p&rogram…"),
        partial(_ask_for_other_program, window),
        when=lambda: True,
    )


def _add_safety(window: MainWindow, menus: Menus, title: str) -> None:
    menus.separate(title)
    menus.add(title, tr("Save a co&py…"), partial(_save_copy, window), when=partial(_is_file, window))
    menus.add(title, tr("&Backups…"), partial(_backups, window), when=partial(_is_file, window))
    menus.add(title, tr("Lock this pro&ject…"), partial(_lock, window), when=partial(_is_file, window))
    menus.add(title, tr("Lock and close no&w"), partial(_lock_now, window), when=partial(_is_locked, window))


def follow(window: MainWindow, page: ProjectPage) -> None:
    """Do what the documents panel of a project asks for."""
    from app.ui.documents import dialogs, many

    documents, session = page.code.documents, page.session
    documents.import_wanted.connect(partial(import_documents, window))
    page.code.hint_button.clicked.connect(lambda: import_documents(window))
    documents.rename_wanted.connect(partial(dialogs.rename, window, session))
    documents.properties_wanted.connect(partial(dialogs.describe, window, session))
    documents.remove_wanted.connect(lambda id_: many.remove(window, session, [id_]))
    documents.move_wanted.connect(partial(many.move, session))
    documents.menu_wanted.connect(lambda menu, ids: many.fill(menu, window, session, ids))


def import_documents(window: MainWindow) -> None:
    """Ask for files and import them."""
    from app.ui.documents.importing import choose_files, import_files

    page = window.project_page()
    import_files(window, page.session, window.messages, choose_files(window), page.shows_document())


def _import_survey(window: MainWindow) -> None:
    from app.ui.documents.survey_dialog import ask_and_import

    ask_and_import(window, window.project_page().session, window.messages)


def _import_study(window: MainWindow) -> None:
    from app.ui.exchange.study_folders import import_study_folder

    import_study_folder(window, window.project_page().session, window.messages)


def _import_decisions(window: MainWindow) -> None:
    from app.ui.exchange.decisions import ask_and_import

    ask_and_import(window, window.project_page().session, window.messages)


def _export_workbook(window: MainWindow) -> None:
    from app.ui.exchange.workbook import export_workbook

    page = window.project_page()
    dialog = export_workbook(window, page.session, window.messages)
    dialog.decided.connect(lambda wanted, _: page.show_threshold(wanted.threshold))


def _export_study(window: MainWindow) -> None:
    from app.ui.exchange.study_folders import export_study_folder

    export_study_folder(window, window.project_page().session, window.messages)


def _ask_for_other_program(window: MainWindow) -> None:
    from app.ui.exchange.other_programs import ask_for_project

    path = ask_for_project(window)
    if path is not None:
        take_other_program(window, path)


def take_other_program(window: MainWindow, path: Path) -> None:
    """Show what a project of another program holds, and take it into the open project or into a new one."""
    from app.ui.exchange.other_programs import TakingIn, show_project

    def now_in_it(taking: TakingIn) -> None:
        taking.into(window.project_page().session)

    def in_new_project(taking: TakingIn) -> None:
        window.new_project(then=partial(now_in_it, taking))

    show_project(window, window.session, window.messages, path, in_new_project)


def _export_for_others(window: MainWindow) -> None:
    from app.ui.exchange.other_programs import export_for_others

    export_for_others(window, window.project_page().session, window.messages)


def _save_copy(window: MainWindow) -> None:
    from app.ui.copy_of_project import save_copy

    save_copy(window)


def _backups(window: MainWindow) -> None:
    from app.ui.safety.backups_dialog import show_backups

    show_backups(window)


def _lock(window: MainWindow) -> None:
    from app.ui.safety.locking import lock_project

    lock_project(window)


def _lock_now(window: MainWindow) -> None:
    from app.ui.safety.idle import lock_now

    lock_now(window)


def _is_locked(window: MainWindow) -> bool:
    return window.session is not None and window.session.project.is_locked


def _is_file(window: MainWindow) -> bool:
    return window.session is not None and not is_address(window.session.project.location)


def _fill_recent(window: MainWindow, menu: QMenu) -> None:
    menu.clear()
    for location in recent():
        action = menu.addAction("", partial(window.open_recent, location))
        name_action(action, literal(title_of(location)))


def _rate_table(window: MainWindow) -> None:
    from app.ui.agreement.reports.rated_dialog import show_rated

    show_rated(window)
