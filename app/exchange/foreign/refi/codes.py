"""The codes of an exchange project or codebook, and what its notes say."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.codebook_columns import colour_of
from app.exchange.foreign.people import guid_of
from app.exchange.foreign.project import ForeignCode
from app.exchange.foreign.refi.container import attributes_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def words_of(element: "Element", name: str = "Description") -> str:
    """The text of a child, or of an attribute that some programs write instead."""
    child = element.find(name)
    text = child.text if child is not None else attributes_of(element).get(name.lower())
    return canonical(text or "").strip()


def referred(element: "Element", name: str) -> Iterator[str]:
    """The guids that children of a name refer to, whichever of the two attributes they do it by."""
    for child in element.findall(name):
        attributes = attributes_of(child)
        yield guid_of(attributes.get("targetGUID") or attributes.get("guid"))


def codes_of(codebook: "Element | None", notes: Mapping[str, str], file_name: str) -> list[ForeignCode]:
    """All codes, each behind its parent; UserError where one guid stands for two of them."""
    codes: dict[str, ForeignCode] = {}
    top = codebook.find("Codes") if codebook is not None else None
    open_elements = [(element, "") for element in _code_elements(top)][::-1]
    while open_elements:
        element, parent = open_elements.pop()
        code = _code(element, parent, notes, len(codes))
        twin = codes.get(code.key)
        if twin is not None and twin.name != code.name:
            raise UserError(
                f"In “{file_name}” the codes “{twin.name}” and “{code.name}” have one guid, so nobody can "
                "say which of them a passage is coded with, and nothing was taken. Export the project from "
                "its program anew."
            )
        codes.setdefault(code.key, code)
        open_elements += [(child, code.key) for child in _code_elements(element)][::-1]
    return list(codes.values())


def _code_elements(element: "Element | None") -> "list[Element]":
    return [] if element is None else element.findall("Code")


def _code(element: "Element", parent: str, notes: Mapping[str, str], index: int) -> ForeignCode:
    attributes = attributes_of(element)
    texts = [words_of(element), *(notes.get(guid, "") for guid in referred(element, "NoteRef"))]
    return ForeignCode(
        key=guid_of(attributes.get("guid")) or f"code {index}",
        parent=parent,
        name=attributes.get("name", "").strip() or f"Code {index + 1}",
        colour=colour_of(attributes.get("color", "")),
        definition="\n\n".join(text for text in texts if text),
    )
