"""Reports of our own bugs: where the code failed and on what system, without a word of the project."""

import platform
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app import settings
from app.exchange.version import version

FOLDER = "crashes"


def write_report(error: BaseException) -> str:
    """Write a report into the settings folder; returns a sentence that says where it is."""
    lines = [f"Intercoder {version()}", f"Python {platform.python_version()}", platform.platform(), ""]
    path = settings.folder() / FOLDER / f"{datetime.now(UTC):%Y-%m-%d %H.%M.%S}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*lines, *_chain(error)]) + "\n", encoding="utf-8")
    except OSError:
        place = "".join(f" {line.strip()}." for line in list(_chain(error))[-1:])
        return f"A report could not be written; please tell us this:{place}"
    return f"Please send us the report “{path}”: it holds no text of your project."


def _chain(error: BaseException | None) -> Iterator[str]:
    """Types and places of an error and of what led to it; its message may quote an interview."""
    while error is not None:
        yield type(error).__qualname__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}: {frame.line}"
        error = error.__cause__ or error.__context__
