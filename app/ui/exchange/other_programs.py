"""Projects of other programs in and out: read in the background, shown, taken in or written as one step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.exchange.foreign.found_again import found_again
from app.exchange.foreign.kinds import ENDINGS, read_foreign
from app.exchange.foreign.naming import TakeChoices
from app.exchange.foreign.preview import ForeignPreview, foreign_preview
from app.exchange.foreign.project import ForeignProject
from app.exchange.foreign.refi.exporting import ExchangeWritten, export_exchange
from app.exchange.foreign.taking import Taken, take_project
from app.jobs import Job
from app.translation import tr
from app.ui import jobs
from app.ui.exchange.other_program_dialog import OtherProgramDialog
from app.ui.kit.dialog import open_and_forget
from app.ui.kit.file_dialog import FileDialog
from app.ui.kit.folders import last_folder, open_in_system
from app.ui.message_bar import MessageBar
from app.ui.session import ProjectSession

MOST_NOTES = 6


@dataclass(frozen=True)
class TakingIn:
    """A foreign project as somebody chose to take it in."""

    window: QWidget
    messages: MessageBar
    foreign: ForeignProject
    choices: TakeChoices

    def into(self, session: ProjectSession) -> None:
        """Take it into a project, with progress and Cancel."""

        def tell(taken: Taken) -> None:
            session.look()
            self.messages.show_news("\n".join(_in_words(taken)))

        jobs.run(
            self.window,
            tr("Taking in the project"),
            lambda job: take_project(session.project, self.foreign, self.choices, job),
            tell,
        )


def ask_for_project(window: QWidget) -> Path | None:
    """Ask for a file of another program; None where it is cancelled."""
    patterns = " ".join(f"*{ending}" for ending in ENDINGS)
    projects = tr("Projects of other programs ({patterns})", patterns=patterns)
    title = tr("Import a project of another program")
    name = FileDialog.file_to_open(window, title, last_folder(), projects)
    return Path(name) if name else None


def show_project(
    window: QWidget,
    session: ProjectSession | None,
    messages: MessageBar,
    path: Path,
    in_new_project: Callable[[TakingIn], None],
) -> None:
    """Read a file and show what is in it; whoever looks says what becomes of it."""

    def work(job: Job) -> tuple[ForeignProject, ForeignPreview]:
        foreign = read_foreign(path, job)
        job.step(0, 0, "Looking what is there")
        project = None if session is None else session.project
        if project is not None:
            foreign = found_again(project, foreign, job)
        return foreign, foreign_preview(project, foreign, TakeChoices())

    def show(read: tuple[ForeignProject, ForeignPreview]) -> None:
        foreign, preview = read
        dialog = OtherProgramDialog(window, foreign, preview, has_project=session is not None)
        dialog.accepted.connect(partial(take, dialog, foreign))
        open_and_forget(dialog)

    def take(dialog: OtherProgramDialog, foreign: ForeignProject) -> None:
        taking = TakingIn(window, messages, foreign, dialog.choices())
        if session is not None and dialog.into_this():
            taking.into(session)
        else:
            in_new_project(taking)

    jobs.run(window, tr("Reading the project"), work, show)


def _in_words(taken: Taken) -> list[str]:
    parts = [
        tr("{count} document", "{count} documents", taken.documents),
        tr("{count} code", "{count} codes", taken.codes),
        tr("{count} coder", "{count} coders", taken.coders),
        tr("{count} coding", "{count} codings", taken.codings),
        tr("{count} case", "{count} cases", taken.cases),
    ]
    sentences = [tr("Came in: {parts}. Undo takes all of it back.", parts=", ".join(parts))]
    if taken.already:
        already = tr(
            "{count} coding was there already.", "{count} codings were there already.", taken.already
        )
        sentences.append(already)
    return [*sentences, *taken.notes[:MOST_NOTES]]


def export_for_others(window: QWidget, session: ProjectSession, messages: MessageBar) -> None:
    """Ask for a file, and write the project or its codebook for other programs."""
    project = tr("REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA and others ({pattern})", pattern="*.qdpx")
    codebook = tr("REFI-QDA codebook ({pattern})", pattern="*.qdc")
    chosen, kind = FileDialog.file_to_write(
        window, tr("Export for other programs"), last_folder(), f"{project};;{codebook}"
    )
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_name(f"{path.name}{'.qdc' if kind == codebook else '.qdpx'}")

    def tell(written: ExchangeWritten) -> None:
        documents = tr("{count} document", "{count} documents", written.documents)
        codings = tr("{count} coding", "{count} codings", written.codings)
        codes = tr("{count} code", "{count} codes", written.codes)
        done = tr(
            "Written into {file}: {documents}, {codes}, {codings}.",
            documents=documents,
            codes=codes,
            codings=codings,
            file=path.name,
        )
        show = (tr("Open the folder"), partial(open_in_system, path.parent))
        messages.show_news("\n".join([done, *written.lost]), show)

    jobs.run(
        window, tr("Exporting the project"), lambda job: export_exchange(session.project, path, job), tell
    )
