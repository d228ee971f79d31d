"""A passage in its context, and why its coding waits for a look, set to be read."""

from collections.abc import Sequence
from html import escape

from app.codebook.queries import CodeRow
from app.codebook.worklist import Touched
from app.coding.queries import Passage
from app.translation import tr
from app.ui.codebook.revising.change_html import ChangeInk, definition_html, paragraph, sides_html


def passage_html(passage: Passage | None, nothing: str, ink: ChangeInk) -> str:
    """A passage with its document, speaker and memo; or `nothing` where there is none."""
    if passage is None:
        return paragraph(escape(nothing), ink, muted=True)
    where = passage.document_name + (f" · {passage.speaker}" if passage.speaker else "")
    parts = [
        paragraph(escape(where), ink, muted=True),
        paragraph(escape(passage.coding.code_name), ink, bold=True, by=2),
        paragraph(in_context(passage.before, passage.quote, passage.after, ink), ink, above=6, by=2),
    ]
    if passage.coding.memo:
        parts.append(paragraph(escape(passage.coding.memo), ink, muted=True, above=6))
    return "".join(parts)


def in_context(before: str, quote: str, after: str, ink: ChangeInk) -> str:
    """Words of a passage between muted words of what surrounds it."""
    quoted = escape(quote).replace("\n", "<br>")
    return (
        f"<span style='color:{ink.muted}'>{escape(before)}</span><b>{quoted}</b>"
        f"<span style='color:{ink.muted}'>{escape(after)}</span>"
    )


def why_html(
    touched: Touched | None, code: CodeRow | None, offered: Sequence[CodeRow], number: int, ink: ChangeInk
) -> str:
    """What a version did to a code: codes split off it with their keys, its definition before and after."""
    if touched is None or touched.change.after is None:
        words = tr("This coding has another code since, and was looked at.")
        return paragraph(escape(words), ink, muted=True)
    change = touched.change
    after = change.after or change.code
    parts = []
    if change.taken_in:
        words = tr(
            "Version {version} merged into this code: {codes}.",
            version=number,
            codes=", ".join(change.taken_in),
        )
        parts.append(paragraph(escape(words), ink, below=8))
    if offered:
        words = tr(
            "Version {version} split codes off this one. Press a number where one of them fits better.",
            version=number,
        )
        parts.append(paragraph(escape(words), ink))
        for key, offered_code in enumerate(offered, start=1):
            brief = f" – {escape(offered_code.brief_definition)}" if offered_code.brief_definition else ""
            parts.append(paragraph(f"<b>{key}</b>&nbsp;&nbsp;{escape(offered_code.name)}{brief}", ink))
    if "redefined" in touched.why and code is not None:
        titles = tr("Before version {version}", version=number), tr("Version {version}", version=number)
        parts.append(sides_html(change.before, after, titles, ink))
    else:
        parts.append(definition_html(after, ink))
    return "".join(parts)
