"""Reads QualCoder's projects (.qda, a folder with a database), of all versions since 8."""

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
from app.exchange.foreign.sqlite_file import ForeignDatabase, number, opened_database, refuse_without, text
from app.exchange.foreign.times import utc_moment
from app.jobs import Job

DATABASE = "data.qda"
NO_PICTURES = "for Intercoder codes texts"


def read(path: Path, job: Job) -> ForeignProject:
    """Read a project's folder, or the database in it."""
    job.step(0, 0, f"Reading {path.name}")
    file = path / DATABASE if path.is_dir() else path
    with opened_database(file) as database:
        refuse_without(database, "QualCoder", "source", "code_name", "code_cat", "code_text")
        return _project(database, path if path.is_dir() else path.parent)


def _project(database: ForeignDatabase, folder: Path) -> ForeignProject:
    losses = Losses()
    sources = [row for row in database.rows("source") if canonical(text(row, "fulltext")).strip()]
    raws = {text(row, "id"): text(row, "fulltext") for row in sources}
    names = {text(row, "id"): text(row, "name") or "Document" for row in sources}
    codes = list(_codes(database))
    placed = anchored(raws, names, list(_codings(database, {code.key for code in codes}, losses)), losses)
    cases, links = _cases(database, raws, losses)
    about = next(iter(database.rows("project")), {})
    _count_rest(database, len(sources), losses)
    properties = _values(database, "file")
    return ForeignProject(
        program=text(about, "about") or "QualCoder",
        form=f"QualCoder project ({text(about, 'databaseversion') or 'of no version'})",
        title=folder.name.removesuffix(".qda") or folder.name,
        file_name=folder.name,
        coders={coding.coder: coding.coder for coding in placed.codings},
        codes=codes,
        documents=[
            ForeignDocument(
                key=text(row, "id"),
                name=names[text(row, "id")],
                text=canonical(text(row, "fulltext")),
                file_name=Path(text(row, "mediapath").replace("\\", "/")).name or text(row, "name"),
                note=canonical(text(row, "memo")).strip(),
                properties=properties.get(text(row, "id"), {}),
            )
            for row in sources
        ],
        codings=placed.codings,
        cases=[case._replace(links=tuple(links.get(case.key, ()))) for case in cases],
        attributes=list(_attributes(database)),
        offsets=placed.offsets,
        left=losses.listed(),
    )


def _codes(database: ForeignDatabase) -> Iterator[ForeignCode]:
    """Categories and codes as one tree."""
    categories = {text(row, "catid") for row in database.rows("code_cat")}
    for row in database.rows("code_cat"):
        above = text(row, "supercatid")
        yield ForeignCode(
            key=f"category {text(row, 'catid')}",
            parent=f"category {above}" if above in categories else "",
            name=text(row, "name"),
            definition=canonical(text(row, "memo")).strip(),
        )
    for row in database.rows("code_name"):
        code, category = text(row, "supercid"), text(row, "catid")
        parent = f"code {code}" if code else f"category {category}" if category in categories else ""
        yield ForeignCode(
            key=f"code {text(row, 'cid')}",
            parent=parent,
            name=text(row, "name"),
            colour=colour_of(text(row, "color")),
            definition=canonical(text(row, "memo")).strip(),
        )


def _codings(database: ForeignDatabase, codes: set[str], losses: Losses) -> Iterator[RawCoding]:
    for row in database.rows("code_text"):
        code = f"code {text(row, 'cid')}"
        if code not in codes:
            losses.add("coding", "codings", "whose code the file lacks")
            continue
        yield RawCoding(
            document=text(row, "fid"),
            code=code,
            coder=text(row, "owner") or "default",
            start=number(row, "pos0"),
            end=max(number(row, "pos1"), 0),
            words=text(row, "seltext"),
            memo=canonical(text(row, "memo")),
            created_at=utc_moment(text(row, "date")),
        )


def _values(database: ForeignDatabase, kind: str) -> dict[str, dict[str, str]]:
    """What is known of files or cases, by their ids."""
    values: dict[str, dict[str, str]] = {}
    for row in database.rows("attribute"):
        value = text(row, "value").strip()
        if text(row, "attr_type") == kind and value:
            values.setdefault(text(row, "id"), {})[text(row, "name")] = value
    return values


def _attributes(database: ForeignDatabase) -> Iterator[ForeignAttribute]:
    for row in database.rows("attribute_type"):
        if text(row, "caseOrFile") == "case":
            kind = "number" if text(row, "valuetype") == "numeric" else "text"
            yield ForeignAttribute(text(row, "name"), kind, canonical(text(row, "memo")).strip())


def _cases(
    database: ForeignDatabase, raws: Mapping[str, str], losses: Losses
) -> tuple[list[ForeignCase], dict[str, list[ForeignLink]]]:
    """Cases, and what belongs to each by its id."""
    values = _values(database, "case")
    cases = [
        ForeignCase(
            key=text(row, "caseid"),
            name=text(row, "name"),
            note=canonical(text(row, "memo")).strip(),
            values=values.get(text(row, "caseid"), {}),
        )
        for row in database.rows("cases")
    ]
    stretches = [
        RawCoding(text(row, "fid"), text(row, "caseid"), "", number(row, "pos0"), max(number(row, "pos1"), 0))
        for row in database.rows("case_text")
        if text(row, "fid") in raws
    ]
    links: dict[str, list[ForeignLink]] = {}
    for stretch in anchored(raws, dict.fromkeys(raws, ""), stretches, Losses()).codings:
        links.setdefault(stretch.code, []).append(link_of(stretch, canonical(raws[stretch.document])))
    without_text = sum(text(row, "fid") not in raws for row in database.rows("case_text"))
    losses.add("source of a case", "sources of cases", "without a text", without_text)
    return cases, links


def _count_rest(database: ForeignDatabase, texts: int, losses: Losses) -> None:
    losses.add("source", "sources", "without a text", database.count("source") - texts)
    losses.add("coding of a picture", "codings of pictures", NO_PICTURES, database.count("code_image"))
    losses.add("coding of a recording", "codings of recordings", NO_PICTURES, database.count("code_av"))
    why = "on passages without a code"
    losses.add("annotation", "annotations", why, database.count("annotation"))
    losses.add("journal", "journals", "about no document", database.count("journal"))
    losses.add("drawing", "drawings", "for there are no maps of codes", database.count("graph"))
