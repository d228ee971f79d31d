"""The manual in a window of its own: its pages are Markdown, which few computers open by themselves."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlock, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.errors import UserError
from app.translation import tr
from app.ui.kit.buttons import tool_button
from app.ui.kit.dialog import Dialog, show_once
from app.ui.kit.lines import STRETCH, below, beside

BEGINNING = Path(__file__).parents[3] / "docs" / "README.md"
WIDTH, HEIGHT, EDGE = 960, 860, 28
BESIDE_PICTURES = 4 * EDGE
ABOVE_HEADINGS, BELOW = 14, 9


class ManualPage(QTextBrowser):
    """A page of the manual; its pictures are no wider than the page."""

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """A page, or a picture as wide as the page at most."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, url)
        picture = QImage(self.source().resolved(QUrl(url)).toLocalFile())
        widest = self.window().width() - BESIDE_PICTURES
        if picture.width() <= widest:
            return picture
        return picture.scaledToWidth(widest, Qt.TransformationMode.SmoothTransformation)


class ManualWindow(Dialog):
    """May stay open beside the work; links lead from page to page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Manual"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = ManualPage()
        self.page.setOpenExternalLinks(True)
        self.page.setAccessibleName(tr("Manual"))
        back = tool_button("◂", tr("Back (Alt+Left)"), self.page.backward, tr("Back"))
        beginning = tool_button(tr("Contents"), tr("To the first page"), self.page.home)
        self.page.backwardAvailable.connect(back.setEnabled)
        back.setEnabled(False)
        head = beside(back, beginning, STRETCH)
        below(head, self.page, on=self)
        self.resize(WIDTH, HEIGHT)
        self.fit()
        self.page.sourceChanged.connect(self._give_air)
        self.page.setSource(QUrl.fromLocalFile(str(BEGINNING)))

    def _give_air(self) -> None:
        """Room around the page, its headings and its paragraphs; lines of code stay together."""
        document = self.page.document()
        document.setDocumentMargin(EDGE)
        cursor, block = QTextCursor(document), document.begin()
        while block.isValid():
            cursor.setPosition(block.position())
            if cursor.currentTable() is None:
                form, following = block.blockFormat(), block.next()
                form.setTopMargin(ABOVE_HEADINGS if form.headingLevel() else 0)
                form.setBottomMargin(0 if _is_code(block) and _is_code(following) else BELOW)
                form.setLeftMargin(EDGE if _is_code(block) else 0)
                cursor.setBlockFormat(form)
            block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def open_manual(window: QWidget) -> None:
    """Open the manual at its first page."""
    if not BEGINNING.exists():
        raise UserError(
            "The manual isn't installed beside the program. It is the folder “docs” of what you downloaded: "
            "install Intercoder from that folder as its README says, or read the manual there."
        )
    show_once(window, ManualWindow, lambda: ManualWindow(window))
