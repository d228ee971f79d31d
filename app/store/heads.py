"""How files begin, read without letting go of the locks that this program has on them.

Systems but Windows take away all locks of a program on a file when it closes the file once, wherever: so the
beginning of a file that is open here is remembered from when it was opened.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from weakref import WeakSet

from app.store.keys import PAGE

Connection = object
_guard = threading.RLock()
_open: dict[tuple[int, int], tuple[bytes, WeakSet[Connection]]] = {}


@contextmanager
def looking() -> Iterator[None]:
    """In the block nobody else here opens a file."""
    with _guard:
        yield


def start_of(path: Path) -> tuple[bytes, int]:
    """The first page of a file (less where it is shorter) and its size; nothing where there is no file."""
    with _guard:
        try:
            status = path.stat()
            remembered = _open.get((status.st_dev, status.st_ino))
            if remembered is not None and remembered[0] and remembered[1]:
                return remembered[0], status.st_size
            with path.open("rb") as file:
                return file.read(PAGE), status.st_size
        except OSError:  # said where it is opened
            return b"", 0


def is_open(path: Path) -> bool:
    """Whether this program has a file open."""
    with _guard:
        try:
            status = path.stat()
        except OSError:
            return False
        known = _open.get((status.st_dev, status.st_ino))
        return known is not None and bool(known[1])


def opened(path: Path, start: bytes, connection: Connection) -> None:
    """A file that begins so is open through a connection from now on."""
    with _guard:
        try:
            status = path.stat()
        except OSError:
            return
        known = _open.get((status.st_dev, status.st_ino))
        connections = known[1] if known is not None and known[1] else WeakSet[Connection]()
        connections.add(connection)
        _open[status.st_dev, status.st_ino] = (start, connections)


def closed(connection: Connection) -> None:
    """A connection lets go of its file."""
    with _guard:
        for file, (_, connections) in list(_open.items()):
            connections.discard(connection)
            if not connections:
                del _open[file]
