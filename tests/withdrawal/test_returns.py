"""What coders returned of an interview goes with it."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models import Change, Document, PacketReturn
from app.packets.arrivals import returns_at
from app.packets.take_in import take_in
from app.store.check import problems
from app.withdrawal.erasing import withdraw_documents
from tests.packets.team import at_work, code, complete, given, ids_of, make_team, returned, taken


def test_returned_work_is_opened_before_an_interview_is_withdrawn_and_goes_with_it(tmp_path: Path) -> None:
    with make_team(tmp_path / "team.intercoder") as project:
        packets = given(project, tmp_path / "out")
        for name, words in (("Ana", "the flour"), ("Murat", "four in the morning")):
            with at_work(packets[name]) as packet:
                code(packet, "Baker", words, "Hunger", memo=f"Zinnober {name}")
                complete(packet, "Baker")
                if name == "Murat":
                    complete(packet, "Driver")
        taken(project, returned(packets["Ana"]))
        baker = ids_of(project, Document)["Baker"]
        with pytest.raises(UserError, match="Ana Yılmaz returned waits sealed"):
            project.do("Withdraw", withdraw_documents, document_ids=[baker], keep_numbers=True)
        taken(project, returned(packets["Murat"]))
        project.undo()
        project.do("Take in", take_in, files=returns_at([tmp_path / "out"]))
        project.do("Withdraw", withdraw_documents, document_ids=[baker], keep_numbers=True)
        with project.read() as session:
            session.info["hidden"] = (False, False)
            rows = session.scalars(select(PacketReturn)).all()
            history = session.execute(select(Change.before, Change.after)).all()
        assert len(rows) == 2
        assert not any(row.sealed for row in rows)
        kept = " ".join(filter(None, [side for row in history for side in row] + [row.lines for row in rows]))
        assert "Zinnober" not in kept
        assert '"sealed":"a' not in kept
        assert "Baker" not in " ".join(row.lines + row.unplaced for row in rows)
        assert problems(project) == []
