"""What differs between two codebooks, set to be read: green with + is new, red with − is gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtGui import QPalette

from app.codebook.differences import CodeDifference, FieldDifference, words_apart
from app.codebook.queries import DEFINITION_FIELDS, CodeRow
from app.report.fields import field_names
from app.translation import tr
from app.ui.surface.look import Look

GREEN, RED = "#2e8b57", "#c8323c"
PLUS, MINUS, CHANGED = "+", "\N{MINUS SIGN}", "~"


@dataclass(frozen=True)
class ChangeInk:
    """The colours that changes are written in, and the pixels of the text."""

    new: str
    gone: str
    new_behind: str
    gone_behind: str
    muted: str
    size: int

    @staticmethod
    def of(palette: QPalette, size: int) -> "ChangeInk":
        """Reads a widget's palette."""
        look = Look.of(palette)
        return ChangeInk(
            new=look.line(GREEN).name(),
            gone=look.line(RED).name(),
            new_behind=look.tint(GREEN).name(),
            gone_behind=look.tint(RED).name(),
            muted=palette.color(QPalette.ColorRole.PlaceholderText).name(),
            size=size,
        )


def changes_html(changes: Sequence[CodeDifference], ink: ChangeInk, nothing: str) -> str:
    """All changes, those that matter for coding first; `nothing` is said where there is none."""
    if not changes:
        return paragraph(escape(nothing), ink, muted=True)
    parts = []
    weighty = [change for change in changes if not change.minor]
    minor = [change for change in changes if change.minor]
    parts += [_change(change, ink) for change in weighty]
    if minor:
        parts.append(
            paragraph(escape(tr("Changes that nobody codes by")), ink, muted=True, bold=True, above=16)
        )
        parts += [_change(change, ink) for change in minor]
    return "".join(parts)


def paragraph(
    html: str,
    ink: ChangeInk,
    *,
    muted: bool = False,
    bold: bool = False,
    above: int = 0,
    below: int = 4,
    by: int = 0,
) -> str:
    """A paragraph of HTML; `by` is how much larger its type is."""
    style = f"margin:{above}px 0 {below}px 0; font-size:{ink.size + by}px"
    style += f"; color:{ink.muted}" if muted else ""
    style += "; font-weight:600" if bold else ""
    return f"<p dir='auto' style='{style}'>{html}</p>"


def _change(change: CodeDifference, ink: ChangeInk) -> str:
    sign, colour = _sign(change, ink)
    head = f"<span style='color:{colour}'>{sign}</span>&nbsp;&nbsp;{escape(change.code.path)}"
    parts = [paragraph(head, ink, bold=True, above=12, below=2, by=1)]
    sentence = in_words(change)
    if sentence:
        parts.append(paragraph(escape(sentence), ink, muted=True))
    if change.before is None or change.after is None:
        parts.append(definition_html(change.code, ink))
    else:
        parts += [_field(field, ink) for field in change.fields]
    return "".join(parts)


def _sign(change: CodeDifference, ink: ChangeInk) -> tuple[str, str]:
    if change.before is None:
        return PLUS, ink.new
    if change.after is None:
        return MINUS, ink.gone
    return CHANGED, ink.muted


def in_words(change: CodeDifference) -> str:
    """Where a code came from and went, in sentences."""
    sentences = []
    if change.after is None:
        sentences.append(tr("Merged into “{code}”.", code=change.into) if change.into else tr("Removed."))
    elif change.before is None:
        sentences.append(
            tr("Split off “{code}”.", code=change.split_from) if change.split_from else tr("New.")
        )
    if change.taken_in:
        sentences.append(tr("Took in: {codes}.", codes=", ".join(change.taken_in)))
    if change.split_off:
        sentences.append(tr("Codes split off it: {codes}.", codes=", ".join(change.split_off)))
    if "order" in change.kinds:
        sentences.append(tr("Stands at another place among its neighbours."))
    return " ".join(sentences)


def _field(change: FieldDifference, ink: ChangeInk) -> str:
    label = field_names()[change.field]
    if isinstance(change.before, bool) or isinstance(change.after, bool):
        before, after = (tr("yes") if value else tr("no") for value in (change.before, change.after))
    elif change.field == "parent":
        before, after = (value or tr("the top") for value in (change.before, change.after))
    else:
        return _labelled(label, _words(change.before, change.after, ink), ink)
    html = f"{marked('removed', before, ink)} → {marked('added', after, ink)}"
    return _labelled(label, html, ink)


def _words(before: str, after: str, ink: ChangeInk) -> str:
    html, last = "", ""
    for kind, words in words_apart(before, after):
        apart = " " if (last, kind) == ("removed", "added") and not words[0].isspace() else ""
        html += apart + marked(kind, words, ink)
        last = kind
    return html


def marked(kind: str, words: str, ink: ChangeInk) -> str:
    """Words as HTML: underlined on green where they are new, struck out on red where they are gone."""
    text = escape(words).replace("\n", "<br>")
    if kind == "same":
        return text
    lead = " " if words[:1].isspace() else ""
    behind, line = (ink.new_behind, "underline") if kind == "added" else (ink.gone_behind, "line-through")
    inside = escape(words.strip()).replace("\n", "<br>")
    return f"{lead}<span style='background-color:{behind}; text-decoration:{line}'>{inside}</span>"


def _labelled(label: str, html: str, ink: ChangeInk) -> str:
    return paragraph(escape(label), ink, muted=True, bold=True, above=3, below=0, by=-2) + paragraph(
        html or "–", ink, below=6
    )


def definition_html(code: CodeRow, ink: ChangeInk) -> str:
    """What a codebook says about a code."""
    names = field_names()
    words = {field: getattr(code, field) for field in DEFINITION_FIELDS}
    return "".join(
        _labelled(names[field], marked("same", text, ink), ink)
        for field, text in words.items()
        if text.strip()
    )


def sides_html(before: CodeRow | None, after: CodeRow, titles: tuple[str, str], ink: ChangeInk) -> str:
    """A definition before and after, side by side, with what differs marked in either."""
    head = f"style='color:{ink.muted}; font-size:{ink.size}px' align='left' width='50%'"
    rows = ["".join(f"<th {head}>{escape(title)}</th>" for title in titles)]
    names = field_names()
    for field in ("name", *DEFINITION_FIELDS):
        old = getattr(before, field) if before else ""
        new = getattr(after, field)
        if (old.strip() or new.strip()) and (field != "name" or old != new):
            pieces = words_apart(old, new)
            sides = (
                "".join(marked(kind, words, ink) for kind, words in pieces if kind != without)
                for without in ("added", "removed")
            )
            rows.append(
                "".join(f"<td width='50%'>{_labelled(names[field], side, ink)}</td>" for side in sides)
            )
    lines = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table width='100%' cellspacing='0' cellpadding='4'>{lines}</table>"
