"""Hashes that show when the journal, or what is kept for ever, is not what was once written.

Each action's hash covers the hash of the action before it, so that the newest one stands for the whole
journal: whoever wrote it down can see later that nothing before it was changed. What an action did is hashed
apart, and its hash is what the chain covers: a text that must go by law can go, and the chain still holds.

The definitions can never change, because stored projects hold what they gave. All are SHA-256, hexadecimal.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from app.errors import StoreError

SEALED = {  # what is kept for ever: the columns that the hash of a row covers
    "snapshot": ("round_id", "at", "content"),
    "snapshot_document": ("document_id", "content"),
    "snapshot_sheet": ("case_id", "document_id", "content"),
    "codebook_version": ("number", "reason", "published_at", "content"),
}
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Effect = tuple[str, int, str | None, str | None]  # table, row id, before and after as JSON


def seal(table: str, row: Mapping[Any, Any]) -> str:
    """The hash of a row of one of the tables in SEALED."""
    return _of_values(*(row[column] for column in SEALED[table]))


def _of_values(*values: str | int | None) -> str:
    """The hash of some values, as a JSON list of them."""
    return digest(to_json(values))


def digest(text: str) -> str:
    """The hash of a text in UTF-8; halves of characters, which only damage leaves, count as they are."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def content_of_action(label: str, effects: Iterable[Effect]) -> str:
    """The hash of what an action did: its label, and its effects in the order in which they are stored.

    Each effect adds a line break, and its four values with a unit separator between them (empty for none);
    neither can stand inside one, because JSON escapes them.
    """
    whole = sha256(to_json(label).encode())
    for table, row_id, before, after in effects:
        line = f"\n{table}\x1f{row_id}\x1f{before or ''}\x1f{after or ''}"
        whole.update(line.encode(errors="surrogatepass"))
    return whole.hexdigest()


def link(
    previous: str,
    *,
    id: int,  # noqa: A002  # the columns of an action
    at: str,
    station: str,
    coder_id: int | None,
    kind: str,
    undoes_id: int | None,
    content_hash: str,
) -> str:
    """The hash of an action in its chain; `previous` is the hash of the action before it, "" of the first."""
    return _of_values(previous, id, at, station, coder_id, kind, undoes_id, content_hash)


def is_intact(table: str, row: Mapping[Any, Any]) -> bool:
    """Whether a row of one of the tables in SEALED is what was written; `row` holds its `hash`, too."""
    return bool(row["hash"] == seal(table, row))


def content_of(table: str, row: Mapping[Any, Any], what: str) -> Any:
    """The JSON that such a row holds; StoreError, which names `what`, where it is not what was written."""
    if not is_intact(table, row):
        raise damaged(what)
    return json.loads(row["content"])


def damaged(what: str) -> StoreError:
    """The sentence for something stored that is not what was written."""
    return StoreError(
        f"{what} is damaged: what the project file holds of it is not what was written. Nothing was computed "
        "from it and nothing was changed. Go back to a backup; “intercoder check” says what else is damaged, "
        "and “intercoder rescue” saves what can be read."
    )
