"""What can be read of a damaged project, as a new one in which everything fits together again."""

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import UniqueConstraint, func, select

from app.drafts import draft_folder
from app.errors import StoreError, UserError
from app.models import Setting
from app.models.base import Base
from app.names import storable
from app.store import chain, heads, keys
from app.store import engine as engines
from app.store.engine import log_of
from app.store.journal import TABLES, Row, WriteSession, add_many, set_many
from app.store.keys import Key
from app.store.project import Project
from app.store.salvage import JOURNAL, Salvage, salvage

MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
Found = dict[str, dict[int, Row]]


@dataclass(frozen=True)
class Rescued:
    """How many rows of each table came through, how many of those known of did not, and what to know.

    What is coded in an open blind round is not counted in `rows`: how much it is, too, is a secret.
    """

    rows: Mapping[str, int]
    lost: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass
class _Rest:
    rows: Found
    counts: Mapping[str, int]
    notes: list[str] = field(default_factory=list)


def rescue(damaged: Path | str, location: str, *, station: str, otherwise: int | None = None) -> Rescued:
    """Make a new project of what can be read of a damaged file, which stays as it is.

    The new one begins with one entry in its history; the history before it stays in the damaged file. It is
    locked where that was, with the same passphrase.
    UserError where the file can't be meant, StoreError where nothing can be read of it.
    """
    _refuse_servers(str(damaged), location)
    damaged = Path(damaged)
    salvaged, key = _salvaged(damaged, engines.file_at(location))
    rest = _rest(salvaged)
    about = {"station": station, "title": damaged.stem}
    with Project.create(location, **about, otherwise=otherwise, key=key) as project:
        project.begin(f"Rescued from “{damaged.name}”", _fill, rest.rows)
        seen = _seen(project, [name for name, rows in rest.rows.items() if rows])
    saved = {name: len(rows) for name, rows in rest.rows.items() if rows}
    lost = {name: count - saved.get(name, 0) for name, count in rest.counts.items()}
    return Rescued(seen, {name: count for name, count in lost.items() if count}, tuple(rest.notes))


def _refuse_servers(damaged: str, location: str) -> None:
    if engines.is_server(damaged):
        raise UserError(
            f"“{engines.shown(damaged)}” is on a server, and rescue reads damaged files, so nothing was "
            "done. Ask whoever keeps the server for a backup of the database; “intercoder check” says what "
            "is wrong with it, and “intercoder export-study” writes what can still be read."
        )
    if engines.is_server(location):
        raise UserError(
            "What is rescued goes into a new project file, not onto a server, so nothing was done. "
            "Name a file, look through it, and bring it to the server with export-study and import-study."
        )


def _seen(project: Project, names: Iterable[str]) -> dict[str, int]:
    with project.read() as session:
        return {
            name: session.scalar(select(func.count()).select_from(MODELS[name])) or 0
            for name in names
            if name not in JOURNAL
        }


def _salvaged(damaged: Path, new: Path) -> tuple[Salvage, Key | None]:
    """What could be read, and what the file was locked with."""
    if damaged.is_dir():
        raise UserError(f"“{damaged}” is a folder. Name the damaged project file in it.")
    if not damaged.is_file():
        raise UserError(f"There is no file “{damaged}”. Check its name.")
    if not new.parent.is_dir():
        raise UserError(f"The folder “{new.parent}” doesn't exist. Make it first, or choose another one.")
    try:
        with draft_folder(new.parent) as draft:
            copy = draft / "tmp.intercoder"  # reading may write in a file: a log is folded in
            shutil.copyfile(damaged, copy)
            if log_of(damaged).exists():
                shutil.copyfile(log_of(damaged), log_of(copy))
            key = keys.key_for(damaged, *heads.start_of(copy))
            if key is not None:
                keys.mend_codes(copy, key)
            else:
                with copy.open("r+b") as file:
                    file.write(keys.PLAIN)
            with closing(engines.open_file(copy)) as connection:
                salvaged = salvage(connection)
    except sqlite3.Error as error:
        raise StoreError(
            f"Nothing can be read of “{damaged.name}”: its beginning is damaged, or it is no project. It was "
            "left as it is. Go back to a backup."
        ) from error
    except OSError as error:
        raise StoreError(
            f"“{damaged.name}” can't be read, or there is no room beside “{new.name}” ({error.strerror})."
        ) from error
    if not any(salvaged.stored.values()) and not any(salvaged.replayed.values()):
        raise StoreError(
            f"“{damaged.name}” holds nothing of a project that can be read. Go back to a backup."
        )
    return salvaged, key


