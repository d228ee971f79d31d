"""Codings: applying, changing and removing one's own, and finding them again."""

from collections.abc import Callable

import pytest

from app.codebook.actions import delete_code, merge_codes
from app.coding.actions import apply_code, change_coding, recode, remove_codings, resize_coding
from app.coding.queries import (
    coding,
    codings_in,
    next_coding,
    number_of_passages,
    passages,
    previous_coding,
    spans,
)
from app.documents.actions import add_document
from app.errors import UserError
from app.store.codings import folded
from tests.study import BAKER, Study


def number(study: Study) -> int:
    with study.project.read() as session:
        return number_of_passages(session)


def test_the_same_code_twice_on_the_same_span_is_one_coding(study: Study) -> None:
    assert study.code("flour") == study.code("flour")
    assert study.code("flour", coder_id=study.murat) != study.code("flour")
    assert number(study) == 2


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 10_000)])
def test_a_passage_outside_the_text_or_empty_is_refused(study: Study, start: int, end: int) -> None:
    with pytest.raises(UserError, match="outside the text or is empty"):
        study.project.do(
            "Apply",
            apply_code,
            document_id=study.baker,
            code_id=study.corruption,
            coder_id=study.ana,
            start=start,
            end=end,
        )


def test_a_coding_of_white_space_only_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="no words"):
        study.code("\n")


def test_offsets_count_code_points_behind_emoji_and_arabic_too(study: Study) -> None:
    text = "🙂🙂 الطابور 🙂 \n\n word"
    document = study.project.do("Import", add_document, name="Emoji", text=text)
    who = {"document_id": document, "code_id": study.corruption, "coder_id": study.ana}
    gap = text.index(" \n\n ")
    with pytest.raises(UserError, match="no words"):
        study.project.do("Apply", apply_code, **who, start=gap, end=gap + 4)
    study.project.do("Apply", apply_code, **who, start=len(text) - 4, end=len(text))
    with study.project.read() as session:
        assert [passage.quote for passage in passages(session)] == ["word"]


def test_a_coding_of_a_removed_code_is_refused(study: Study) -> None:
    study.project.do("Delete", delete_code, code_id=study.corruption)
    with pytest.raises(UserError, match="This code is no longer"):
        study.code("flour")


def test_nobody_changes_a_colleagues_coding(study: Study) -> None:
    theirs = study.code("flour", coder_id=study.murat)
    for action, arguments in (
        (resize_coding, {"start": 0, "end": 4}),
        (recode, {"code_id": study.hard_life}),
        (change_coding, {"memo": "x"}),
    ):
        with pytest.raises(UserError, match="a coding of Murat Kaya"):
            study.project.do("Change", action, coding_id=theirs, coder_id=study.ana, **arguments)
    with pytest.raises(UserError, match="a coding of Murat Kaya"):
        study.project.do("Remove", remove_codings, coding_ids=[theirs], coder_id=study.ana)


def test_a_coding_can_be_resized_recoded_and_given_a_memo(study: Study) -> None:
    mine = study.code("flour")
    study.project.do("Resize", resize_coding, coding_id=mine, coder_id=study.ana, start=0, end=11)
    study.project.do("Recode", recode, coding_id=mine, coder_id=study.ana, code_id=study.hard_life)
    study.project.do("Memo", change_coding, coding_id=mine, coder_id=study.ana, memo="Why?", sure=False)
    with study.project.read() as session:
        found = coding(session, mine)
    assert found is not None
    assert (found.code_name, found.start, found.end, found.memo, found.sure) == (
        "Hard life", 0, 11, "Why?", False,
    )  # fmt: skip


def test_resizing_onto_the_same_coding_leaves_one_with_both_memos(study: Study) -> None:
    study.code("the flour", memo="one")
    start = BAKER.index("the flour")
    mine = study.code("flour", memo="two")
    study.project.do("Resize", resize_coding, coding_id=mine, coder_id=study.ana, start=start, end=start + 9)
    with study.project.read() as session:
        assert [passage.coding.memo for passage in passages(session)] == ["one\ntwo"]


def merged(study: Study, mine: int) -> None:
    study.project.do("Merge", merge_codes, source_ids=[study.hard_life], target_id=study.corruption)


def recoded(study: Study, mine: int) -> None:
    study.project.do("Recode", recode, coding_id=mine, coder_id=study.ana, code_id=study.corruption)


