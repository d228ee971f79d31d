"""Finding a passage again in another version of its text."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.alignment import align
from app.errors import Cancelled
from app.jobs import Job

OLD = (
    "Anna: Why did you leave?\n"
    "Ben: I was tired. I was tired of the war, and of the men who comand it.\n"
    "Anna: And then?\n"
    "Ben: I went home. I was tired.\n"
)


def place(words: str, text: str = OLD, after: str = "") -> tuple[int, int]:
    start = text.index(words, text.index(after))
    return start, start + len(words)


def moved(new: str, words: str, after: str = "") -> tuple[str, str]:
    passage = align(OLD, new).moved(*place(words, after=after))
    return new[passage.start : passage.end], passage.outcome


def test_words_that_stand_several_times_stay_apart() -> None:
    new = OLD.replace("Ben: I was tired. I was", "Ben: No. I was tired. I was").replace(
        "home. ", "home, finally. "
    )
    again = align(OLD, new).moved(*place("I was tired", after="home"))
    assert (again.start, again.outcome) == (new.rindex("I was tired"), "moved")
    first = align(OLD, new).moved(*place("I was tired"))
    assert (first.start, first.outcome) == (new.index("I was tired"), "moved")


def test_a_mended_word_is_changed_and_its_passage_holds_what_replaced_it() -> None:
    new = OLD.replace("comand it", "command it")
    assert moved(new, "the men who comand it") == ("the men who command it", "changed")
    assert moved(new, "comand") == ("command", "changed")
    assert moved(new, "the war") == ("the war", "moved")


def test_what_is_put_in_beside_a_passage_is_not_of_it() -> None:
    new = OLD.replace("the war", "all the war there was")
    assert moved(new, "the war") == ("the war", "moved")


def test_what_is_gone_is_lost_and_stands_where_it_would() -> None:
    new = OLD.replace(" I was tired of the war, and of the men who comand it.", "")
    alignment = align(OLD, new)
    gone = alignment.moved(*place("of the war, and of the men"))
    assert gone.outcome == "lost"
    assert new[: gone.start].rstrip().endswith("tired.")


def test_a_turn_that_was_repeated_elsewhere_keeps_its_codings_where_they_were() -> None:
    new = OLD + "Ben: I was tired. I was tired of the war, and of the men who comand it.\n"
    assert align(OLD, new).moved(*place("of the war")).start == OLD.index("of the war")


def test_a_name_that_is_replaced_throughout_takes_its_codings_with_it() -> None:
    assert moved(OLD.replace("Ben", "P07"), "Ben: I went home.") == ("P07: I went home.", "changed")


@pytest.mark.parametrize(
    "language", ["لماذا غادرت؟ كنت متعبا من الحرب كلها", "我很累。我对战争感到厌倦。", "ฉันเหนื่อยกับสงคราม"]
)
def test_other_scripts_are_found_again(language: str) -> None:
    old, new = f"1. {language}\n", f"00:01 1. {language}\n2."
    assert align(old, new).moved(3, 3 + len(language)) == (
        new.index(language),
        new.index(language) + len(language),
        "moved",
    )


def test_a_comparison_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        align("a b c d e f", "b a d c f e", job)


WORDS = st.lists(
    st.sampled_from(["the", "war", "tired", "home", "of", ".", "I", "men", "کنت", "累"]), max_size=60
)


@given(WORDS, WORDS)
def test_stretches_are_in_order_disjoint_and_the_same(old_words: list[str], new_words: list[str]) -> None:
    old, new = " ".join(old_words), " ".join(new_words)
    at_old = at_new = 0
    for stretch in align(old, new).same:
        assert stretch.length > 0
        assert stretch.old >= at_old and stretch.new >= at_new
        at_old, at_new = stretch.old + stretch.length, stretch.new + stretch.length
        assert old[stretch.old : at_old] == new[stretch.new : at_new]
    assert (at_old <= len(old)) and (at_new <= len(new))


@given(WORDS, st.integers(0, 400), st.integers(0, 400), st.text(max_size=9))
def test_a_text_that_only_grew_moves_everything_outside_exactly(
    words: list[str], at: int, length: int, more: str
) -> None:
    old = " ".join(words)
    at = min(at, len(old))
    new = old[:at] + more + old[at:]
    alignment = align(old, new)
    for start, end in ((0, min(at, length)), (at, min(at + length, len(old)))):
        if start < end:
            passage = alignment.moved(start, end)
            assert new[passage.start : passage.end] == old[start:end]


def test_a_transcript_with_typing_errors_time_stamps_and_moved_turns() -> None:
    chance = random.Random(5)
    vocabulary = [f"w{number}" for number in range(400)]
    turns = [[chance.choice(vocabulary) for _ in range(chance.randrange(4, 30))] for _ in range(300)]
    old = "\n".join(" ".join(turn) for turn in turns)
    lines, where = [], []
    for number, turn in enumerate(turns):
        if chance.random() < 0.025:
            continue
        words = [word if chance.random() > 0.01 else word + "x" for word in turn]
        lines.append((f"[{number // 60}:{number % 60:02}] ", words))
        where.append(number)
    for _ in range(8):
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    new = "\n".join(head + " ".join(words) for head, words in lines)
    alignment = align(old, new)
    wrong = exact = 0
    for number in where:
        sentence = " ".join(turns[number])
        start = sum(len(" ".join(turn)) + 1 for turn in turns[:number])
        passage = alignment.moved(start, start + len(sentence))
        found = re.sub("x", "", new[passage.start : passage.end])
        exact += found == sentence
        wrong += found != sentence
    assert exact / (exact + wrong) >= 0.99
