"""Takes a foreign project into a project, new or not, as one undoable action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.counting import counted
from app.documents.actions import hash_of
from app.exchange.foreign.cases import take_cases
from app.exchange.foreign.naming import FreeNames, TakeChoices
from app.exchange.foreign.project import ForeignProject
from app.exchange.foreign.tables import as_tables, document_names
from app.exchange.study_folder.importing import Imported, add_tables
from app.jobs import Job
from app.models import Document
from app.names import key
from app.store import Project
from app.store.journal import WriteSession
from app.store.sight import may_see
from app.studies.rows import Study
from app.studies.whole import is_empty, store_study


@dataclass(frozen=True)
class Taken:
    """How much came in; `already` counts codings that the project had, `repeated` those twice in the file.

    `left_out` are codings that the project had otherwise, as `notes` say.
    """

    documents: int
    codes: int
    coders: int
    codings: int
    cases: int
    values: int
    already: int
    repeated: int
    left_out: int
    notes: tuple[str, ...]


def take_project(project: Project, foreign: ForeignProject, choices: TakeChoices, job: Job) -> Taken:
    """Take all of it or nothing; documents, codes, coders and cases that the project has are recognised."""
    label = f"Import project “{foreign.title}”"
    with project.read() as session:
        sees, empty = may_see(session), is_empty(session)
    if foreign.whole is not None and empty and choices == TakeChoices():
        project.do(label, store_study, study=foreign.whole, job=job)
        return _whole(foreign.whole)
    job.step(0, 0, "Saving")
    return project.do(label, _take, foreign, choices, sees, job)


def _whole(study: Study) -> Taken:
    repeats = {document.about.guid for document in study.documents if document.repeat_of}
    return Taken(
        documents=len(study.documents) - len(repeats),
        codes=len(study.codes),
        coders=len(study.coders),
        codings=sum(coding.document not in repeats for coding in study.codings),
        cases=len(study.cases),
        values=len(study.values),
        already=0,
        repeated=0,
        left_out=0,
        notes=("The file is one of ours: the project is the same study now as the one it was taken out of.",),
    )


def _take(
    session: WriteSession,
    foreign: ForeignProject,
    choices: TakeChoices,
    sees: Callable[[int, int], bool],
    job: Job,
) -> Taken:
    names, notes = names_in_project(session, foreign)
    added = add_tables(session, as_tables(foreign, choices, names, job), sees, job)
    session.flush()
    ids = {row[0]: row[1] for row in session.execute(select(Document.name_key, Document.id))}
    taken = take_cases(session, foreign, {name: ids[key(stored)] for name, stored in names.items()})
    return Taken(
        documents=added.documents,
        codes=added.codes,
        coders=added.coders,
        codings=added.codings,
        cases=taken.cases,
        values=taken.values,
        already=added.already,
        repeated=added.repeated,
        left_out=added.left_out,
        notes=(*notes, *added.notes, *taken.notes, *_differing(added)),
    )


def _differing(added: Imported) -> list[str]:
    return [f"{difference.kind.capitalize()}: {difference.what}" for difference in added.differences]


def names_in_project(session: WriteSession, foreign: ForeignProject) -> tuple[Mapping[str, str], list[str]]:
    """The name of each document in the project, and sentences on those that aren't called as in the file.

    A text that the project has under another name is that document; one whose name another text has comes in
    under a name with a number.
    """
    rows = session.execute(select(Document.name, Document.name_key, Document.text_hash)).all()
    hashes = {row.name_key: row.text_hash for row in rows}
    by_hash = {row.text_hash: row.name for row in rows}
    wanted = document_names(foreign)
    free = FreeNames("document", [*(row.name for row in rows), *wanted.values()])
    used: set[str] = set()
    names: dict[str, str] = {}
    notes: list[str] = []
    for document in foreign.documents:
        name, text_hash = wanted[document.key], hash_of(document.text)
        twin = by_hash.get(text_hash)
        if hashes.get(key(name)) == text_hash:
            pass
        elif twin is not None and key(twin) not in used:
            notes.append(f"“{name}” is the same text as “{twin}” in the project: they were taken for one.")
            name = twin
        elif key(name) in hashes:
            other = free.name(f"{name} (2)")
            notes.append(f"The project has another text called “{name}”, so this one is “{other}” now.")
            name = other
        used.add(key(name))
        names[document.key] = name
    return names, notes


def taken_words(taken: Taken) -> str:
    """What came in, in one sentence."""
    parts = [
        counted(taken.documents, "document"),
        counted(taken.codes, "code"),
        counted(taken.coders, "coder"),
        counted(taken.codings, "coding"),
        counted(taken.cases, "case"),
    ]
    return f"Took in {', '.join(parts[:-1])} and {parts[-1]}."
