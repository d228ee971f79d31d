"""Saving a copy of the open project, which is offered where its own file is lost or only to look at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.local_times import today
from app.translation import tr
from app.ui import jobs
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import open_in_system

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow
    from app.ui.message_bar import Offer
    from app.ui.session import ProjectSession


def save_copy(window: MainWindow) -> None:
    """Ask where, and write the whole project there."""
    from app.store.project import SUFFIX

    session = window.project_page().session
    path = Path(session.project.location)
    proposed = path.with_name(f"{path.stem} copy {today()}{SUFFIX}")
    name, _ = FileDialog.file_to_write(
        window,
        tr("Save a copy of the project"),
        str(proposed),
        tr("Intercoder projects ({pattern})", pattern=f"*{SUFFIX}"),
        asks_to_overwrite=False,  # nothing is overwritten
    )
    if name:
        target = Path(name) if name.endswith(SUFFIX) else Path(f"{name}{SUFFIX}")
        copy_to(window, session, target)


def copy_to(window: MainWindow, session: ProjectSession, target: Path) -> None:
    """Write the whole project into a new file, in the background."""
    jobs.run(
        window,
        tr("Saving a copy"),
        lambda _job: session.project.save_copy(target),
        lambda _: _tell(window, target),
    )


def _tell(window: MainWindow, target: Path) -> None:
    window.messages.show_news(
        tr("The whole project was saved as “{name}”.", name=target.name),
        (tr("Open the copy"), partial(window.open_location, str(target))),
        (tr("Open the folder"), partial(open_in_system, target.parent)),
    )


def offer(window: MainWindow) -> Offer:
    """A button that saves a copy."""
    return tr("Save a copy…"), partial(save_copy, window)


def tell_how_it_was_opened(window: MainWindow, session: ProjectSession) -> None:
    """Say of a project that was just opened that it is only to look at, or a copy that may lack work."""
    project = session.project
    if project.only_to_look:
        window.messages.show_error(project.only_to_look, offer(window), stays=True)
    elif lacks := project.lacks():
        window.messages.show_error(lacks, stays=True)


def tell_displaced(window: MainWindow, sentence: str) -> None:
    """Say that the project's file is not where it was, with a button that saves a copy; or take that back."""
    window.messages.always_offered = (offer(window),) if sentence else ()
    if sentence:
        window.messages.show_error(sentence, stays=True)
    else:
        window.messages.show_news(tr("The project’s file is where it was again. You can go on."))


def tell_rescued(window: MainWindow, path: Path) -> None:
    """Say where work was saved whose own file was not there any more."""
    window.messages.show_news(
        tr(
            "The project’s own file was not where it was. Your work was saved beside it as “{name}”.",
            name=path.name,
        ),
        (tr("Open it"), partial(window.open_location, str(path))),
        (tr("Open the folder"), partial(open_in_system, path.parent)),
    )
