"""The folder “project” of a study folder: what no table holds, as lines of JSON named by guids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_type_hints

from app.errors import UserError
from app.exchange.problems import Problems
from app.exchange.study_folder.json_lines import read_lines, write_lines
from app.exchange.study_folder.study import PROJECT
from app.studies.case_rows import StudyAttribute, StudyCase, StudyCaseLink, StudySummary, StudyValue
from app.studies.rows import (
    ClosedDocument,
    Study,
    StudyAssignment,
    StudyCheck,
    StudyClosing,
    StudyCode,
    StudyCoder,
    StudyCoding,
    StudyDecision,
    StudyDescription,
    StudyDocument,
    StudyNote,
    StudyProposal,
    StudyRegion,
    StudyRound,
    StudySuccession,
    StudyTextCheck,
    StudyTextVersion,
    StudyVersion,
    StudyVote,
)
from app.studies.sheet_rows import (
    ClosedSheets,
    StudyAnswer,
    StudySheet,
    StudyValueDecision,
    StudyValueVote,
    StudyVariable,
)
from app.studies.written_rows import StudyMemo, StudyQuery, StudyQuote

FORMAT = 1
HEAD = "project"
MORE = (
    "rounds",
    "versions",
    "decisions",
    "cases",
    "attributes",
    "summaries",
    "variables",
    "queries",
    "memos",
    "quotes",
)  # what no table holds


class ProjectLine(NamedTuple):
    """The first file: the format of all of them, and what holds for the whole project."""

    format: int
    guid: str
    settings: Mapping[str, str]
    by_hand: tuple[str, ...] = ()


class DocumentLine(NamedTuple):
    """A document; its current text is `documents/<doc_id>.txt`, and has this hash.

    A hidden repeat has no doc_id, and all its texts here.
    """

    doc_id: str
    text_hash: str
    about: StudyDescription
    texts: Mapping[int, str]
    regions: tuple[StudyRegion, ...]
    properties: Mapping[str, str]
    repeat_of: str = ""
    changes: tuple[StudyTextVersion, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProjectFiles:
    """Everything that the folder holds; `codings` are those of hidden repeats."""

    head: ProjectLine
    coders: list[StudyCoder]
    codes: list[StudyCode]
    documents: list[DocumentLine]
    codings: list[StudyCoding]
    assignments: list[StudyAssignment]
    versions: list[StudyVersion]
    successions: list[StudySuccession]
    checks: list[StudyCheck]
    proposals: list[StudyProposal]
    rounds: list[StudyRound]
    closings: list[StudyClosing]
    closed_documents: list[ClosedDocument]
    decisions: list[StudyDecision]
    notes: list[StudyNote]
    votes: list[StudyVote]
    text_checks: list[StudyTextCheck]
    cases: list[StudyCase]
    case_links: list[StudyCaseLink]
    attributes: list[StudyAttribute]
    values: list[StudyValue]
    queries: list[StudyQuery]
    memos: list[StudyMemo]
    quotes: list[StudyQuote]
    summaries: list[StudySummary]
    variables: list[StudyVariable]
    sheets: list[StudySheet]
    answers: list[StudyAnswer]
    closed_sheets: list[ClosedSheets]
    value_decisions: list[StudyValueDecision]
    value_votes: list[StudyValueVote]


ROWS = {name: get_args(kind)[0] for name, kind in get_type_hints(ProjectFiles).items() if name != "head"}


def write_project(study: Study, doc_ids: Mapping[str, str], hashes: Mapping[str, str], folder: Path) -> None:
    """Write what no table holds; `doc_ids` and `hashes` of texts are by guid, without hidden repeats."""
    (folder / PROJECT).mkdir()
    head = ProjectLine(FORMAT, study.guid, study.settings, tuple(study.by_hand))
    documents = (_line(document, doc_ids, hashes) for document in study.documents)
    codings = (coding for coding in study.codings if coding.document not in doc_ids)
    lines: dict[str, Iterable[Any]] = {name: getattr(study, name) for name in ROWS}
    for name, rows in (lines | {HEAD: [head], "documents": documents, "codings": codings}).items():
        write_lines(folder / PROJECT / file_of(name), rows)


def _line(document: StudyDocument, doc_ids: Mapping[str, str], hashes: Mapping[str, str]) -> DocumentLine:
    doc_id = doc_ids.get(document.about.guid, "")
    current = document.about.text_version if doc_id else None
    return DocumentLine(
        doc_id=doc_id,
        text_hash=hashes.get(document.about.guid, ""),
        about=document.about,
        texts={version: text for version, text in document.texts.items() if version != current},
        regions=document.regions,
        properties=document.properties,
        repeat_of=document.repeat_of,
        changes=document.changes,
        groups=document.groups,
    )


def file_of(name: str) -> str:
    """The file of a list."""
    return f"{name}.jsonl"


def holds_project(folder: Path) -> bool:
    """Whether a study folder is that of a whole project."""
    return (folder / PROJECT / file_of(HEAD)).is_file()


def holds_more_than_tables(folder: Path) -> bool:
    """Whether there are rounds, versions of the codebook or decisions."""
    return any((folder / PROJECT / file_of(name)).exists() for name in MORE)


def read_project(folder: Path) -> ProjectFiles:
    """Read the folder; UserError lists what can't be read, or says that it is of a newer program."""
    problems = Problems()
    heads = _read(folder, HEAD, ProjectLine, problems)
    problems.raise_if_any(folder.name)
    if len(heads) != 1:
        problems.add(f"{PROJECT}/{file_of(HEAD)}", "holds something else than one line.")
        problems.raise_if_any(folder.name)
    if heads[0].format > FORMAT:
        raise UserError(
            f"“{folder.name}” was written by a newer version of Intercoder, so nothing was imported. Install "
            f"the newest version; or remove its folder “{PROJECT}” to import the texts and tables alone."
        )
    lists = {name: _read(folder, name, kind, problems) for name, kind in ROWS.items()}
    problems.raise_if_any(folder.name)
    return ProjectFiles(heads[0], **lists)


def _read(folder: Path, name: str, kind: type[Any], problems: Problems) -> list[Any]:
    file = file_of(name)
    return read_lines(folder / PROJECT / file, kind, f"{PROJECT}/{file}", problems)
