"""Speakers who belong to cases: the links follow where a speaker of a document is called otherwise."""

from collections.abc import Mapping

from sqlalchemy import select

from app.models import CaseLink
from app.store.journal import WriteSession, delete_many, set_many


def rename_linked_speakers(session: WriteSession, document_id: int, names: Mapping[str, str]) -> None:
    """Follow {name before: name now}; one that says the same as another link goes."""
    links = session.execute(
        select(CaseLink.id, CaseLink.case_id, CaseLink.speaker).where(
            CaseLink.document_id == document_id, CaseLink.speaker != ""
        )
    ).all()
    there = {(link.case_id, link.speaker) for link in links}
    renamed: dict[int, dict[str, object]] = {}
    doubled = []
    for link in links:
        name = names.get(link.speaker, link.speaker)
        if name == link.speaker:
            continue
        if not name or (link.case_id, name) in there:
            doubled.append(link.id)
        else:
            renamed[link.id] = {"speaker": name}
            there.add((link.case_id, name))
    delete_many(session, CaseLink, doubled)
    set_many(session, CaseLink, renamed)
