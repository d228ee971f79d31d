"""Makes the manual's pictures from the real program, without a display: `make pictures`.

The sample study is opened as a new user would open it; each picture is one state of the window. Sizes,
theme and text are fixed, so a picture changes only when the program does.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

# a screen as large as the largest picture: on the usual one, of 800 by 800, dialogs shrink
os.environ.setdefault(
    "QT_QPA_PLATFORM", f"offscreen:configfile={os.path.relpath(Path(__file__).parent / 'screen.json')}"
)

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app import settings
from app.codebook.actions import change_code, merge_codes, split_code
from app.codebook.proposals import propose
from app.codebook.queries import code_named, codebook
from app.codebook.version_actions import publish_version
from app.documents.queries import text
from app.errors import UserError
from app.exchange.import_choices import ImportChoices
from app.exchange.import_documents import read_files
from app.exchange.survey import survey_table
from app.jobs import Job
from app.report.pictures.request import PictureKind
from app.ui import application, jobs, opening
from app.ui.codebook.revising.as_one_dialog import AsOneDialog
from app.ui.codebook.revising.proposals_dialog import ProposalsDialog
from app.ui.codebook.revising.versions_dialog import VersionsDialog
from app.ui.codebook.revising.worklist_dialog import WorklistDialog
from app.ui.documents.import_preview import ImportPreviewDialog
from app.ui.documents.survey_dialog import SurveyDialog
from app.ui.exchange.workbook import export_workbook
from app.ui.kit import theme
from app.ui.main_window import MainWindow
from app.ui.reconcile.many.feedback_dialog import FeedbackDialog
from app.ui.reconcile.many.rules_dialog import RulesDialog
from app.ui.rounds.dialog import RoundsDialog
from app.ui.rounds.new_round import NewRoundDialog
from app.ui.session import ProjectSession
from app.ui.workspaces import Workspace

Dialog = TypeVar("Dialog", bound=QDialog)
FOLDER = Path(__file__).parent / "pictures"
FACES = ["Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans"]
SMALL, LARGE = (1280, 800), (1920, 1080)
FLASH_IS_OVER = 1600  # milliseconds
PICTURES: tuple[PictureKind, ...] = ("glance", "matrix", "portrait", "network")
DARK_PICTURES = ("portrait",)
STEP, PATIENCE = 50, 60_000
CONFUSED = (8, 10)  # a cell of the confusion matrix
ITEMS_SETTLED = 12
IDS_OF_CODINGS = 3  # columns before the first that is read
CORRUPTION = 19  # its line in the table of agreement


class Pictures:
    """Drives one window and takes its pictures."""

    def __init__(self, folder: Path) -> None:
        self.application = application.make_application()
        self.window = MainWindow(look_changed=self.look)
        self.folder = folder
        self.look()
        self.window.show()

    def look(self) -> None:
        """The look that was chosen, in one typeface on every machine that has it."""
        application.apply_look()
        font = QFont(FACES)
        font.setPixelSize(theme.interface_size(theme.NORMAL_SIZE))
        QApplication.setFont(font)

    def take(
        self, name: str, size: tuple[int, int] = SMALL, mode: str = "light", of: QWidget | None = None
    ) -> None:
        """Take one picture in light or dark, of the window or of a dialog."""
        shown = of or self.window
        self.window.menu.change_look("theme", mode)
        shown.resize(*size)
        QTest.qWait(50)
        shown.grab().save(str(self.folder / f"{name}.png"))
        print(f"docs/pictures/{name}.png")

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog of a kind that is open."""
        return self.window.findChildren(kind)[0]

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the program work until something is so."""
        waited = 0
        while not until():
            if waited >= PATIENCE:
                raise UserError("A picture could not be taken: the program took longer than a minute.")
            QTest.qWait(STEP)
            waited += STEP


def main() -> int:
    """Take all pictures; returns the exit code."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[settings.FOLDER_VARIABLE] = str(Path(folder) / "settings")
        pictures = Pictures(FOLDER)
        pictures.take("start")
        _empty_project(pictures, Path(folder))
        pictures.window.open_location(opening.sample_project(Job(), Path(folder)))
        _coding(pictures)
        _codings_of_two(pictures)
        _arabic(pictures)
        _analyse(pictures)
        _agreement(pictures)
        _export(pictures)
        _rounds(pictures)
        _reconciling(pictures)
        _codebook(pictures)
        pictures.window.close()
        pictures.window.deleteLater()
        QApplication.processEvents()
    return 0


def _empty_project(pictures: Pictures, folder: Path) -> None:
    pictures.window.enter(opening.new_project(folder / "Defectors pilot.intercoder", "Ana Yılmaz"))
    pictures.take("empty_project")
    _importing(pictures, folder)


