"""Reads CATMA's projects, a tree of folders with documents, tagsets and annotations as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.foreign.anchoring import RawCoding, anchored
from app.exchange.foreign.project import UNNAMED_CODER, ForeignCode, ForeignDocument, ForeignProject, Losses
from app.exchange.foreign.refi.texts import decoded
from app.exchange.foreign.times import utc_moment
from app.jobs import Job

FOLDERS = ("documents", "tagsets", "collections")
COLOUR, AUTHOR, TIME = "catma_displaycolor", "catma_markupauthor", "catma_markuptimestamp"
MOST = 200_000_000  # bytes of one file


def is_catma(folder: Path) -> bool:
    """Whether a folder is a project of CATMA."""
    return folder.is_dir() and all((folder / name).is_dir() for name in FOLDERS[:2])


def read(folder: Path, job: Job) -> ForeignProject:
    """Read a project's folder."""
    job.step(0, 0, f"Reading {folder.name}")
    losses = Losses()
    raws, names = dict(_texts(folder)), {}
    for key in raws:
        header = _json(folder / "documents" / key / "header.json")
        names[key] = str(_within(header, "gitContentInfoSet", "title") or key)
    codes, properties = _codes(folder)
    codings = list(_codings(folder, {code.key for code in codes}, properties, losses))
    placed = anchored(raws, names, codings, losses)
    return ForeignProject(
        program="CATMA",
        form="CATMA project",
        title=folder.name,
        file_name=folder.name,
        coders={coding.coder: coding.coder for coding in placed.codings},
        codes=codes,
        documents=[
            ForeignDocument(key, names[key], canonical(raw), file_name=f"{key}.txt")
            for key, raw in raws.items()
        ],
        codings=placed.codings,
        offsets=placed.offsets,
        left=losses.listed(),
    )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for document in sorted((folder / "documents").iterdir()):
        path = document / f"{document.name}.txt"
        if path.is_file() and path.stat().st_size <= MOST:
            raw = decoded(path.read_bytes())
            if canonical(raw).strip():
                yield document.name, raw


def _json(path: Path) -> Any:
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > MOST:
            raise ValueError
        return json.loads(path.read_bytes())
    except (OSError, RecursionError, ValueError) as error:
        raise UserError(
            f"“{path.name}” in “{path.parent.name}” can't be read as JSON, so nothing was taken. Copy the "
            "project "
            "from CATMA again."
        ) from error


def _within(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _codes(folder: Path) -> tuple[list[ForeignCode], dict[str, str]]:
    """Tagsets, and in each its tags; and the names of properties by their ids."""
    codes: list[ForeignCode] = []
    properties: dict[str, str] = {}
    for tagset in sorted((folder / "tagsets").iterdir()):
        header = _json(tagset / "header.json")
        codes.append(ForeignCode(tagset.name, "", str(header.get("name") or tagset.name)))
        for path in sorted(tagset.rglob("propertydefs.json")):
            tag = _json(path)
            system = _within(tag, "systemPropertyDefinitions") or {}
            own = _within(tag, "userDefinedPropertyDefinitions") or {}
            for key, definition in {**system, **own}.items():
                properties[key] = str(_within(definition, "name") or "")
            colours = [row for row in system.values() if _within(row, "name") == COLOUR]
            key = str(tag.get("uuid") or path.parent.name)
            codes.append(
                ForeignCode(
                    key=key,
                    parent=str(tag.get("parentUuid") or "") or tagset.name,
                    name=str(tag.get("name") or key),
                    colour=_colour(next(iter(colours), None)),
                )
            )
    return codes, properties


def _colour(definition: Any) -> str:
    values = _within(definition, "possibleValueList")
    try:
        return f"#{int(values[0]) & 0xFFFFFF:06x}"
    except (IndexError, TypeError, ValueError):
        return ""


def _codings(
    folder: Path, codes: set[str], properties: dict[str, str], losses: Losses
) -> Iterator[RawCoding]:
    for collection in sorted(folder.glob("collections/*")):
        header = _json(collection / "header.json")
        for path in sorted(collection.rglob("annotations/*.json")):
            annotations = _json(path)
            for annotation in annotations if isinstance(annotations, list) else [annotations]:
                yield from _of_annotation(annotation, header, codes, properties, losses)


def _of_annotation(
    annotation: Any, header: Any, codes: set[str], properties: dict[str, str], losses: Losses
) -> Iterator[RawCoding]:
    """The codings of one annotation, which may be several stretches."""
    code = str(_within(annotation, "body", "tag") or "").rpartition("/")[2]
    if code not in codes:
        losses.add("coding", "codings", "whose tag the project lacks")
        return
    system = {
        properties.get(key): values
        for key, values in (_within(annotation, "body", "properties", "system") or {}).items()
    }
    own = _within(annotation, "body", "properties", "user") or {}
    memo = [
        f"{properties.get(key) or key}: {', '.join(map(str, values))}"
        for key, values in own.items()
        if values
    ]
    coder = (system.get(AUTHOR) or [None])[0] or _within(header, "responsibleUser") or UNNAMED_CODER
    for item in _within(annotation, "target", "items") or []:
        start, end = (_within(item, "selector", name) for name in ("start", "end"))
        if isinstance(start, int) and isinstance(end, int):
            yield RawCoding(
                document=str(_within(item, "source") or _within(header, "sourceDocumentId")),
                code=code,
                coder=str(coder),
                start=start,
                end=max(end, 0),
                memo="\n".join(memo),
                created_at=utc_moment(str((system.get(TIME) or [""])[0])),
            )
