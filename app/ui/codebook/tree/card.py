"""The definition of the current code, set to be read while coding."""

from html import escape

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.report.fields import field_names
from app.translation import tr

EDIT = "intercoder:edit"


class DefinitionCard(QTextBrowser):
    """Shows one code; scrolls when its definition is longer than the card."""

    edit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("definitionCard")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Definition of the code"))
        self.document().setDocumentMargin(14)
        self.anchorClicked.connect(self._follow)
        self._code: CodeRow | None = None
        self._domain = ""

    def show_code(self, code: CodeRow | None, domain: str = "") -> None:
        """Show a code, or nothing; `domain` names the group whose codes exclude each other."""
        if (code, domain) == (self._code, self._domain):
            return
        same = code is not None and self._code is not None and code.id == self._code.id
        scrolled = self.verticalScrollBar().value() if same else 0
        self._code, self._domain = code, domain
        self._write()
        self.verticalScrollBar().setValue(scrolled)

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._write()

    def _write(self) -> None:
        if self._code is None:
            self.clear()
        else:
            muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
            self.setHtml(card_html(self._code, self._domain, muted, self.fontInfo().pixelSize()))

    def _follow(self, _url: QUrl) -> None:
        self.edit_wanted.emit()


def card_html(code: CodeRow, domain: str, muted: str, size: int) -> str:
    """A code as HTML: `muted` is the colour of secondary words, `size` the pixels of the text."""
    parts = [f"<style>p {{ margin: 0 0 7px 0; line-height: 106%; }} .muted {{ color: {muted}; }}</style>"]
    group = code.path.removesuffix(code.name).removesuffix(" / ")
    if group:
        parts.append(_paragraph(group, size - 2, "muted", below=2))
    parts.append(_paragraph(code.name, size + 3, bold=True, below=5))
    parts += [_paragraph(note, size - 1, "muted") for note in _notes(code, domain)]
    if code.brief_definition:
        parts.append(_paragraph(code.brief_definition, size + 1, below=9))
    for label, words in _sections(code):
        if words.strip():
            parts.append(_paragraph(label, size - 2, "muted", bold=True, below=1))
            parts.append(_paragraph(words, size))
    if not code.brief_definition and not any(words.strip() for _, words in _sections(code)):
        parts.append(_paragraph(tr("No definition yet."), size, "muted"))
    edit = escape(tr("Edit…"))
    parts.append(f"<p style='font-size:{size - 1}px'><a href='{EDIT}'>{edit}</a></p>")
    return "".join(parts)


def _notes(code: CodeRow, domain: str) -> list[str]:
    notes = []
    if code.exclusive:
        notes.append(tr("Exclusive group: only one of the codes under it fits any passage."))
    if domain:
        notes.append(tr("Excludes the other codes of “{group}”.", group=domain))
    return notes


def _sections(code: CodeRow) -> list[tuple[str, str]]:
    names = field_names()
    return [
        (names[field], getattr(code, field)) for field in DEFINITION_FIELDS if field != "brief_definition"
    ]


def _paragraph(words: str, size: int, kind: str = "", *, bold: bool = False, below: int = 9) -> str:
    weight = "600" if bold else "400"
    text = escape(words.strip()).replace("\n", "<br>")
    style = f"font-size:{size}px; font-weight:{weight}; margin-bottom:{below}px"
    return f"<p dir='auto' class='{kind}' style='{style}'>{text}</p>"
