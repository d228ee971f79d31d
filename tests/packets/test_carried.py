"""Whatever a coder makes either goes back from a packet, or there is a reason why not."""

from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

from sqlalchemy import select

from app.models import Coder, Memo, Quote
from app.models.base import Base
from app.packets.tables import CODES, TABLES
from app.store import Project
from app.store.journal import WriteSession
from app.store.packet import GOES_BACK
from app.store.sight import see_everything
from app.studies.rows import Study
from tests.packets.team import at_work, returned, taken

STAYS = {
    "versions": "the lead publishes",
    "text_checks": "texts don't change in a packet",
    "decisions": "nobody else's codings are there to be settled",
    "votes": "nobody else's codings are there to be voted on",
    "sheets": "coding sheets are filled in in the lead's project: a packet refuses them",
    "value_decisions": "nobody else's answers are there to be settled",
    "value_votes": "nobody else's answers are there to be voted on",
    "values": "cases are not given out",
    "summaries": "cases are not given out",
    "queries": "what one looked for is one's own",
}


def test_every_row_that_names_its_coder_goes_back_or_stays_for_a_reason() -> None:
    hints = get_type_hints(Study)
    kinds = {field.name: get_args(hints[field.name]) for field in fields(Study)}
    by_coders = {
        name
        for name, of in kinds.items()
        if of and hasattr(of[0], "_fields") and {"guid", "coder"} <= set(of[0]._fields)
    }
    by_coders |= {"text_checks"}
    assert by_coders == {table.field for table in TABLES} | STAYS.keys()


def test_a_packet_lets_do_what_goes_back() -> None:
    assert {table.model.__tablename__ for table in (*TABLES, CODES)} == GOES_BACK


def write(session: WriteSession, coder_id: int) -> None:
    rows: list[Base] = [
        Memo(about="passage", title="Sugar", text="as pay", document_id=1, start=3, end=9, coder_id=coder_id),
        Memo(about="project", text="Tired today.", coder_id=coder_id, private=True),
        Quote(document_id=1, start=3, end=9, code_id=1, coder_id=coder_id, wording="…"),
    ]
    session.add_all(rows)


def test_memos_and_quotes_come_back(lead: Project, packets: dict[str, Path]) -> None:
    with at_work(packets["Ana"]) as project:
        project.do("Write", write, coder_id=project.coder_id or 0)
    outcome = taken(lead, returned(packets["Ana"]), open_now=True)
    assert outcome.notes == 3
    with lead.read() as session:
        see_everything(session)
        ana = session.scalar(select(Coder.id).where(Coder.name == "Ana Yılmaz"))
        rows = session.execute(select(Memo.title, Memo.text, Memo.start, Memo.coder_id, Memo.private)).all()
        assert [tuple(row) for row in rows] == [
            ("Sugar", "as pay", 3, ana, False),
            ("", "Tired today.", None, ana, True),
        ]
        assert session.scalars(select(Quote.wording)).all() == ["…"]
