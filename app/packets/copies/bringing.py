"""Brings whole copies of a project together: by guid, from their common past, as one action."""

import contextlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserError
from app.jobs import Job
from app.models import Action, Change, Coder, Document, DocumentText
from app.packets.copies.applying import MODELS, Applying, differences
from app.packets.copies.merging import CopyConflict, Merging, lists_of, study_from
from app.packets.copies.past import SAME, go_back, last_in_common, set_aside
from app.packets.copies.repairing import Repairs
from app.packets.copies.rows import KEYS, by_key, renamed
from app.packets.keys import add_seal_keys, seal_keys
from app.store import Project
from app.store.journal import WriteSession, reporting, set_many
from app.store.leading import GIVES_OUT, refuse_all_but_leads
from app.store.sight import see_everything
from app.studies.ordering import TOGETHER
from app.studies.rows import Study
from app.studies.whole import study_of
from app.texts.changing import VersionNote, change_text

CORRECTED_TWICE = (
    "The text of “{}” was corrected in this project and, otherwise, in “{}”, so nothing was changed. Restore "
    "its earlier version in one of them (Document, Versions of the text), and bring them together then."
)


@dataclass(frozen=True)
class CopyChange:
    """What comes of one list: how many rows are new, changed and removed."""

    what: str
    new: int
    changed: int
    removed: int


@dataclass(frozen=True)
class BroughtTogether:
    """What was brought together, or would be: against the project as it is, and what both had changed."""

    copies: tuple[str, ...]
    changes: tuple[CopyChange, ...]
    conflicts: tuple[CopyConflict, ...]
    same_people: tuple[str, ...]


@dataclass(frozen=True)
class _Side:
    """One copy as it is merged: its study, its common past with the project, and when it changed what."""

    name: str
    study: Study
    base: Study
    ours_changed: Callable[[str, Any], str]
    theirs_changed: Callable[[str, Any], str]
    keys: list[str]


def bring_together(
    project: Project,
    copies: Sequence[Path],
    *,
    same: Collection[str] = (),
    different: Collection[str] = (),
    job: Job,
) -> BroughtTogether:
    """Bring copies into the project, which alone is changed, in one action.

    Where both sides changed the same, the later change stands; what one removed and the other worked with
    stays. UserError where a file is no copy of this project, or nobody said whether two coders of one name
    are the `same` person or `different` ones.
    """
    names = [path.name for path in copies]
    label = f"Bring together with {', '.join(names)}"
    with _prepared(project, copies, job) as (sides, texts):
        act = reporting(job, merge_copies)
        return project.do(label, act, sides=sides, texts=texts, same=same, different=different)


def preview_bringing(
    project: Project,
    copies: Sequence[Path],
    *,
    same: Collection[str] = (),
    different: Collection[str] = (),
    job: Job,
) -> BroughtTogether:
    """What bringing copies together would do: done in a copy that is thrown away."""
    with set_aside(Path(project.location), "preview") as aside:
        aside.coder_id = project.coder_id
        return bring_together(aside, copies, same=same, different=different, job=job)


def merge_copies(
    session: WriteSession,
    *,
    sides: Sequence[_Side],
    texts: Mapping[str, Sequence[Mapping[str, Any]]],
    same: Collection[str] = (),
    different: Collection[str] = (),
) -> BroughtTogether:
    """Merge prepared copies into the project."""
    refuse_all_but_leads(session, GIVES_OUT)
    _take_texts(session, texts=texts)
    ours = _study(session, session.job)
    merged, settings, conflicts = ours, dict(ours.settings), list[CopyConflict]()
    lists: dict[str, dict[Any, Any]] = {}
    for done, side in enumerate(sides):
        before = (side.ours_changed, *(other.theirs_changed for other in sides[:done]))
        merging = Merging(side.base, merged, side.study, _latest_of(before), side.theirs_changed)
        lists, settings = lists_of(merging), merging.settings()
        merged = study_from(ours, lists, settings)
        conflicts += merging.conflicts
        add_seal_keys(session, side.keys)
    repairs = Repairs(lists, [side.base for side in sides], [ours, *(side.study for side in sides)])
    repairs.run(same, different)
    merged = study_from(ours, repairs.lists, settings | {TOGETHER: "1"})
    names = repairs.final_names()
    conflicts += repairs.conflicts
    _rename(session, ours, names)
    listed = differences(renamed_study(ours, names), merged)
    Applying(session, merged, listed).run()
    changes = [
        CopyChange(field, len(of.added), len(of.changed), len(of.removed))
        for field, of in listed.items()
        if of.added or of.changed or of.removed
    ]
    return BroughtTogether(
        tuple(side.name for side in sides),
        tuple(changes),
        tuple(dict.fromkeys(conflicts)),
        tuple(dict.fromkeys(repairs.same_people)),
    )


def _latest_of(times: Sequence[Callable[[str, Any], str]]) -> Callable[[str, Any], str]:
    def changed_at(field: str, key: Any) -> str:
        return max(changed(field, key) for changed in times)

    return changed_at


def renamed_study(study: Study, names: Mapping[str, str]) -> Study:
    """A study in which guids are others; a row that would stand twice stands once."""
    if not names:
        return study
    lists: dict[str, Any] = {}
    for field in KEYS:
        rows = [renamed(row, names) for row in getattr(study, field)]
        lists[field] = list({KEYS[field](row): row for row in rows}.values())
    return replace(study, **lists)


