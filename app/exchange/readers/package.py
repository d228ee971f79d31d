"""Opens the parts of a zipped document safely: no entities, nothing outsized, clear words for damage."""

from io import BytesIO
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zipfile import ZipFile

from app.errors import UserError
from app.exchange.readers.remarks import refuse_another_kind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST = 100_000_000  # bytes unpacked, of all parts that are read; a long book has some ten million


def local(element: "Element") -> str:
    """Return the element's name without its namespace (transitional and strict documents differ in it)."""
    return element.tag.rpartition("}")[2]


def attribute(element: "Element", name: str) -> str | None:
    """Return the attribute of that name in whatever namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child_of(element: "Element | None", name: str) -> "Element | None":
    """The first child of that name, if there is one."""
    return None if element is None else next((child for child in element if local(child) == name), None)


class Package:
    """A zipped document of a `kind` ("a Word document") that `program` ("Word") opens; a context manager.

    Every error inside is told as a UserError that names the file.
    """

    def __init__(self, data: bytes, file_name: str, kind: str, program: str) -> None:
        self._file_name, self._kind, self._program = file_name, kind, program
        refuse_another_kind(data, file_name, kind, kind)
        self._left = _MOST
        try:
            self._archive = ZipFile(BytesIO(data))
        except Exception as error:  # zipfile raises errors of a dozen kinds over a damaged archive
            raise self.damaged() from error
        self.names = frozenset(self._archive.namelist())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()
        if isinstance(error, Exception) and not isinstance(error, UserError | RecursionError):
            raise self.damaged() from error

    def read(self, part: str) -> bytes:
        """The unpacked content of a part."""
        with self._archive.open(part) as stream:
            content = stream.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise UserError(
                f"“{self._file_name}” unpacks to far more than any document holds, so it was not read. "
                f"Open it in {self._program}, copy its text into a new document and import that."
            )
        return content

    def xml(self, part: str) -> "Element":
        """The root of a part that is XML."""
        from defusedxml import DefusedXmlException, ElementTree  # type: ignore[import-untyped]  # no stubs

        try:
            root: Element = ElementTree.fromstring(self.read(part), forbid_dtd=True)
        except DefusedXmlException as error:
            raise UserError(
                f"“{self._file_name}” contains definitions that {self._kind} never needs and that can do "
                "harm, so it was not read. Copy its text into a new document and import that."
            ) from error
        return root

    def damaged(self) -> UserError:
        """What is said of a file that can't be read to its end."""
        return UserError(
            f"“{self._file_name}” is damaged and cannot be read as {self._kind}. Nothing was imported from "
            f"it. Open it in {self._program} or LibreOffice, which may repair it, save it under a new name "
            "and import that."
        )
