"""The definitions of the codes that an item is about, to be read while it is settled."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QTextBrowser

from app.codebook.queries import CodeRow
from app.report.fields import field_names
from app.translation import tr
from app.ui.surface.look import Look

SHOWN = ("use_when", "do_not_use_when", "typical_example", "close_but_no")


class Definitions(QTextBrowser):
    """The codes of the item, then others on the same words; both in the order of the codebook."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("definitionCard")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Definitions of the codes"))
        self.document().setDocumentMargin(14)
        self._codes: Sequence[CodeRow] = ()
        self._beside: Sequence[CodeRow] = ()

    def show_codes(self, codes: Sequence[CodeRow], beside: Sequence[CodeRow] = ()) -> None:
        """Show other codes; `beside` are those of other items on the same words."""
        if (list(codes), list(beside)) != (list(self._codes), list(self._beside)):
            self._codes, self._beside = codes, beside
            self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._write()

    def _write(self) -> None:
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        look, size = Look.of(self.palette()), self.fontInfo().pixelSize()
        parts = [_code_html(code, look, muted, size) for code in self._codes]
        if self._beside:
            words = escape(tr("On the same words, items of their own:"))
            parts.append("<hr>" + _paragraph(f"<i>{words}</i>", size - 1, muted))
            parts += [_code_html(code, look, muted, size) for code in self._beside]
        self.setHtml("".join(parts))


def _code_html(code: CodeRow, look: Look, muted: str, size: int) -> str:
    colour = look.line(code.colour).name()
    group = code.path.removesuffix(code.name).removesuffix(" / ")
    parts = [_paragraph(escape(group), size - 2, muted, below=0)] if group else []
    chip = f"<span style='color:{colour}'>■</span>"
    parts.append(_paragraph(f"{chip} <b>{escape(code.name)}</b>", size + 1, below=3))
    if code.brief_definition.strip():
        parts.append(_paragraph(_text(code.brief_definition), size, below=6))
    names = field_names()
    for field in SHOWN:
        words = getattr(code, field)
        if words.strip():
            parts.append(_paragraph(f"<b>{escape(names[field])}</b>", size - 2, muted, below=0))
            parts.append(_paragraph(_text(words), size, below=6))
    if not code.brief_definition.strip() and not any(getattr(code, field).strip() for field in SHOWN):
        parts.append(_paragraph(escape(tr("No definition yet.")), size, muted))
    return "".join(parts) + "<p style='font-size:6px'>&nbsp;</p>"


def _text(words: str) -> str:
    return escape(words.strip()).replace("\n", "<br>")


def _paragraph(words: str, size: int, colour: str = "", below: int = 8) -> str:
    tint = f"color:{colour};" if colour else ""
    style = f"{tint} font-size:{size}px; margin:0 0 {below}px 0; line-height:106%"
    return f"<p dir='auto' style='{style}'>{words}</p>"
