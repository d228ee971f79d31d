"""What was compiled for one project file serves the others."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import CacheStats

from app.models import Code, Document
from app.store import Project
from app.store import engine as engines


def cache_hits(engine: Engine, name: str) -> list[CacheStats]:
    """What the cache said of two statements that are run by an engine."""
    said: list[CacheStats] = []

    @event.listens_for(engine, "after_cursor_execute")
    def note(
        connection: Connection, cursor: Any, statement: str, values: Any, context: Any, many: Any
    ) -> None:
        if "FROM" in statement:
            said.append(context.cache_hit)

    with engine.connect() as connection:
        connection.execute(select(Code.name, Code.colour, Code.id).where(Code.name == name)).all()
        connection.execute(select(Document.id, Document.name).where(Document.id > 7)).all()
    engine.dispose()
    return said


def test_reader_and_writer_of_every_file_share_what_was_compiled(tmp_path: Path) -> None:
    for name in ("first", "second"):
        Project.create(str(tmp_path / f"{name}.intercoder"), station="here").close()
    readings = [
        cache_hits(engines.connect(str(tmp_path / f"{name}.intercoder"), writable=writable), name)
        for name, writable in (("first", False), ("first", True), ("second", False))
    ]
    assert readings[1:] == 2 * [2 * [CacheStats.CACHE_HIT]]
