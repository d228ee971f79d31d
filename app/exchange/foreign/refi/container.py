"""Opens an exchange file safely: its one project, its texts by their names, and nothing outsized."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.counting import counted
from app.errors import UserError
from app.exchange.readers.kinds import kind_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_XML = 600_000_000  # bytes of a project; that of a million codings has some 400 million
MOST_TEXT = 100_000_000
MOST_TEXTS = 1_000_000_000
BOMB = 400  # times that XML may shrink in a zip; texts of codings shrink to a tenth or twentieth
INTERNAL = "internal"
NEWEST = 1  # version of the standard
_PROLOG = 4_096  # bytes that are looked at at once for what stands before the root
_VERSION = re.compile("qda-xml:(?:project|codebook):([0-9]+)", re.IGNORECASE)


class Container:
    """The members of a .qdpx file."""

    def __init__(self, archive: ZipFile, file_name: str) -> None:
        self._archive, self._file_name = archive, file_name
        members = [info for info in archive.infolist() if not info.is_dir()]
        self._left = MOST_TEXTS
        self._projects = [info for info in members if info.filename.lower().endswith(".qde")]
        self._sources: dict[str, ZipInfo] = {}
        for info in members:
            self._sources.setdefault(PurePosixPath(info.filename.replace("\\", "/")).name.casefold(), info)
        self.names = frozenset(info.filename for info in members)

    def project(self) -> bytes:
        """The XML of the one project."""
        if len(self._projects) != 1:
            what = counted(len(self._projects), "project") if self._projects else "no project"
            raise UserError(
                f"“{self._file_name}” holds {what} (a file that ends with .qde), so nothing was taken from "
                "it. Export the project from its program anew as REFI-QDA, and take that file."
            )
        return self._read(self._projects[0], MOST_XML)

    def source(self, path: str) -> bytes | None:
        """What a path of the project names, by its name alone; None where it isn't in the file."""
        scheme, _, rest = path.rpartition("://")
        if scheme and scheme.casefold() != INTERNAL:
            return None
        info = self._sources.get(PurePosixPath(rest.replace("\\", "/")).name.casefold())
        if info is None:
            return None
        content = self._read(info, MOST_TEXT)
        self._left -= len(content)
        if self._left < 0:
            raise self._outsized()
        return content

    def member(self, name: str) -> bytes | None:
        """A member by its full name."""
        return self._read(self._archive.getinfo(name), MOST_TEXTS) if name in self.names else None

    def _read(self, info: ZipInfo, most: int) -> bytes:
        if info.flag_bits & 1:
            raise UserError(
                f"“{self._file_name}” is locked with a password, so it can't be read. Unpack it with the "
                "password, pack it again without one, and take that file."
            )
        if info.file_size > most or info.file_size > BOMB * max(info.compress_size, 10_000):
            raise self._outsized()
        with self._archive.open(info) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise self._outsized()
        return content

    def _outsized(self) -> UserError:
        return UserError(
            f"“{self._file_name}” unpacks to far more than a project holds, so nothing was taken from it. "
            "Export the project from its program anew, in parts if it is so large, and take those files."
        )


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The container of a .qdpx file; UserError names a file that is none or that is damaged."""
    try:
        with ZipFile(path) as archive:
            yield Container(archive, path.name)
    except BadZipFile as error:
        raise not_a_project(path) from error
    except (EOFError, NotImplementedError, RuntimeError, ValueError, LookupError) as error:
        raise damaged(path.name) from error
    except OSError as error:
        raise unreadable(path, error) from error
    except Exception as error:  # zlib has errors of its own
        if type(error).__module__ in ("zlib", "lzma"):
            raise damaged(path.name) from error
        raise


def unreadable(path: Path, error: OSError) -> UserError:
    """What is said of a file that the system doesn't give."""
    if isinstance(error, FileNotFoundError):
        return UserError(f"There is no file “{path}”. It may have been moved or renamed. Check its name.")
    return UserError(
        f"“{path.name}” can't be read ({error.strerror or error}). Close other programs that use it, or "
        "copy it to this computer and take the copy."
    )


def damaged(file_name: str) -> UserError:
    """What is said of a file that breaks off."""
    return UserError(
        f"“{file_name}” is damaged and can't be read to its end, so nothing was taken from it. Copy or "
        "download it again, or export the project from its program anew."
    )


def not_a_project(path: Path) -> UserError:
    """What is said of a file that is something else, with what it is where that can be told."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = plain.startswith((b"<!doctype html", b"<html"))
    kind = "a saved web page" if page else kind_of(head) or "no zip file"
    hint = (
        "Whatever was to be downloaded was not: open its page in a browser, sign in where it asks for it, "
        "and save the file itself."
        if page
        else "Export the project from its program anew as REFI-QDA, and take that file."
    )
    return UserError(f"“{path.name}” is {kind} and no exchange project, so nothing was taken from it. {hint}")


def parsed(data: bytes, file_name: str) -> "Element":
    """The root of XML whose elements bear no namespaces; UserError names the line where it is broken."""
    from xml.etree import ElementTree as ET
    from xml.parsers.expat import ExpatError

    try:
        content = data.removeprefix(b"\xef\xbb\xbf")
        if _has_definitions(content):
            raise UserError(
                f"“{file_name}” contains definitions that an exchange file never needs and that can do "
                "harm, so nothing was taken from it. Export it from its program anew."
            )
        root = ET.fromstring(content)  # noqa: S314  # definitions, which alone do harm, were refused
    except (ExpatError, ET.ParseError, LookupError, ValueError) as error:
        line = error.lineno if isinstance(error, ExpatError) else 1
        line = error.position[0] if isinstance(error, ET.ParseError) else line
        raise UserError(
            f"The XML in “{file_name}” is broken in line {line:,}, so nothing was taken from it. Export the "
            "project from its program anew; if it is broken again, tell the makers of that program."
        ) from error
    version = _VERSION.search(root.tag)
    if version is not None and int(version[1]) > NEWEST:
        raise UserError(
            f"“{file_name}” is of version {version[1]} of the exchange standard, which this Intercoder "
            "doesn't know, so nothing was taken from it. Export version 1.0 from its program, or install the "
            "newest Intercoder."
        )
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if any(name[0] == "{" for name in element.attrib):
            element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return root


def _has_definitions(data: bytes) -> bool:
    """Whether a document type stands before the root, where alone it may: entities are declared in it.

    A parser of defusedxml would look for it throughout, in Python, and take three times as long.
    """
    from xml.parsers import expat

    before_root: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: before_root.append(True)
    parser.StartElementHandler = lambda *_: before_root.append(False)
    for first in range(0, len(data), _PROLOG):
        parser.Parse(data[first : first + _PROLOG], first + _PROLOG >= len(data))
        if before_root:
            break
    return bool(before_root) and before_root[0]


def attributes_of(element: "Element") -> Mapping[str, str]:
    """The attributes of an element that was parsed here."""
    return element.attrib
