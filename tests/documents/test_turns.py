"""Turns are found in transcripts of every style, and never in ordinary prose."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.documents.canonical import canonical
from app.documents.turns import TextRegion, regions

SHARED = Path(__file__).parents[3] / "shared" / "data"


def turns(text: str) -> list[tuple[str | None, str]]:
    return [(r.speaker, text[r.body : r.end].strip()) for r in regions(text) if r.kind == "turn"]


def shared_text(path: str) -> str:
    if not SHARED.exists():
        pytest.skip("the real texts are not beside the project")
    (found,) = SHARED.glob(path)
    return canonical(found.read_text("utf-8"))


WHY_AND_BECAUSE = ["Why?", "Because.", "And then?", "We left."]


@pytest.mark.parametrize(
    ("one", "other", "speakers"),
    [
        ("INTERVIEWER: ", "Anna: ", ("INTERVIEWER", "Anna")),
        ("Anna: ", "Dr. K.: ", ("Anna", "Dr. K.")),
        ("Ana : ", "Luc : ", ("Ana", "Luc")),
        ("I: ", "P1: ", ("I", "P1")),
        ("I:", "P1:", ("I", "P1")),
        ("Q: ", "A: ", ("Q", "A")),
        ("المحاورة: ", "أبو محمد: ", ("المحاورة", "أبو محمد")),
        ("س: ", "ج: ", ("س", "ج")),
        ("\u200fالمحاور\u200f: ", "\u200fس. ع.\u200f: ", ("المحاور", "س. ع.")),
        ("מראיינת: ", "דוד: ", ("מראיינת", "דוד")),
        ("聞き手：", "田中：", ("聞き手", "田中")),
        ("ผู้สัมภาษณ์: ", "มานะ: ", ("ผู้สัมภาษณ์", "มานะ")),
        ("Interviewer:\n", "Anna:\n", ("Interviewer", "Anna")),
        ("Interviewer\n", "Anna\n", ("Interviewer", "Anna")),
        ("Anna Smith  0:03\n", "Ben  1:12:40\n", ("Anna Smith", "Ben")),
        ("[00:01:02] Anna\n", "[00:01:09] Ben\n", ("Anna", "Ben")),
        ("SPEAKER 1 [00:01:20]: ", "SPEAKER 2 [00:01:29]: ", ("SPEAKER 1", "SPEAKER 2")),
        ("[00:12:03] Anna: ", "[00:12:09] Ben: ", ("Anna", "Ben")),
        ("Tim Smith: [01:46] ", "Jason Snell: ", ("Tim Smith", "Jason Snell")),
        ("[12.03.20, 10:15:33] Anna: ", "[12.03.20, 10:16:01] Ben: ", ("Anna", "Ben")),
        ("3/12/20, 10:15 PM - Anna: ", "3/12/20, 10:16 PM - Ben: ", ("Anna", "Ben")),
        ("001 I: ", "002  P1: ", ("I", "P1")),
        ("Interviewer\t", "Anna\t", ("Interviewer", "Anna")),
        ("anna: ", "ben: ", ("anna", "ben")),
        ("Mehmet Öztürk: ", "Leïla al-Rashid: ", ("Mehmet Öztürk", "Leïla al-Rashid")),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_every_common_style_of_label_is_recognised(
    one: str, other: str, speakers: tuple[str, str], between: str
) -> None:
    text = between.join(label + said for label, said in zip([one, other] * 2, WHY_AND_BECAUSE, strict=True))
    assert turns(text) == list(zip(speakers * 2, WHY_AND_BECAUSE, strict=True))


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("P1 (00:01:20): So", "00:01:20"),
        ("[1:20] P1: So", "1:20"),
        ("P1: [1:20] So", "1:20"),
        ("P1 1:20\nSo", "1:20"),
        ("P1: So", None),
    ],
)
def test_a_turn_keeps_the_time_that_its_label_bears(line: str, time: str | None) -> None:
    text = f"{line}\n\n{line}\n"
    assert [(r.speaker, r.time) for r in regions(text)] == [("P1", time)] * 2


def test_the_label_belongs_to_the_turn_and_speech_begins_behind_it() -> None:
    text = "Anna: Hello.\nBen: Hi.\nAnna: Bye."
    assert regions(text)[0] == TextRegion("turn", 0, 6, 13, "Anna")


def test_a_turn_holds_all_its_paragraphs_and_the_introduction_belongs_to_no_speaker() -> None:
    text = "About this talk.\n\nAnna: One.\n\nTwo: still Anna.\n\nBen: Three.\n\nAnna: Four.\n\nBen: Five."
    assert [(r.kind, r.speaker) for r in regions(text)][:2] == [("paragraph", None), ("turn", "Anna")]
    assert turns(text)[0] == ("Anna", "One.\n\nTwo: still Anna.")


def test_full_and_short_names_in_capitals_are_one_speaker() -> None:
    text = (
        "KELLY MCEVERS, HOST: A.\n\nPETER NEUMANN: B.\n\nMCEVERS: C.\n\nNEUMANN: D.\n\nUNIDENTIFIED MAN: E."
    )
    names = [speaker for speaker, _ in turns(text)]
    assert names == ["MCEVERS", "NEUMANN", "MCEVERS", "NEUMANN", "UNIDENTIFIED MAN"]


def test_initials_introduced_in_brackets_stand_for_the_full_name() -> None:
    text = "Ana Yilmaz (AY): A.\nMurat Kaya (MK): B.\nAY: C.\nMK: D.\n"
    assert {speaker for speaker, _ in turns(text)} == {"Ana Yilmaz", "Murat Kaya"}


def test_numbered_speakers_are_never_taken_for_one_another() -> None:
    text = "Interviewer 1: A.\nInterviewer 2: B.\nInterviewer: C.\nInterviewer 1: D."
    assert [s for s, _ in turns(text)] == ["Interviewer 1", "Interviewer 2", "Interviewer", "Interviewer 1"]


def test_a_head_that_describes_the_interview_is_not_spoken() -> None:
    head = "Date: 12 May\nPlace: Gaziantep\nInterviewer: Ana K.\nParticipant: B.\n\n"
    text = head + "Interviewer: Why?\nB: Because.\nInterviewer: And?\nB: So."
    assert turns(text)[0] == ("Interviewer", "Why?")
    assert [r.kind for r in regions(text)].count("paragraph") == 4


@pytest.mark.parametrize(
    "text",
    [
        "Full Text: PDF HTML\n\nCorrection: An earlier version.\n\nNo comments:\n\nThe reason: money.",
        "FILE - An image grab.\nFILE - An image grab.\n\nMr Smith said: we left.\n\nMr Smith said: we came.",
        "From: Anna\nTo: Ben\nSubject: Hi\n\nHello.\n\nFrom: Ben\nTo: Anna\nSubject: Re: Hi\n\nHello.",
        "News came in today.\nAdvertisement\nMore news.\nAdvertisement\nShare\nTweet\nMore.\nAdvertisement\n",
        "09:00 Opening\nAll are welcome\n10:00 Keynote\nIn the hall\n11:00 Coffee\nWith cake",
        "http://a.org/x\nhttp://a.org/y\nhttp://a.org/z\nhttps://b.org",
        "12:30 we left.\n12:45 we came.\n12:50 they shot.",
        "Q1: How old are you?\n34\nQ2: Where do you live?\nHere\nQ3: Why?\nSo",
        "Note: one.\nNote: two.\nSource: three.\nSource: four.\nPhoto: five.\nPhoto: six.",
        "He said: no.\nShe said: yes.\nHe said: no.\nShe said: yes.",
        "Like :meth:`one`, this is so.\nLike :meth:`two`, that is.\nAlso :meth:`x`.\nAlso :meth:`y`.",
        "One reason: money\nAnother reason: faith",
        "C:\\one\nC:\\two\nC:\\three",
        "",
        " \n\n\t\n",
    ],
)
def test_ordinary_prose_and_page_furniture_give_no_turns(text: str) -> None:
    assert turns(text) == []


def test_links_scattered_over_a_long_article_give_no_turns() -> None:
    story = "They left the town in the night.\n\n" * 8
    link = "INTERVIEW SERIES: how they left\n\nPHOTO ESSAY: the road north\n\n"
    assert turns(story + (link + story * 2) * 3) == []


def test_long_turns_of_many_paragraphs_are_found_all_the_same() -> None:
    speech = "They left the town in the night.\n\n" * 6
    text = f"MARLOW: Why?\n\nSABRI: So. {speech}" * 3
    assert [speaker for speaker, _ in turns(text)] == ["MARLOW", "SABRI"] * 3


def test_hard_wrapped_lines_are_one_paragraph_and_other_lines_are_each_their_own() -> None:
    wrapped = "\n".join(["this line goes on and is broken at a certain width"] * 3 + ["and ends.", ""])
    assert len(regions(f"{wrapped}\n{wrapped}")) == 2
    assert len(regions("A title\nFirst paragraph.\n\nSecond paragraph.\n")) == 3


PIECES = [
    "Anna: ", "Ben: ", "Anna", "Ben; ", "Q. ", "A. ", "[Anna] ", "<v Ben>", "Anna – ", "Anna  0:03", "0:04\n",
    "0:05 --> 0:06\n", "7\n", '8 "Anna" (9)\n', "*INV:\t", "\n", "\n\n", "So we left. ", " ", "#00:01:02-3#",
]  # fmt: skip


@example("Ben  0:01\nx\n\nBen  0:02\nx\n\n0:05\nBen; y\n")
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_regions_of_any_mixture_of_forms_cover_the_text_without_gaps(text: str) -> None:
    found = regions(text)
    assert [r.end for r in found[:-1]] == [r.start for r in found[1:]]
    assert all(r.start <= r.body <= r.end and r.start < r.end for r in found)
    assert bool(found) == bool(text.strip())
    assert not found or (found[-1].end == len(text) and not text[: found[0].start].strip())


@given(
    st.lists(
        st.sampled_from(
            ["Anna: ", "Ben: ", "I: ", "Interviewer", "\n", "\n\n", "text", " ", "\t", "[00:01]", "é"]
        ),
        max_size=40,
    ).map("".join)
)
@example("\n \nAnna:")
@example("\n\nAnna: \n\nBen:\nAnna: x")
def test_regions_cover_the_text_without_gaps_from_its_first_word(text: str) -> None:
    found = regions(text)
    assert [r.end for r in found[:-1]] == [r.start for r in found[1:]]
    assert all(r.start <= r.body <= r.end and r.start < r.end for r in found)
    assert bool(found) == bool(text.strip())
    if found:
        assert found[-1].end == len(text)
        assert not text[: found[0].start].strip()


def test_the_radio_interview_has_its_two_speakers_and_nobody_else() -> None:
    text = shared_text("seeds/004*.txt")
    found = regions(text)
    assert [r.speaker for r in found if r.kind == "turn"] == ["NEUMANN", "MCEVERS"] * 4 + ["NEUMANN"]
    assert all(r.speaker is None for r in found if r.kind == "paragraph")


@pytest.mark.parametrize("number", ["001", "002", "003"])
def test_the_articles_have_no_turns(number: str) -> None:
    assert turns(shared_text(f"seeds/{number}*.txt")) == []


@pytest.mark.parametrize(
    ("language", "speakers"),
    [("arb", {"س", "ج"})] + [(x, {"Q1", "P07"}) for x in ("heb", "jpn", "pes_1", "tha", "urd")],
)
def test_transcripts_in_other_scripts_have_their_sixty_turns(language: str, speakers: set[str]) -> None:
    found = turns(shared_text(f"languages/{language}.txt"))
    assert len(found) == 60
    assert {speaker for speaker, _ in found} == speakers