def _importing(pictures: Pictures, folder: Path) -> None:
    """Who speaks in two interviews, and the columns of a survey, before any of it comes in."""
    files = [folder / "P1.txt", folder / "P2.txt"]
    for file, who in zip(files, ("Fatima", "Omar"), strict=True):
        asks = "Interviewr" if who == "Omar" else "Interviewer"
        turns = f"{asks}: How did it begin?\n{who}: They came to the bakery at night.\n" * 4
        file.write_text(f"{turns}{who} - And then we left.\n", encoding="utf-8")
    read = read_files(files, Job(), ImportChoices())
    preview = ImportPreviewDialog(pictures.window, read, ImportChoices())
    preview.show()
    pictures.take("import", SMALL, of=preview)
    preview.reject()
    survey = folder / "survey.csv"
    rows = [f"R{n},{n + 30},The shelling came closer every night in {n}.,My brother.\n" for n in range(1, 20)]
    survey.write_text("ID,Age,Why did you leave?,What do you miss?\n" + "".join(rows), encoding="utf-8")
    columns = SurveyDialog(pictures.window, pictures.window.project_page().session, survey_table(survey))
    columns.show()
    pictures.wait(columns.ok.isEnabled)
    pictures.take("survey", SMALL, of=columns)
    columns.reject()


def _coding(pictures: Pictures) -> None:
    code = pictures.window.project_page().code
    code.open_document(code.entries()[3].document.id)
    for _ in range(8):
        code.coding.go_to_next()
    QTest.qWait(FLASH_IS_OVER)
    pictures.take("code")
    pictures.take("code_dark", mode="dark")
    pictures.take("code_wide", LARGE)
    pictures.take("code_wide_dark", LARGE, "dark")
    pictures.window.find_anything()
    QTest.keyClicks(pictures.window.palette_over.field, "co")
    pictures.take("palette")
    pictures.window.palette_over.leave()
    code.open_document(code.entries()[1].document.id)
    cursor = code.text.textCursor()
    cursor.setPosition(712)
    cursor.setPosition(760, QTextCursor.MoveMode.KeepAnchor)
    code.text.setTextCursor(cursor)
    QTest.qWait(300)
    pictures.take("selection")
    code.text.clear_selection()


def _codings_of_two(pictures: Pictures) -> None:
    code = pictures.window.project_page().code
    code.open_document(code.entries()[3].document.id)
    code.shown.show_all()
    pictures.window.menu.change_look("stripes", "coder")
    pictures.take("two_coders")
    pictures.window.menu.change_look("stripes", "code")
    code.shown.show_own()


def _arabic(pictures: Pictures) -> None:
    code = pictures.window.project_page().code
    arabic = next(entry for entry in code.entries() if entry.document.direction == "rtl")
    code.open_document(arabic.document.id)
    for _ in range(3):
        code.coding.go_to_next()
    QTest.qWait(FLASH_IS_OVER)
    pictures.take("arabic")


def _analyse(pictures: Pictures) -> None:
    page = pictures.window.project_page()
    code = next(one for one in page.code.coding.codes if one.shortcut == "8")
    page.show_passages(code.code_id)
    pictures.wait(lambda: page.analyse.passages.model.rowCount() > 0)
    pictures.take("analyse")
    page.analyse.show_pictures()
    view = page.analyse.pictures
    for kind in PICTURES:
        pictures.wait(lambda: not jobs.running(pictures.window))
        view.form.show_kind(kind)
        pictures.wait(lambda: not jobs.running(pictures.window))
        if kind == "matrix":
            view.view.go_to(3)
            view.view.opened.emit(3)
        dark = "dark" if kind in DARK_PICTURES else "light"
        pictures.take(f"pictures_{kind}" + ("_dark" if dark == "dark" else ""), mode=dark)
    rebels = next(entry for entry in page.code.coding.codes if entry.name == "Fighting other rebels")
    page.analyse.show_similar(rebels.code_id)
    page.analyse.similar.missed.setChecked(True)
    pictures.wait(lambda: not jobs.running(pictures.window))
    pictures.take("more_like_this")


def _agreement(pictures: Pictures) -> None:
    page = pictures.window.project_page()
    page.show_workspace(Workspace.AGREEMENT)
    page.agreement.compute()
    pictures.wait(page.agreement.table.isVisible)
    page.agreement.table.choose(CORRUPTION)
    pictures.wait(lambda: not jobs.running(pictures.window))
    pictures.take("agreement")
    pictures.take("agreement_dark", mode="dark")
    pictures.take("agreement_wide", LARGE)
    for number, name in enumerate(("group", "why", "confusion"), start=3):
        page.agreement.levels.setCurrentIndex(number)
        pictures.wait(lambda: not jobs.running(pictures.window))
        if name == "group":
            groups = page.agreement.deeper.groups.tree
            groups.setCurrentIndex(groups.model().index(0, 0))
        elif name == "confusion":
            matrix = page.agreement.deeper.confusion
            matrix.view.setCurrentIndex(matrix.model.index(*CONFUSED))
        pictures.wait(lambda: not jobs.running(pictures.window))
        pictures.take(f"agreement_{name}")
        pictures.take(f"agreement_{name}_dark", mode="dark")


