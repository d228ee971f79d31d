"""Whatever is edited, coded and taken back by several people, codings keep their words or wait for a look."""

import random

import pytest
from sqlalchemy import select

from app.coding.actions import apply_code
from app.documents.queries import text
from app.errors import Conflict, UserError
from app.models import Coding, TextCheck
from app.store.check import problems
from app.texts.actions import correct_text, renew_text, replace_name, restore_version
from tests.study import Study

WORDS = ["flour", "bread", "queue", "they", "took", "INTERVIEWER", "BAKER", "and then", "four"]


def body(study: Study) -> str:
    with study.project.read() as session:
        return text(session, study.baker)


def edit(study: Study, lots: random.Random) -> bool:
    """One change of the text, of any kind; whether who codes is asked about each word."""
    now = body(study)
    start = lots.randrange(len(now))
    end = min(len(now), start + lots.choice([0, 1, 5, 20]))
    what = lots.randrange(4)
    place = {"document_id": study.baker}
    if what == 0:
        study.project.do("Edit", correct_text, **place, start=start, end=end, words=lots.choice(["", *WORDS]))
    elif what == 1:
        new = now[:start] + lots.choice(WORDS) + now[end:]
        study.project.do("Edit", renew_text, **place, new_text=new, anyway=True)
    elif what == 2:
        study.project.do("Edit", replace_name, name=lots.choice(WORDS), other=lots.choice(WORDS))
    else:
        study.project.do("Edit", restore_version, **place, version=1)
    return what < 2


def code(study: Study, lots: random.Random) -> None:
    now = body(study)
    start = lots.randrange(len(now) - 1)
    study.project.do(
        "Code",
        apply_code,
        document_id=study.baker,
        code_id=lots.choice([study.corruption, study.hard_life]),
        coder_id=lots.choice([study.ana, study.murat]),
        start=start,
        end=min(len(now), start + lots.randint(1, 30)),
    )


def words_of_all(study: Study) -> dict[int, str]:
    now = body(study)
    with study.project.read() as session:
        rows = session.scalars(select(Coding)).all()
        assert all(0 <= row.start < row.end <= len(now) for row in rows)
        return {row.id: now[row.start : row.end] for row in rows}


@pytest.mark.parametrize("seed", range(6))
def test_codings_keep_their_words_through_edits_undo_and_redo(study: Study, seed: int) -> None:
    lots = random.Random(seed)
    for _ in range(14):
        before, was = words_of_all(study), body(study)
        step = lots.choice(["edit", "edit", "code", "undo"])
        study.project.coder_id = lots.choice([study.ana, study.murat])
        try:
            if step == "edit":
                owners = owners_of_all(study)
                is_asked = edit(study, lots)
                told, after = waiting(study), words_of_all(study)
                left = set(owners_of_all(study).values())
                gone = before.keys() - after.keys() - told
                assert all(owners[coding_id] in left for coding_id in gone)  # one with another of the coder
                for coding_id in after.keys() - told:
                    if is_asked and owners[coding_id][0] != study.project.coder_id:
                        assert after[coding_id] == before[coding_id]
                study.project.undo()
                assert (words_of_all(study), body(study)) == (before, was)
                study.project.redo()
                assert words_of_all(study) == after
            elif step == "code":
                code(study, lots)
            else:
                study.project.undo()
        except (UserError, Conflict):
            assert body(study) == was or step == "undo"
    assert problems(study.project) == []


def waiting(study: Study) -> set[int]:
    with study.project.read() as session:
        return set(session.scalars(select(TextCheck.coding_id)))


def owners_of_all(study: Study) -> dict[int, tuple[int, int]]:
    """The coder and the code of each coding."""
    with study.project.read() as session:
        rows = session.execute(select(Coding.id, Coding.coder_id, Coding.code_id))
        return {row.id: (row.coder_id, row.code_id) for row in rows}
