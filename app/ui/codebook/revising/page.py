"""A pane of set text that keeps its place while what it shows stays the same."""

from PySide6.QtWidgets import QFrame, QTextBrowser

from app.ui.codebook.revising.change_html import ChangeInk

MARGIN = 14


class HtmlPane(QTextBrowser):
    """Shows HTML; scrolled to the top when it shows something else."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.document().setDocumentMargin(MARGIN)
        self._html = ""

    def ink(self) -> ChangeInk:
        """The colours and size to write with."""
        return ChangeInk.of(self.palette(), self.fontInfo().pixelSize())

    def write(self, html: str) -> None:
        """Show other HTML; the same again leaves everything where it is."""
        if html != self._html:
            self._html = html
            self.setHtml(html)
