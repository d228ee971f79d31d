"""A workbook whose parts are packed quickly, and also where one is larger than two gigabytes.

XlsxWriter packs at zlib's level 6, which takes more than twice as long as level 3 for a file that is a sixth
smaller, and offers no other. So it is left nothing to pack: its packager makes the parts, and they are packed
here.
"""

import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

LEVEL = 3  # of zlib, from 1 (fast) to 9 (small)
AT_ONCE = 1 << 20  # bytes
LARGE = 1 << 30  # bytes; from twice as many on a part must be announced as large before it is packed


def workbook(path: Path, options: Mapping[str, object]) -> Any:
    """An XlsxWriter workbook that becomes the file `path` when it is closed."""
    from xlsxwriter import Workbook

    book = Workbook(io.BytesIO(), dict(options))
    packager = book._get_packager()
    parts = packager._create_package

    def pack() -> list[object]:
        _pack(path, ((Path(file), name) for file, name, _ in parts()))
        return []

    packager._create_package = pack
    book._get_packager = lambda: packager
    return book


def _pack(path: Path, parts: Iterable[tuple[Path, str]]) -> None:
    """Move files into an archive under the names that they have there."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for part, name in parts:
            with (
                part.open("rb") as file,
                archive.open(name, "w", force_zip64=part.stat().st_size > LARGE) as packed,
            ):
                shutil.copyfileobj(file, packed, AT_ONCE)
            part.unlink()
