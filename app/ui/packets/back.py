"""Returns the work of a packet: seals it in a file that is sent back."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.packets.returning import ENDING, Returned, make_return, return_name
from app.translation import tr
from app.ui import jobs
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, open_in_system
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession


def ask_and_return(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask where to, and write the return there."""
    session.leaving.emit()  # a memo that is open goes back, too
    folder = Path(session.project.location).absolute().parent
    start = str((folder if folder.is_dir() else Path(last_folder())) / return_name(session.project))
    kind = tr("Returned work ({pattern})", pattern=f"*{ENDING}")
    name, _ = FileDialog.file_to_write(window, tr("Return work"), start, kind, asks_to_overwrite=False)

    def tell(returned: Returned) -> None:
        session.look()
        completed = tr(
            "{completed} of {count} document is completed.",
            "{completed} of {count} documents are completed.",
            returned.documents,
            completed=returned.completed,
        )
        words = tr(
            "“{file}” holds your work, sealed. Send it to whoever gave you the work.", file=returned.path.name
        )
        show = partial(open_in_system, returned.path.parent)
        messages.show_news(f"{words} {completed}", (tr("Open the folder"), show))

    if name:
        jobs.run(
            window, tr("Sealing the work"), lambda job: make_return(session.project, Path(name), job), tell
        )