def _rest(salvaged: Salvage) -> _Rest:
    """The rows that fit together."""
    names = [name for name in TABLES if name not in JOURNAL]
    counts = {
        name: len(salvaged.stored.get(name, {}).keys() | _replayed_ids(salvaged, name)) for name in names
    }
    rest = _Rest({name: salvaged.rows(name) for name in names}, counts)
    _mend_texts(rest)
    _leave_out_broken_seals(rest)
    for name in names:
        _leave_out_twins(rest.rows, name)
    _leave_out_what_lies_outside(rest.rows)
    while sum(_leave_out_dangling(rest.rows, name) for name in names):
        pass
    return rest


def _replayed_ids(salvaged: Salvage, name: str) -> set[int]:
    return {row_id for row_id, row in salvaged.replayed.get(name, {}).items() if row is not None}


def _mend_texts(rest: _Rest) -> None:
    """Texts stay even where some of their letters are damaged; what is told of them follows."""
    documents, texts = rest.rows["document"], rest.rows["document_text"]
    for text_id, row in list(texts.items()):
        body = row.get("text")
        if not isinstance(body, str | bytes):
            del texts[text_id]
            continue
        row["text"] = storable(body.decode(errors="replace") if isinstance(body, bytes) else body)
        document = documents.get(row["document_id"])
        current = document is not None and document["text_version"] == row["version"]
        if document is not None and current and chain.digest(row["text"]) != document["text_hash"]:
            rest.notes.append(f"Letters of “{document['name']}” are damaged: compare it with your original.")
            document["text_hash"], document["length"] = chain.digest(row["text"]), len(row["text"])
    with_text = {row["document_id"] for row in texts.values()}
    for document_id in documents.keys() - with_text:
        rest.notes.append(
            f"The text of “{documents.pop(document_id)['name']}” is lost, and its codings with it."
        )


def _leave_out_broken_seals(rest: _Rest) -> None:
    """What is kept for ever comes through as it was written, or not at all."""
    for name in chain.SEALED:
        for row_id, row in list(rest.rows[name].items()):
            whole = isinstance(row.get("content"), str)
            if whole and row.get("hash", "") in ("", chain.seal(name, row)):
                row["hash"] = chain.seal(name, row)
                continue
            del rest.rows[name][row_id]
            what = "a version of the codebook" if name == "codebook_version" else "a closed round"
            rest.notes.append(f"What {what} left is damaged and was not taken over.")


def _leave_out_twins(rows: Found, name: str) -> None:
    table = TABLES[name]
    keys = [[column.name] for column in table.columns if column.unique]
    keys += [
        [column.name for column in constraint.columns]
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    for key in keys:
        seen: set[tuple[Any, ...]] = set()
        for row_id, row in list(rows[name].items()):
            value = tuple(row.get(column) for column in key)
            if value in seen and None not in value:
                del rows[name][row_id]
            seen.add(value)


def _leave_out_what_lies_outside(rows: Found) -> None:
    lengths = {document_id: row["length"] for document_id, row in rows["document"].items()}
    for name, empty in (("coding", 0), ("answer_passage", 0), ("region", 1)):
        for row_id, row in list(rows[name].items()):
            if not 0 <= row["start"] < row["end"] + empty <= lengths.get(row["document_id"], 0) + empty:
                del rows[name][row_id]


def _leave_out_dangling(rows: Found, name: str) -> int:
    """Leave out rows that name a row that is lost, or let them name none; how many those were."""
    gone = 0
    for column in TABLES[name].columns:
        for key in column.foreign_keys:
            targets = rows.get(key.column.table.name, {})
            for row_id, row in list(rows[name].items()):
                if row.get(column.name) is None or row[column.name] in targets:
                    continue
                gone += 1
                if column.nullable:
                    row[column.name] = None
                else:
                    del rows[name][row_id]
    return gone


def _fill(session: WriteSession, rows: Found) -> None:
    setting_ids = {row.key: row.id for row in session.scalars(select(Setting))}
    settings = rows["setting"].values()
    values = {
        setting_ids[row["key"]]: {"value": row["value"]} for row in settings if row["key"] in setting_ids
    }
    set_many(session, Setting, values)
    new = [{"key": row["key"], "value": row["value"]} for row in settings if row["key"] not in setting_ids]
    add_many(session, Setting, new)
    for name, table_rows in rows.items():
        if name != "setting":
            add_many(session, MODELS[name], list(table_rows.values()))
