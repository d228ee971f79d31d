"""The tables of a study, each column with what it means: what CSV, Stata, R and notebooks get."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.names import key
from app.studies.rows import Study, StudyCode

Value = str | int | None


@dataclass(frozen=True)
class DataTable:
    """A table with its columns, {name: meaning}, and rows of plain values; None is missing."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Value]]


CODINGS = {
    "document": "name of the document",
    "coder": "who coded",
    "role": "coder, lead or consensus",
    "code": "name of the code",
    "code_path": "the code with those above it",
    "start": "code points before the passage",
    "end": "code points before its end",
    "words": "the coded words",
    "memo": "the coder's memo",
    "sure": "1 sure, 0 unsure",
    "origin": "hand, search, import or suggestion",
    "created_at": "when it was coded, UTC",
    "coding": "guid of the coding",
}
DOCUMENTS = {
    "document": "name of the document",
    "characters": "its length in code points",
    "language": "language of the text",
    "author": "author",
    "outlet": "where it was published",
    "published": "when it was published",
    "place": "where it was said",
    "note": "note on it",
}
CODES = {
    "code": "name of the code",
    "parent": "name of the code above it",
    "code_path": "the code with those above it",
    "definition": "all fields of its definition",
    "domain": "1 where the codes under it exclude one another",
    "codings": "how many codings it has",
}
CASES = {"case": "name of the case", "kind": "person, event, organisation or other", "note": "note on it"}
LINKS = {
    "case": "name of the case",
    "document": "name of the document",
    "speaker": "only what this speaker says",
    "start": "only the stretch from here",
    "end": "to here; 0 where it is all",
}


def tables_of(study: Study) -> list[DataTable]:
    """Codings, documents, codes, coders' work, cases and what belongs to them; without hidden repeats."""
    return [
        DataTable("codings", CODINGS, list(_codings(study))),
        _documents(study),
        DataTable("codes", CODES, list(_codes(study))),
        _completed(study),
        _cases(study),
        DataTable("case_documents", LINKS, list(_links(study))),
    ]


def path_of(code: StudyCode, by_guid: Mapping[str, StudyCode]) -> str:
    """A code with those above it."""
    names = [code.name]
    above = by_guid.get(code.parent)
    while above is not None:
        names.append(above.name)
        above = by_guid.get(above.parent)
    return " > ".join(reversed(names))


def _shown(study: Study) -> dict[str, str]:
    return {
        document.about.guid: document.about.name for document in study.documents if not document.repeat_of
    }


def _codings(study: Study) -> Iterator[Sequence[Value]]:
    names = _shown(study)
    texts = {document.about.guid: document.text for document in study.documents}
    people = {coder.guid: coder for coder in study.coders}
    codes = {code.guid: code for code in study.codes}
    paths = {guid: path_of(code, codes) for guid, code in codes.items()}
    for row in study.codings:
        if row.document in names:
            coder = people[row.coder]
            yield (
                names[row.document],
                coder.name,
                coder.role,
                codes[row.code].name,
                paths[row.code],
                row.start,
                row.end,
                texts[row.document][row.start : row.end],
                row.memo,
                int(row.sure),
                row.origin,
                row.created_at,
                row.guid,
            )


def _documents(study: Study) -> DataTable:
    """The documents, with their properties behind what all have."""
    shown = [document for document in study.documents if not document.repeat_of]
    more: dict[str, str] = {}
    for document in shown:
        for name in document.properties:
            if key(name) not in DOCUMENTS:
                more.setdefault(key(name), name)
    rows = [
        [
            document.about.name,
            document.about.length,
            *(getattr(document.about, field) for field in list(DOCUMENTS)[2:]),
            *(_named(document.properties, name) for name in more),
        ]
        for document in sorted(shown, key=lambda document: document.about.position)
    ]
    columns = DOCUMENTS | {name: f"property “{name}” of the document" for name in more.values()}
    return DataTable("documents", columns, rows)


def _named(values: Mapping[str, str], wanted: str) -> str | None:
    return next((value for name, value in values.items() if key(name) == wanted), None)


def _codes(study: Study) -> Iterator[Sequence[Value]]:
    from app.exchange.foreign.refi.writing import definition_of

    codes = {code.guid: code for code in study.codes}
    names = _shown(study)
    counts = dict.fromkeys(codes, 0)
    for row in study.codings:
        counts[row.code] += row.document in names
    for code in study.codes:
        parent = codes.get(code.parent)
        above = None if parent is None else parent.name
        definition = definition_of(code)
        yield code.name, above, path_of(code, codes), definition, int(code.exclusive), counts[code.guid]


def _completed(study: Study) -> DataTable:
    """Who has completed which document: without it, “no coding” can't be told from “not read yet”."""
    names, people = _shown(study), {coder.guid: coder.name for coder in study.coders}
    columns = {
        "document": "name of the document",
        "coder": "who coded",
        "completed_at": "when it was completed, UTC; missing where it isn't",
    }
    rows = [
        (names[row.document], people[row.coder], row.completed_at)
        for row in study.assignments
        if row.document in names and row.coder in people
    ]
    return DataTable("work", columns, rows)


def _cases(study: Study) -> DataTable:
    """The cases with the values of their attributes that are in use."""
    used = {(row.case, row.attribute): row for row in study.values if row.used}
    columns = dict(CASES)
    asked = [attribute for attribute in study.attributes if key(attribute.name) not in CASES]
    columns |= {
        attribute.name: attribute.definition or f"{attribute.kind} of the case" for attribute in asked
    }

    def cell(case: str, attribute: str) -> str | None:
        value = used.get((case, attribute))
        return None if value is None or value.state != "known" else value.value

    rows = [
        (case.name, case.kind, case.note, *(cell(case.guid, attribute.guid) for attribute in asked))
        for case in study.cases
    ]
    return DataTable("cases", columns, rows)


def _links(study: Study) -> Iterator[Sequence[Value]]:
    names, cases = _shown(study), {case.guid: case.name for case in study.cases}
    for link in study.case_links:
        if link.document in names:
            yield cases[link.case], names[link.document], link.speaker, link.start, link.end


Overlap = tuple[str, str]


def overlaps(study: Study, is_counted: Callable[[str], bool]) -> dict[Overlap, int]:
    """How many pairs of codings of two codes share at least one character, each pair by one coder.

    `is_counted` says whose codings count, by the coder's guid. A pair of codes is in the codebook's order.
    """
    order = {code.guid: index for index, code in enumerate(study.codes)}
    names = _shown(study)
    by_place: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in study.codings:
        if row.document in names and is_counted(row.coder):
            by_place.setdefault((row.document, row.coder), []).append((row.start, row.end, row.code))
    counts: dict[Overlap, int] = {}
    for spans in by_place.values():
        open_spans: list[tuple[int, int, str]] = []
        for start, end, code in sorted(spans):
            open_spans = [span for span in open_spans if span[1] > start]
            for _, _, other in open_spans:
                if other != code:
                    first, second = sorted((code, other), key=order.__getitem__)
                    counts[first, second] = counts.get((first, second), 0) + 1
            open_spans.append((start, end, code))
    return counts