def _rename(session: WriteSession, ours: Study, names: Mapping[str, str]) -> None:
    """Rows of the project that are called by another guid now."""
    final = dict(names)
    for field, model in MODELS.items():
        standing = by_key(ours, field)
        wanted = {guid: final[guid] for guid in standing if guid in final and final[guid] not in standing}
        if wanted:
            table: Any = model
            rows = session.execute(select(table.guid, table.id).where(table.guid.in_(list(wanted))))
            set_many(session, model, {row[1]: {"guid": wanted[row[0]]} for row in rows})


def _study(session: Session, job: Job) -> Study:
    see_everything(session)
    return study_of(session, job)


@contextlib.contextmanager
def _prepared(
    project: Project, copies: Sequence[Path], job: Job
) -> Iterator[tuple[list[_Side], dict[str, list[dict[str, Any]]]]]:
    """The copies as studies, and the versions of texts that the project lacks, by document."""
    sides: list[_Side] = []
    texts: dict[str, list[dict[str, Any]]] = {}
    for path in copies:
        if path.resolve() == Path(project.location).resolve():
            raise UserError(SAME.format(path.name))
        with contextlib.ExitStack() as opened:
            copy = opened.enter_context(set_aside(path, "copy"))
            last = last_in_common(project, copy, path.name)
            past = opened.enter_context(set_aside(Path(project.location), "past"))
            past.do("Go back", reporting(job, go_back), action_id=last)
            base, mine, theirs = (_versions(each) for each in (past, project, copy))
            for document in theirs.keys() & mine.keys() & base.keys():
                new = theirs[document][len(base[document]) :]
                ours = mine[document][len(base[document]) :]
                if [row["text"] for row in new] == [row["text"] for row in ours]:
                    continue
                if new and ours:
                    raise UserError(CORRECTED_TWICE.format(new[0]["name"], path.name))
                if new:
                    texts[document] = new
                else:
                    copy.do("Texts", _take_texts, texts={document: ours})
            with past.read() as session:
                before = _study(session, job)
            with copy.read() as session:
                study, keys = _study(session, job), seal_keys(session)
            times = _times(project, last), _times(copy, last)
            sides.append(_Side(path.name, study, before, *times, keys))
    yield sides, texts


def _versions(project: Project) -> dict[str, list[dict[str, Any]]]:
    """The versions of each document's text, the oldest first."""
    with project.read() as session:
        see_everything(session)
        rows = session.execute(
            select(
                Document.guid,
                Document.name,
                DocumentText.version,
                DocumentText.text,
                DocumentText.reason,
                DocumentText.at,
                DocumentText.file_name,
                DocumentText.file_hash,
                DocumentText.stretches,
                Coder.guid.label("coder"),
            )
            .join(Document, Document.id == DocumentText.document_id)
            .outerjoin(Coder, Coder.id == DocumentText.coder_id)
            .order_by(Document.id, DocumentText.version)
        )
        versions: dict[str, list[dict[str, Any]]] = {}
        for row in rows.mappings():
            versions.setdefault(row["guid"], []).append(dict(row))
    return versions


def _take_texts(session: WriteSession, *, texts: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Take over versions of texts with everything that counts in them."""
    for guid, versions in texts.items():
        document = session.scalars(select(Document).where(Document.guid == guid)).one()
        for version in versions:
            note = VersionNote(version["reason"], version["file_name"], version["file_hash"])
            alignment = _alignment(session, document, version, note)
            change_text(session, document, alignment, note)
            row = session.scalars(
                select(DocumentText).where(
                    DocumentText.document_id == document.id, DocumentText.version == document.text_version
                )
            ).one()
            row.at, row.stretches = version["at"], version["stretches"]
            row.coder_id = session.scalar(select(Coder.id).where(Coder.guid == version["coder"]))
            session.flush()


def _alignment(
    session: WriteSession, document: Document, version: Mapping[str, Any], note: VersionNote
) -> Any:
    from app.documents.alignment import align

    body = session.scalar(
        select(DocumentText.text).where(
            DocumentText.document_id == document.id, DocumentText.version == document.text_version
        )
    )
    alignment = align(body or "", version["text"], session.job)
    return alignment if note.file_name else alignment.with_replaced()


def _times(project: Project, last: int) -> Callable[[str, Any], str]:
    """When a side changed a row last, since the common past."""
    cache: dict[str, dict[str, str]] = {}

    def changed_at(field: str, key: Any) -> str:
        model: Any = MODELS.get(field, Document if field == "documents" else None)
        if model is None or not isinstance(key, str):
            return ""
        if field not in cache:
            with project.read() as session:
                see_everything(session)
                rows = session.execute(
                    select(model.guid, func.max(Action.at))
                    .join(Change, (Change.row_id == model.id) & (Change.table_name == model.__tablename__))
                    .join(Action, Action.id == Change.action_id)
                    .where(Change.action_id > last)
                    .group_by(model.guid)
                    .execution_options(everything=True)
                )
                cache[field] = {row[0]: row[1] for row in rows}
        return cache[field].get(key, "")

    for field in MODELS:
        if field != "codings":
            changed_at(field, "")
    changed_at("codings", "")
    changed_at("documents", "")
    return changed_at