def _rounds(pictures: Pictures) -> None:
    dialog = RoundsDialog(pictures.window, pictures.window.project_page().session)
    dialog.show()
    pictures.take("rounds", (dialog.width(), dialog.height()), of=dialog)
    dialog.tabs.setCurrentIndex(1)
    pictures.wait(lambda: dialog.over_time.model.rowCount() > 0)
    pictures.take("rounds_over_time_dark", (dialog.width(), dialog.height()), "dark", of=dialog)
    dialog.new.click()
    new = pictures.dialog(NewRoundDialog)
    pictures.take("rounds_new", (new.width(), new.height()), of=new)
    new.reject()
    dialog.close()


def _reconciling(pictures: Pictures) -> None:
    page = pictures.window.project_page()
    page.show_workspace(Workspace.RECONCILE)
    work = page.reconcile
    pictures.wait(work.at_work)
    kinds = [row.item.kind for row in work.queue.queue.rows()]
    work.queue.choose(kinds.index("swapped"))
    pictures.take("reconcile")
    pictures.take("reconcile_wide", LARGE)
    work.queue.choose(kinds.index("boundary"))
    QTest.keyClicks(work.queue, "e")
    pictures.take("reconcile_edit_dark", mode="dark")
    QTest.keyClick(work.desk.passage, Qt.Key.Key_Escape)
    work.ask_rules()
    rules = pictures.dialog(RulesDialog)
    rules.boundary.setChecked(True)
    pictures.take("reconcile_rules", (rules.width(), rules.height()), of=rules)
    rules.accept()
    for _ in range(ITEMS_SETTLED):
        QTest.keyClicks(work.queue, "u")
    work.show_feedback()
    feedback = pictures.dialog(FeedbackDialog)
    pictures.wait(lambda: feedback.lessons.topLevelItemCount() > 0)
    pictures.take("reconcile_feedback", (feedback.width(), feedback.height()), of=feedback)
    feedback.close()


def _grow(session: ProjectSession, document_id: int) -> tuple[int, int]:
    """Let the codebook grow by a version and two proposals; returns two codes that coders confuse."""
    do, me = session.do, session.coder()
    with session.project.read() as reading:
        codes = {code.name: code for code in codebook(reading)}
        flour = text(reading, document_id).index("They sent white flour")
    money, dull = codes["Money and work"], codes["Hard and dull life"]
    use_when = f"{money.use_when} Also where a relative was paid instead."
    do("Edit", lambda writing: change_code(writing, code_id=money.id, use_when=use_when))
    do("Merge", merge_codes, source_ids=[codes["Training"].id], target_id=codes["Daily duties"].id)
    do("Split", split_code, code_id=dull.id, names=["Hunger and cold", "Boredom"])
    reason = "After the pilot: nobody kept training apart from duties, and want and boredom are two reasons."
    do("Publish", publish_version, reason=reason, coder_id=me)
    place = {"document_id": document_id, "start": flour, "end": flour + 42, "coder_id": me}
    corruption = codes["Corruption and hypocrisy"].id
    words = "Do not use it where goods are better or worse, and nobody took them for himself."
    do("Propose", propose, kind="merge", code_id=dull.id, target_id=codes["Daily duties"].id, coder_id=me)
    do("Propose", propose, kind="exclusion", code_id=corruption, text=words, **place)
    with session.project.read() as reading:
        named = [code_named(reading, name) for name in ("Comradeship", "Fighting other rebels")]
    return named[0] or 0, named[1] or 0


def _codebook(pictures: Pictures) -> None:
    page = pictures.window.project_page()
    page.show_workspace(Workspace.CODE)
    confused = _grow(page.session, page.code.entries()[3].document.id)
    revising = page.code.codebook.editing.revising
    revising.show_versions()
    versions = pictures.dialog(VersionsDialog)
    versions.list.setCurrentRow(1)
    revising.show_worklist()
    revising.show_proposals()
    revising.show_as_one(*confused)
    as_one = pictures.dialog(AsOneDialog)
    pictures.wait(lambda: not jobs.running(as_one))
    for dialog, name in (
        (versions, "versions"),
        (pictures.dialog(WorklistDialog), "worklist"),
        (pictures.dialog(ProposalsDialog), "proposals"),
        (as_one, "as_one"),
    ):
        pictures.take(f"codebook_{name}", (dialog.width(), dialog.height()), of=dialog)
        dialog.close()


def _export(pictures: Pictures) -> None:
    page = pictures.window.project_page()
    dialog = export_workbook(pictures.window, page.session, pictures.window.messages)
    pictures.wait(lambda: not dialog.is_looking())
    dialog.sheets.setCurrentItem(dialog.sheets.findItems("Codings", Qt.MatchFlag.MatchExactly)[0])
    ids = dialog.preview.columnViewportPosition(IDS_OF_CODINGS)  # they are new in every project
    dialog.preview.horizontalScrollBar().setValue(ids)
    size = (dialog.width(), dialog.height())
    pictures.take("export", size, of=dialog)
    pictures.take("export_dark", size, "dark", of=dialog)
    dialog.reject()


if __name__ == "__main__":
    sys.exit(main())
