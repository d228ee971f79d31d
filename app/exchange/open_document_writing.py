"""Writes a table into a LibreOffice spreadsheet (.ods): one sheet of texts and numbers."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from app.exchange.workbook.writing.text import visible

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{NAMES}manifest:1.0" '
    f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{NAMES}office:1.0" '
    f'xmlns:table="{NAMES}table:1.0" xmlns:text="{NAMES}text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def write_open_document(path: Path, sheet: str, rows: Iterable[Sequence[str | float]]) -> None:
    """Write rows of texts and numbers; texts are never computed."""
    with ZipFile(path, "w", ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", MIME, compress_type=ZIP_STORED)  # first and as it is, so that it is known
        parts.writestr("META-INF/manifest.xml", MANIFEST)
        with parts.open("content.xml", "w") as content:
            content.write(HEAD.encode())
            content.write(f"<table:table table:name={quoteattr(sheet)}>".encode())
            for row in rows:
                content.write(f"<table:table-row>{''.join(_cells(row))}</table:table-row>".encode())
            content.write(FOOT.encode())


def _cells(row: Sequence[str | float]) -> Iterator[str]:
    for value in row:
        if isinstance(value, str):
            if value:
                lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in value.split("\n"))
                yield f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
            else:
                yield "<table:table-cell/>"
        else:
            yield (
                f'<table:table-cell office:value-type="float" office:value="{value!r}">'
                f"<text:p>{value!r}</text:p></table:table-cell>"
            )


def _spaced(line: str) -> str:
    """Several spaces are one in this format unless they are written as elements."""
    text = "<text:tab/>".join(escape(visible(part)) for part in line.split("\t"))
    return text.replace("  ", ' <text:s text:c="1"/>')
