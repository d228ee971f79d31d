"""Reading subtitles and what transcription services export in their form."""

from pathlib import Path

import pytest

from app.exchange.readers import Source, read_sources


def read(folder: Path, text: str, name: str = "talk.vtt") -> Source:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (source,) = read_sources(path)
    return source


def turns(source: Source) -> list[tuple[str | None, str | None, str]]:
    return [
        (region.speaker, region.time, source.text[region.body : region.end].rstrip("\n"))
        for region in source.regions
    ]


TEAMS = """WEBVTT

0e21b1f6-cc42-4a0e-9bdc-1d4a4ff4f6ae/7-0
00:00:03.120 --> 00:00:05.960
<v Müller, Anna>Good morning &amp; welcome.</v>

0e21b1f6-cc42-4a0e-9bdc-1d4a4ff4f6ae/7-1
00:00:06.100 --> 00:00:08.000
<v Müller, Anna>Why did you
leave?</v>

0e21b1f6-cc42-4a0e-9bdc-1d4a4ff4f6ae/9-0
00:00:15.000 --> 00:00:19.000
<v Fatima>I don't know <laughs>.</v><v Müller, Anna>Oh.</v>
"""


def test_voices_are_speakers_and_their_cues_are_joined_to_turns(tmp_path: Path) -> None:
    source = read(tmp_path, TEAMS)
    assert turns(source) == [
        ("Müller, Anna", "0:00:03", "Good morning & welcome. Why did you leave?"),
        ("Fatima", "0:00:15", "I don't know <laughs>."),
        ("Müller, Anna", "0:00:15", "Oh."),
    ]
    assert source.text.startswith("Müller, Anna: Good morning")


def test_a_long_pause_begins_a_new_turn_of_the_same_voice(tmp_path: Path) -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>One\n\n00:04.500 --> 00:05.000\n<v A>Two\n"
    assert turns(read(tmp_path, cues)) == [("A", "0:00:01", "One"), ("A", "0:00:04", "Two")]


def test_labels_inside_cues_are_recognised_and_have_the_times_of_their_cues(tmp_path: Path) -> None:
    cues = "\n\n".join(
        f"{n}\n00:0{n}:00.000 --> 00:0{n}:09.000\n{name}: And so on, {n}."
        for n, name in enumerate(["Jane Doe", "Ali Veli"] * 3, start=1)
    )
    source = read(tmp_path, f"WEBVTT\n\n{cues}\n")
    assert [(speaker, time) for speaker, time, _ in turns(source)] == [
        (name, f"0:0{n}:00") for n, name in enumerate(["Jane Doe", "Ali Veli"] * 3, start=1)
    ]


def test_without_voices_a_cue_is_a_paragraph_with_its_time(tmp_path: Path) -> None:
    cues = "1\n00:00:15,042 --> 00:00:18,625\nيمكن أن نرى\n<i>الـ</i>\n\n2\nno time"
    cues += "\n\n3\n01:00:00,000 --> 01:00:01,000\nآمن\n"
    source = read(tmp_path, cues, "film.srt")
    assert turns(source) == [
        (None, "0:00:15", "يمكن أن نرى الـ"),
        (None, None, "no time"),
        (None, "1:00:00", "آمن"),
    ]
    assert source.direction == "rtl"


def test_rolling_captions_are_taken_once(tmp_path: Path) -> None:
    cues = """WEBVTT
Kind: captions
Language: en
Style:
::cue(c.colorCCCCCC) { color: rgb(204,204,204);
 }
##

00:04:46.470 --> 00:05:04.080 align:start position:0%
yeah
<c.colorCCCCCC>what</c>
00:05:04.080 --> 00:05:05.069 align:start position:0%
what
this<00:05:04.199><c> will</c> happen

00:05:05.069 --> 00:05:06.000
this will happen
"""
    source = read(tmp_path, cues)
    assert source.text == "yeah what\nthis will happen\n"
    assert source.language == "en"


def test_a_word_that_is_said_twice_stays_twice(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"
    assert read(tmp_path, cues, "film.srt").text == "No.\nNo.\n"


def test_notes_and_styles_are_no_words(tmp_path: Path) -> None:
    cues = "WEBVTT - made\n\nNOTE media: /home/ana/secret.mp3"
    cues += "\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\nHi\n"
    assert read(tmp_path, cues).text == "Hi\n"


def test_captions_of_youtube_studio(tmp_path: Path) -> None:
    cues = "0:00:00.599,0:00:04.160\n>> ALICE: Hi, I am Alice"
    cues += "\nand this is John.\n\n0:00:04.160,0:00:06.770\nHi.\n"
    assert read(tmp_path, cues, "a.sbv").text == ">> ALICE: Hi, I am Alice and this is John.\nHi.\n"


def test_two_who_speak_in_one_cue_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\n- Emo?\n- Yes, it is\nme.\n"
    source = read(tmp_path, cues, "film.srt")
    assert source.text == "- Emo?\n- Yes, it is me.\n"
    assert turns(source) == [(None, "0:00:01", "- Emo?"), (None, "0:00:01", "- Yes, it is me.")]


def test_scripts_without_spaces_are_joined_without_one(tmp_path: Path) -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\nすべて安全\n完璧に安全だ\n"
    assert read(tmp_path, cues, "film.srt").text == "すべて安全完璧に安全だ\n"


@pytest.mark.parametrize("ending", ["vtt", "srt", "sbv"])
def test_a_file_without_cues_or_words_is_refused_or_read_as_it_stands(tmp_path: Path, ending: str) -> None:
    assert read(tmp_path, "Just words.\nAnd more.\n", f"a.{ending}").text == "Just words.\nAnd more.\n"
