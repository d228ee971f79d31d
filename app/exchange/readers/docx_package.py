"""Opens the parts of a .docx file safely: no entities, no outsized parts, clear words when it is damaged."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from app.errors import UserError
from app.exchange.readers.kinds import is_encrypted_office, kind_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_PART = 100_000_000  # bytes of one unpacked part; a long book has some ten million


def local(element: "Element") -> str:
    """Return the element's name without its namespace (transitional and strict documents differ in it)."""
    return element.tag.rpartition("}")[2]


def attribute(element: "Element", name: str) -> str | None:
    """Return the attribute of that name in whatever namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


@dataclass(frozen=True)
class Chunk:
    """A document of another kind inside this one, as it was."""

    name: str
    data: bytes


@dataclass(frozen=True)
class DocxParts:
    """The roots of the parts that hold words; a part that the document doesn't have is None."""

    document: "Element"
    notes: dict[str, "Element"] = field(default_factory=dict)  # "footnote" and "endnote" to the root of each
    comments: "Element | None" = None
    hidden_styles: frozenset[str] = frozenset()  # ids of styles that hide what is written in them
    chunks: dict[str, Chunk] = field(default_factory=dict)  # by the id of their relationship


def open_docx(data: bytes, file_name: str) -> DocxParts:
    """Return the parts; UserError if the bytes are no Word document, are locked, damaged or unsafe."""
    if is_encrypted_office(data):
        raise UserError(
            f"“{file_name}” is protected with a password, so Intercoder cannot read it. "
            "Open it in Word, remove the password under File, Info, Protect Document, and import it again."
        )
    kind = kind_of(data) or "not a Word document"
    if kind != "a Word document":
        raise UserError(
            f"“{file_name}” is {kind}, in spite of its name, and cannot be read as .docx. Nothing was "
            "imported from it. Open it in its own program and save it as a Word document (.docx) or as text."
        )
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _parts(archive, file_name)
    except UserError:
        raise
    except Exception as error:  # zipfile raises errors of a dozen kinds over a damaged archive
        raise _damaged(file_name) from error


def _parts(archive: ZipFile, file_name: str) -> DocxParts:
    main = dict(_related(archive, "", file_name))["officeDocument"]
    related = dict(_related(archive, main, file_name))
    notes = {kind: f"{kind}s" for kind in ("footnote", "endnote") if f"{kind}s" in related}
    comments, styles = related.get("comments"), related.get("styles")
    return DocxParts(
        document=_parse(archive, main, file_name),
        notes={kind: _parse(archive, related[part], file_name) for kind, part in notes.items()},
        comments=_parse(archive, comments, file_name) if comments else None,
        hidden_styles=_hidden_styles(_parse(archive, styles, file_name)) if styles else frozenset(),
        chunks=dict(_chunks(archive, main, file_name)),
    )


def _hidden_styles(styles: "Element") -> frozenset[str]:
    """The ids of the styles that hide their words, by themselves or because the style they rest on does."""
    said: dict[str, bool | None] = {}
    rests_on: dict[str, str] = {}
    for style in styles:
        if local(style) != "style":
            continue
        name = attribute(style, "styleId") or ""
        said[name] = is_on(child_of(child_of(style, "rPr"), "vanish"))
        basis = child_of(style, "basedOn")
        rests_on[name] = (attribute(basis, "val") or "") if basis is not None else ""
    hidden = set()
    for name in said:
        style_id, seen = name, {name}
        while said.get(style_id) is None and rests_on.get(style_id) and rests_on[style_id] not in seen:
            style_id = rests_on[style_id]
            seen.add(style_id)
        if said.get(style_id):
            hidden.add(name)
    return frozenset(hidden)


def child_of(element: "Element | None", name: str) -> "Element | None":
    """The first child of that name, if there is one."""
    return None if element is None else next((child for child in element if local(child) == name), None)


def is_on(switch: "Element | None") -> bool | None:
    """Whether a property is switched on or off; None where it isn't mentioned."""
    return None if switch is None else attribute(switch, "val") not in ("0", "false", "off")


def _chunks(archive: ZipFile, main: str, file_name: str) -> Iterator[tuple[str, Chunk]]:
    for relation, path in _relations(archive, main, file_name):
        if (attribute(relation, "Type") or "").endswith("/aFChunk"):
            with archive.open(path) as stream:
                yield attribute(relation, "Id") or "", Chunk(path, stream.read(_MAX_PART))


def _related(archive: ZipFile, part: str, file_name: str) -> Iterator[tuple[str, str]]:
    """Yield (last word of the relationship's type, name of the part) for the parts that `part` refers to."""
    for relation, path in _relations(archive, part, file_name):
        yield (attribute(relation, "Type") or "").rpartition("/")[2], path


def _relations(archive: ZipFile, part: str, file_name: str) -> Iterator[tuple["Element", str]]:
    folder, name = dirname(part), part.rpartition("/")[2]
    relations = join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return
    for relation in _parse(archive, relations, file_name):
        target = attribute(relation, "Target") or ""
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if path in archive.namelist():
            yield relation, path


def _parse(archive: ZipFile, part: str, file_name: str) -> "Element":
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]  # has no stubs

    with archive.open(part) as stream:
        content = stream.read(_MAX_PART + 1)
    if len(content) > _MAX_PART:
        raise UserError(
            f"“{file_name}” unpacks to far more than any document holds, so it was not read. "
            "Open it in Word, copy its text into a new document and import that."
        )
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UserError(
            f"“{file_name}” contains definitions that a Word document never needs and that can do harm, "
            "so it was not read. Copy its text into a new document and import that."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise _damaged(file_name) from error
    return root


def _damaged(file_name: str) -> UserError:
    return UserError(
        f"“{file_name}” is damaged and cannot be read as a Word document. Nothing was imported from it. "
        "Open it in Word or LibreOffice, which may repair it, save it under a new name and import that."
    )