def applied_again(study: Study, mine: int) -> None:
    study.project.do("Remove", remove_codings, coding_ids=[mine], coder_id=study.ana)
    study.code("flour", memo="no", sure=False)


@pytest.mark.parametrize("become_one", [merged, recoded, applied_again])
def test_where_two_codings_become_one_no_memo_is_lost_and_unsure_stays(
    study: Study, become_one: Callable[[Study, int], None]
) -> None:
    study.code("flour", memo="do not know yet")
    mine = study.code("flour", code_id=study.hard_life, memo="no", sure=False)
    become_one(study, mine)
    with study.project.read() as session:
        found = [(passage.coding.memo, passage.coding.sure) for passage in passages(session)]
    assert found == [("do not know yet\nno", False)]
    study.project.undo()
    with study.project.read() as session:
        assert next(passage.coding.sure for passage in passages(session))


def test_where_one_of_two_codings_that_become_one_was_made_by_hand_so_was_what_stays(study: Study) -> None:
    def origins() -> list[str]:
        with study.project.read() as session:
            return [passage.coding.origin for passage in passages(session)]

    study.code("flour", origin="search")
    assert origins() == ["search"]
    study.code("flour", code_id=study.hard_life)
    merged(study, 0)
    assert origins() == ["hand"]
    study.project.undo()
    assert origins() == ["search", "hand"]
    study.code("flour", origin="import")
    assert origins() == ["search", "hand"]
    study.code("flour")
    assert origins() == ["hand", "hand"]


@pytest.mark.parametrize(
    ("memo", "other", "both"),
    [
        ("know", "no", "know\nno"),
        ("no", "know", "no\nknow"),
        ("a\nb", "b", "a\nb"),
        ("a\nbc", "b", "a\nbc\nb"),
        ("", "no", "no"),
        ("no", "", "no"),
        ("no", "no", "no"),
    ],
)
def test_a_memo_is_left_out_only_where_it_stands_in_the_other_as_lines(
    memo: str, other: str, both: str
) -> None:
    assert folded(memo, True, other, True) == (both, True)


def test_recoding_onto_the_same_coding_leaves_one(study: Study) -> None:
    study.code("flour", code_id=study.hard_life)
    mine = study.code("flour")
    study.project.do("Recode", recode, coding_id=mine, coder_id=study.ana, code_id=study.hard_life)
    assert number(study) == 1


def test_a_visible_stretch_gives_just_the_codings_that_overlap_it(study: Study) -> None:
    study.code("flour")
    study.code("He stayed", coder_id=study.murat)
    at = BAKER.index("flour")
    with study.project.read() as session:
        assert [row.initials for row in codings_in(session, study.baker, at + 4, at + 6)] == ["AY"]
        assert codings_in(session, study.baker, at + 5, at + 6) == []
        assert codings_in(session, study.baker, at, at + 5, [study.murat]) == []
        assert len(spans(session, study.baker)) == 2
        assert len(spans(session, study.baker, [study.ana])) == 1


def test_the_next_and_previous_codings_of_a_place_are_found(study: Study) -> None:
    first, second = study.code("flour"), study.code("He stayed")
    at = BAKER.index("flour")
    with study.project.read() as session:
        after, before = next_coding(session, study.baker, at), previous_coding(session, study.baker, at)
        nearest = previous_coding(session, study.baker, len(BAKER))
        assert next_coding(session, study.baker, 0, [study.murat]) is None
    assert after is not None
    assert after.id == second
    assert before is None
    assert nearest is not None
    assert nearest.id == second != first


def test_passages_carry_their_words_context_turn_and_speaker(study: Study) -> None:
    study.code("He stayed")
    with study.project.read() as session:
        (passage,) = passages(session, [study.corruption], [study.ana], [study.baker])
    assert passage.quote == "He stayed"
    assert passage.before.endswith("BAKER: ")
    assert passage.after == "."  # in one line
    assert (passage.turn, passage.speaker) == (4, "BAKER")
    assert (passage.document_name, passage.coder_name) == ("Baker", "Ana Yilmaz")


def test_passages_come_in_pages_in_the_order_of_the_text(study: Study) -> None:
    for words in ("He stayed", "flour", "queued"):
        study.code(words)
    with study.project.read() as session:
        assert [passage.quote for passage in passages(session)] == ["flour", "queued", "He stayed"]
        assert [passage.quote for passage in passages(session, offset=1, limit=1)] == ["queued"]
        assert passages(session, [study.hard_life]) == []
