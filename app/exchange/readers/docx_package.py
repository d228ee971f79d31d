"""The parts of a .docx file that hold words, and how they refer to one another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from app.errors import UserError
from app.exchange.readers.kinds import is_encrypted_office
from app.exchange.readers.package import Package, attribute, child_of, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


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
    heading_styles: frozenset[str] = frozenset()  # ids of styles for headings
    chunks: dict[str, Chunk] = field(default_factory=dict)  # by the id of their relationship


def open_docx(data: bytes, file_name: str) -> DocxParts:
    """Return the parts; UserError if the bytes are no Word document, are locked, damaged or unsafe."""
    if is_encrypted_office(data):
        raise UserError(
            f"“{file_name}” is protected with a password, so Intercoder cannot read it. "
            "Open it in Word, remove the password under File, Info, Protect Document, and import it again."
        )
    with Package(data, file_name, "a Word document", "Word") as package:
        return _parts(package)


def _parts(package: Package) -> DocxParts:
    main = dict(_related(package, ""))["officeDocument"]
    related = dict(_related(package, main))
    notes = {kind: f"{kind}s" for kind in ("footnote", "endnote") if f"{kind}s" in related}
    comments = related.get("comments")
    styles = package.xml(related["styles"]) if "styles" in related else ()
    return DocxParts(
        document=package.xml(main),
        notes={kind: package.xml(related[part]) for kind, part in notes.items()},
        comments=package.xml(comments) if comments else None,
        hidden_styles=_hidden_styles(styles),
        heading_styles=frozenset(_heading_styles(styles)),
        chunks=dict(_chunks(package, main)),
    )


def _heading_styles(styles: "Iterable[Element]") -> Iterator[str]:
    """The ids of the styles that Word calls headings, whatever their ids are, and those in its outline."""
    for style in styles:
        name = child_of(style, "name")
        called = (attribute(name, "val") or "") if name is not None else ""
        level = child_of(child_of(style, "pPr"), "outlineLvl")
        outlined = level is not None and (attribute(level, "val") or "9") != "9"
        if local(style) == "style" and (
            outlined or called.casefold().startswith("heading ") or called == "Title"
        ):
            yield attribute(style, "styleId") or ""


def _hidden_styles(styles: "Iterable[Element]") -> frozenset[str]:
    """The ids of the styles that hide their words, by themselves or because the style they rest on does."""
    hides: dict[str, bool | None] = {}
    rests_on: dict[str, str] = {}
    for style in styles:
        if local(style) != "style":
            continue
        name = attribute(style, "styleId") or ""
        hides[name] = is_on(child_of(child_of(style, "rPr"), "vanish"))
        basis = child_of(style, "basedOn")
        rests_on[name] = (attribute(basis, "val") or "") if basis is not None else ""
    hidden = set()
    for name in hides:
        style_id, seen = name, {name}
        while hides.get(style_id) is None and rests_on.get(style_id) and rests_on[style_id] not in seen:
            style_id = rests_on[style_id]
            seen.add(style_id)
        if hides.get(style_id):
            hidden.add(name)
    return frozenset(hidden)


def is_on(switch: "Element | None") -> bool | None:
    """Whether a property is switched on or off; None where it isn't mentioned."""
    return None if switch is None else attribute(switch, "val") not in ("0", "false", "off")


def _chunks(package: Package, main: str) -> Iterator[tuple[str, Chunk]]:
    for relation, path in _relations(package, main):
        if (attribute(relation, "Type") or "").endswith("/aFChunk"):
            yield attribute(relation, "Id") or "", Chunk(path, package.read(path))


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """Yield (last word of the relationship's type, name of the part) for the parts that `part` refers to."""
    for relation, path in _relations(package, part):
        yield (attribute(relation, "Type") or "").rpartition("/")[2], path


def _relations(package: Package, part: str) -> Iterator[tuple["Element", str]]:
    folder, name = dirname(part), part.rpartition("/")[2]
    relations = join(folder, "_rels", f"{name}.rels")
    if relations not in package.names:
        return
    for relation in package.xml(relations):
        target = attribute(relation, "Target") or ""
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if path in package.names:
            yield relation, path
