"""Reads RQDA's projects (.rqda); what was deleted there is marked so and stays away."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.documents.canonical import canonical
from app.exchange.codebook_columns import colour_of
from app.exchange.foreign.anchoring import RawCoding, anchored, link_of
from app.exchange.foreign.project import (
    ForeignAttribute,
    ForeignCase,
    ForeignCode,
    ForeignDocument,
    ForeignLink,
    ForeignProject,
    Losses,
)
from app.exchange.foreign.sqlite_file import (
    ForeignDatabase,
    Row,
    number,
    opened_database,
    refuse_without,
    text,
)
from app.exchange.foreign.times import utc_moment
from app.jobs import Job

KINDS = {"numeric": "number"}
GROUP = "Group"


def read(path: Path, job: Job) -> ForeignProject:
    """Read a project."""
    job.step(0, 0, f"Reading {path.name}")
    with opened_database(path) as database:
        refuse_without(database, "RQDA", "source", "freecode", "coding")
        losses = Losses()
        sources = [row for row in _live(database, "source") if canonical(text(row, "file")).strip()]
        raws = {text(row, "id"): text(row, "file") for row in sources}
        names = {text(row, "id"): text(row, "name") or "Document" for row in sources}
        codes = list(_codes(database, losses))
        codings = list(_codings(database, {code.key for code in codes}, losses))
        placed = anchored(raws, names, codings, losses)
        cases = list(_cases(database, raws))
        properties = _properties(database)
        _count_rest(database, len(sources), losses)
        about = next(iter(database.rows("project")), {})
        return ForeignProject(
            program=f"RQDA {text(about, 'databaseversion')}".strip(),
            form="RQDA project",
            title=path.stem,
            file_name=path.name,
            coders={coding.coder: coding.coder for coding in placed.codings},
            codes=codes,
            documents=[_document(row, properties) for row in sources],
            codings=placed.codings,
            cases=cases,
            attributes=list(_attributes(database)),
            offsets=placed.offsets,
            left=losses.listed(),
        )


def _document(row: Row, properties: Mapping[str, Mapping[str, str]]) -> ForeignDocument:
    return ForeignDocument(
        key=text(row, "id"),
        name=text(row, "name") or "Document",
        text=canonical(text(row, "file")),
        file_name=text(row, "name"),
        note=canonical(text(row, "memo")).strip(),
        properties=properties.get(text(row, "id"), {}),
    )


def _attributes(database: ForeignDatabase) -> Iterator[ForeignAttribute]:
    for row in _live(database, "attributes"):
        yield ForeignAttribute(text(row, "name"), KINDS.get(text(row, "class"), "text"), text(row, "memo"))


def _live(database: ForeignDatabase, table: str) -> Iterator[Row]:
    """The rows of a table that were not deleted."""
    return (row for row in database.rows(table) if number(row, "status", 1) == 1)


def _codes(database: ForeignDatabase, losses: Losses) -> Iterator[ForeignCode]:
    """Categories, and under each its codes; a code of several categories stands under the first."""
    categories = {text(row, "catid") for row in _live(database, "codecat")}
    parents: dict[str, str] = {}
    for row in _live(database, "treecode"):
        if text(row, "catid") in categories:
            if text(row, "cid") in parents:
                losses.add("place of a code", "places of codes", "for a code stands under one parent")
            parents.setdefault(text(row, "cid"), f"category {text(row, 'catid')}")
    for row in _live(database, "codecat"):
        key, memo = f"category {text(row, 'catid')}", canonical(text(row, "memo")).strip()
        yield ForeignCode(key, "", text(row, "name"), definition=memo)
    for row in _live(database, "freecode"):
        yield ForeignCode(
            key=f"code {text(row, 'id')}",
            parent=parents.get(text(row, "id"), ""),
            name=text(row, "name"),
            colour=colour_of(text(row, "color")),
            definition=canonical(text(row, "memo")).strip(),
        )


def _codings(database: ForeignDatabase, codes: set[str], losses: Losses) -> Iterator[RawCoding]:
    for row in _live(database, "coding"):
        if f"code {text(row, 'cid')}" not in codes:
            losses.add("coding", "codings", "whose code was deleted")
            continue
        yield RawCoding(
            document=text(row, "fid"),
            code=f"code {text(row, 'cid')}",
            coder=text(row, "owner") or "rqda",
            start=number(row, "selfirst"),
            end=max(number(row, "selend"), 0),
            words=text(row, "seltext"),
            memo=canonical(text(row, "memo")),
            created_at=utc_moment(text(row, "date")),
        )


def _cases(database: ForeignDatabase, raws: dict[str, str]) -> Iterator[ForeignCase]:
    values: dict[str, dict[str, str]] = {}
    for row in _live(database, "caseAttr"):
        if text(row, "value").strip():
            values.setdefault(text(row, "caseID"), {})[text(row, "variable")] = text(row, "value").strip()
    stretches = [
        RawCoding(text(row, "fid"), text(row, "caseid"), "", number(row, "selfirst"), number(row, "selend"))
        for row in _live(database, "caselinkage")
        if text(row, "fid") in raws
    ]
    links: dict[str, list[ForeignLink]] = {}
    for stretch in anchored(raws, dict.fromkeys(raws, ""), stretches, Losses()).codings:
        links.setdefault(stretch.code, []).append(link_of(stretch, canonical(raws[stretch.document])))
    for row in _live(database, "cases"):
        key = text(row, "id")
        note = canonical(text(row, "memo")).strip()
        yield ForeignCase(key, text(row, "name"), note, tuple(links.get(key, ())), values.get(key, {}))


def _properties(database: ForeignDatabase) -> dict[str, dict[str, str]]:
    properties: dict[str, dict[str, str]] = {}
    for row in _live(database, "fileAttr"):
        if text(row, "value").strip():
            properties.setdefault(text(row, "fileID"), {})[text(row, "variable")] = text(row, "value").strip()
    groups = {text(row, "catid"): text(row, "name") for row in _live(database, "filecat")}
    for row in _live(database, "treefile"):
        if text(row, "catid") in groups:
            of_file = properties.setdefault(text(row, "fid"), {})
            names = [*filter(None, [of_file.get(GROUP, "")]), groups[text(row, "catid")]]
            of_file[GROUP] = "; ".join(names)
    return properties


def _count_rest(database: ForeignDatabase, texts: int, losses: Losses) -> None:
    losses.add("file", "files", "without a text", sum(1 for _ in _live(database, "source")) - texts)
    deleted = database.count("coding") - sum(1 for _ in _live(database, "coding"))
    losses.add("coding", "codings", "deleted in RQDA", deleted)
    losses.add(
        "coding of a picture",
        "codings of pictures",
        "for Intercoder codes texts",
        database.count("imageCoding"),
    )
    why = "on passages without a code"
    losses.add("annotation", "annotations", why, sum(1 for _ in _live(database, "annotation")))
    losses.add("journal", "journals", "about no document", sum(1 for _ in _live(database, "journal")))
    losses.add("second coding", "second codings", "for RQDA keeps them apart", database.count("coding2"))
