"""A whole study as one JSON file that loses nothing: by the names of its fields, rows named by guids."""

import json
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.exchange.study_folder.json_lines import as_json, reader_of
from app.exchange.study_folder.project_files import ROWS
from app.studies.rows import Study, StudyDocument

FORMAT = 1
MARK = "intercoder_study"
KINDS: dict[str, Any] = ROWS | {"documents": StudyDocument}


def study_as_json(study: Study) -> dict[str, Any]:
    """The study as plain values: `documents` with all their texts, `codings` with offsets in code points."""
    lists = {name: [as_json(row) for row in getattr(study, name)] for name in KINDS}
    head = {"guid": study.guid, "settings": dict(study.settings), "by_hand": list(study.by_hand)}
    return {MARK: FORMAT, **head, **lists}


def study_from_json(value: dict[str, Any], file_name: str) -> Study:
    """The study again; UserError where the file is of a newer program or something in it is not as it was."""
    if value.get(MARK) != FORMAT:
        raise UserError(
            f"“{file_name}” was written by a newer version of Intercoder, so nothing was taken from it. "
            "Install "
            "the newest version."
        )
    try:
        lists = {name: [reader_of(kind)(row) for row in value.get(name, [])] for name, kind in KINDS.items()}
        guid, settings = str(value["guid"]), {str(key): str(text) for key, text in value["settings"].items()}
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise UserError(
            f"“{file_name}” is not as Intercoder wrote it ({error}), so nothing was taken from it. Write "
            "it anew."
        ) from error
    return Study(guid=guid, settings=settings, by_hand=list(map(str, value.get("by_hand", []))), **lists)


def write_study_json(study: Study, path: Path) -> None:
    """Write the file, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(study_as_json(study), file, ensure_ascii=False)
