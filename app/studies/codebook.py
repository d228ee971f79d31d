"""The codebook of a study: codes, published versions, where codes went, checks of codings, proposals."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Code, CodebookVersion, CodeSuccession, Coding, Proposal, RecodeCheck
from app.names import key
from app.store import chain
from app.store.journal import WriteSession, add_many, set_many
from app.store.stored.codebook import StoredCode, variables_of_version, version_read, version_written
from app.studies.documents import with_copies
from app.studies.guids import GuidsById, IdsByGuid, none_for_empty
from app.studies.rows import StudyCheck, StudyCode, StudyProposal, StudySuccession, StudyVersion
from app.studies.variables import variables_from_stored, variables_to_stored


def codes_out(session: Session) -> list[StudyCode]:
    """All codes in the order in which they were made."""
    rows = session.scalars(select(Code).order_by(Code.id)).all()
    guids = {row.id: row.guid for row in rows}
    fields = StudyCode._fields[2:]
    return [
        StudyCode(row.guid, guids.get(row.parent_id or 0, ""), *(getattr(row, field) for field in fields))
        for row in rows
    ]


def codes_in(session: WriteSession, codes: Sequence[StudyCode], ids: IdsByGuid) -> None:
    """Add codes, each under its parent."""
    rows = [
        {name: value for name, value in code._asdict().items() if name != "parent"}
        | {"name_key": key(code.name)}
        for code in codes
    ]
    ids.codes |= dict(zip((code.guid for code in codes), add_many(session, Code, rows), strict=True))
    parents = {ids.codes[code.guid]: {"parent_id": ids.codes[code.parent]} for code in codes if code.parent}
    set_many(session, Code, parents)


def from_stored(codes: Sequence[StoredCode]) -> tuple[StudyCode, ...]:
    """Codes of a published version or a closed round by their guids."""
    guids = {code.id: code.guid for code in codes}
    return tuple(StudyCode(code.guid, guids.get(code.parent_id or 0, ""), *code[3:]) for code in codes)


def to_stored(codes: Sequence[StudyCode], ids: IdsByGuid) -> list[StoredCode]:
    """The same with the ids that they have here."""
    return [
        StoredCode(ids.code(code.guid), code.guid, none_for_empty(ids.code, code.parent), *code[2:])
        for code in codes
    ]


def versions_out(session: Session, guids: GuidsById) -> list[StudyVersion]:
    """All published versions; StoreError where one is not what was published."""
    table = CodebookVersion.__table__
    versions = []
    for row in session.execute(select(table).order_by(table.c.id)).mappings():
        what = f"Version {row['number']} of the codebook"
        content = chain.content_of("codebook_version", row, what)
        codes, variables = version_read(content, what), variables_of_version(content, what)
        guids.learn("code", ((code.id, code.guid) for code in codes))
        guids.learn("variable", ((variable.id, variable.guid) for variable in variables))
        guids.versions[row["id"]] = row["guid"]
        versions.append(
            StudyVersion(
                guid=row["guid"],
                number=row["number"],
                reason=row["reason"],
                published_at=row["published_at"],
                coder=guids.coder(row["coder_id"]),
                codes=from_stored(codes),
                variables=variables_from_stored(variables),
            )
        )
    return versions


def versions_in(session: WriteSession, versions: Sequence[StudyVersion], ids: IdsByGuid) -> None:
    """Add published versions, each with the hash of what it holds here."""
    rows: list[dict[str, object]] = []
    for version in versions:
        row: dict[str, object] = {
            "number": version.number,
            "reason": version.reason,
            "published_at": version.published_at,
            "content": version_written(
                to_stored(version.codes, ids), variables_to_stored(version.variables, ids)
            ),
        }
        rows.append(
            row
            | {
                "guid": version.guid,
                "coder_id": none_for_empty(ids.coder, version.coder),
                "hash": chain.seal("codebook_version", row),
            }
        )
    new = add_many(session, CodebookVersion, rows)
    ids.versions |= dict(zip((version.guid for version in versions), new, strict=True))


def successions_out(session: Session, guids: GuidsById) -> list[StudySuccession]:
    """Where codes went, in the order in which they went."""
    return [
        StudySuccession(
            row.kind, guids.code(row.from_code_id), row.from_name, guids.code(row.to_code_id), row.at
        )
        for row in session.scalars(select(CodeSuccession).order_by(CodeSuccession.id))
    ]


def successions_in(session: WriteSession, successions: Sequence[StudySuccession], ids: IdsByGuid) -> None:
    """Add where codes went."""
    rows = [
        {
            "kind": succession.kind,
            "from_code_id": ids.code(succession.from_code),
            "from_name": succession.from_name,
            "to_code_id": ids.code(succession.to_code),
            "at": succession.at,
        }
        for succession in successions
    ]
    add_many(session, CodeSuccession, rows)


def checks_out(session: Session, copies: frozenset[int], guids: GuidsById) -> list[StudyCheck]:
    """Which codings were looked at since a version; of codings that are gone, a check says nothing."""
    statement = select(RecodeCheck.id, RecodeCheck.version_id, Coding.guid, RecodeCheck.at).join(
        Coding, Coding.id == RecodeCheck.coding_id
    )
    rows = sorted(tuple(row) for row in with_copies(session, statement, Coding.document_id, copies))
    return [StudyCheck(guids.versions[version_id], coding, at) for _, version_id, coding, at in rows]


def checks_in(session: WriteSession, checks: Sequence[StudyCheck], ids: IdsByGuid) -> None:
    """Add which codings were looked at."""
    rows = [
        {"version_id": ids.versions[check.version], "coding_id": ids.codings[check.coding], "at": check.at}
        for check in checks
    ]
    add_many(session, RecodeCheck, rows)


def proposals_out(session: Session, guids: GuidsById) -> list[StudyProposal]:
    """The proposals that whoever looks may see; without a passage where its document isn't told."""
    proposals = []
    for row in session.scalars(select(Proposal).order_by(Proposal.id)):
        document = guids.documents.get(row.document_id or 0, "")
        proposals.append(
            StudyProposal(
                guid=row.guid,
                kind=row.kind,
                code=guids.code(row.code_id),
                target=guids.code(row.target_id),
                text=row.text,
                document=document,
                start=row.start if document else None,
                end=row.end if document else None,
                coder=guids.coder(row.coder_id),
                at=row.at,
                state=row.state,
                answer=row.answer,
                answered_by=guids.coder(row.answered_by),
                answered_at=row.answered_at,
                version=guids.versions.get(row.version_id or 0, ""),
            )
        )
    return proposals


def proposals_in(session: WriteSession, proposals: Sequence[StudyProposal], ids: IdsByGuid) -> None:
    """Add proposals with their answers."""
    rows = [
        {
            "guid": proposal.guid,
            "kind": proposal.kind,
            "code_id": none_for_empty(ids.code, proposal.code),
            "target_id": none_for_empty(ids.code, proposal.target),
            "text": proposal.text,
            "document_id": none_for_empty(ids.document, proposal.document),
            "start": proposal.start,
            "end": proposal.end,
            "coder_id": none_for_empty(ids.coder, proposal.coder),
            "at": proposal.at,
            "state": proposal.state,
            "answer": proposal.answer,
            "answered_by": none_for_empty(ids.coder, proposal.answered_by),
            "answered_at": proposal.answered_at,
            "version_id": none_for_empty(ids.version, proposal.version),
        }
        for proposal in proposals
    ]
    add_many(session, Proposal, rows)
