"""What transcription programs export gives turns with the right speakers, whatever the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.exchange.readers import read_sources

SAID = ["How did it begin?", "In the morning, early.", "And then?", "Then we left for the north."]
TIMES = ["00:00:12", "00:00:20", "00:00:25", "00:01:30"]
WEBVTT = "WEBVTT\n\n"


def lines(form: str, one: str, other: str, between: str = "\n") -> str:
    """Four turns in a form with {name}, {said}, {time} (00:00:12), {short} (00:12) and {n} from 1."""
    turns = zip([one, other] * 2, SAID, TIMES, strict=True)
    return between.join(
        form.format(name=name, said=said, time=time, short=time[3:], n=n)
        for n, (name, said, time) in enumerate(turns, 1)
    )


def spoken(folder: Path, name: str, text: str, dialect: str = "") -> list[tuple[str | None, str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    (source,) = read_sources(path, dialect=dialect)
    turns = [region for region in source.regions if region.kind == "turn"]
    return [(turn.speaker, source.text[turn.body : turn.end].strip()) for turn in turns]


@pytest.mark.parametrize(
    ("program", "ending", "head", "form", "one", "other"),
    [
        (
            "Otter",
            "txt",
            "SUMMARY KEYWORDS\ndata\nSPEAKERS\nAna, Omar\n\n",
            "{name}  {short}\n{said}\n",
            "Ana Berg",
            "Omar",
        ),
        (
            "Teams",
            "vtt",
            WEBVTT,
            "ab12-34/{n}-0\n{time}.120 --> {time}.960\n<v {name}>{said}</v>\n",
            "Müller, Anna",
            "Yılmaz, Ö",
        ),
        (
            "Teams, on lines",
            "txt",
            "Anna Müller started transcription\n\n",
            "{name}\n{short}\n{said}\n",
            "Anna Müller",
            "Ö Y",
        ),
        ("Teams, with a tab", "txt", "", "{name}\t{short}\n{said}\n", "Anna Müller", "Ö Y"),
        ("Zoom", "vtt", WEBVTT, "{n}\n{time}.000 --> {time}.900\n{name}: {said}\n", "Jane Doe", "Ali Khan"),
        ("Zoom", "txt", "", "{time}\t{name}\t{said}", "Jane Doe", "Ali Khan"),
        ("Stream", "vtt", WEBVTT, "{time}.000 --> {time}.900\n({name})\n{said}\n", "Danyel Fisher", "Mary C"),
        ("Rev", "txt", "", "{name} ({short}):\n{said}\n", "Speaker 1", "Shreyas Doshi"),
        ("Sonix", "txt", "", "{name}: {time}\n{said}\n", "Anna Berg", "Omar"),
        ("Trint", "txt", "", "[{time}] {name}: {said}\n", "John", "Mary Ann"),
        ("Descript", "md", "", "**{name}:** \\[{short}\\] {said}\n", "Tim Smith", "Mary Ann"),
        ("names in bold", "md", "", "**{name}** {said}\n", "Interviewer", "Anna"),
        ("names in bold", "html", "", "<p><b>{name}</b> {said}</p>", "Interviewer", "Anna"),
        ("noScribe", "txt", "Transcribed with noScribe\n\n", "{name}: [{time}] {said}\n", "S01", "S02"),
        (
            "noScribe",
            "vtt",
            WEBVTT + "NOTE media: x.m4a\n\n",
            "{time}.0 --> {time}.9\n<v {name}>{name}: {said}\n",
            "S01",
            "S02",
        ),
        ("aTrain", "txt", "", "[{time}] {name} {said}", "SPEAKER_00", "SPEAKER_01"),
        ("aTrain", "txt", "", "{name}\n{said}\n", "SPEAKER_00", "SPEAKER_01"),
        ("f4", "txt", "", "{name}: {said} #{time}-3#\n", "I", "B"),
        ("MAXQDA", "txt", "", "#{time}-3# {name}: {said}", "Interviewer", "Anna"),
        ("NVivo", "txt", "Timespan\tContent\tSpeaker\n", "{short} - {short}\t{said}\t{name}", "Int", "Anna"),
        ("NVivo", "tsv", "TIMECODE\tSPEAKER\tTRANSCRIPT\n", "{time}\t{name}\t{said}", "INT", "ANNA"),
        (
            "oral-history.digital",
            "csv",
            "TIMECODE;SPEAKER;TRANSCRIPT\n",
            '{time}.10;{name};"{said}"',
            "INT",
            "AB",
        ),
        (
            "podcast page",
            "html",
            "",
            "<cite>{name}:</cite><time>{short}</time><p>{said}</p>",
            "Kevin",
            "Alban",
        ),
        ("InqScribe", "txt", "", "[{time}.10] {name}: {said}\n", "Interviewer", "Anna"),
        ("Transana", "txt", "", "¤<{n}2000>{name}: {said}", "Interviewer", "Anna"),
        ("CHAT", "txt", "@Begin\n", "*{name}:\t{said} \x1512_34\x15", "INV", "PAR"),
        ("semicolons", "txt", "", "{name}; {said}", "Anna", "Omar"),
        ("equals signs", "txt", "", "{name}= {said}", "Anna", "Omar"),
        ("bars", "txt", "", "{name} | {said}", "Anna Berg", "Omar"),
        ("round brackets", "txt", "", "({name}) {said}", "Anna", "Omar"),
        ("round brackets and colon", "txt", "", "({name}): {said}", "Anna", "Omar"),
        ("times with full stops", "txt", "", "[0{n}.3{n}] {name}: {said}", "Anna", "Omar"),
    ],
)
def test_what_a_program_exports_has_its_turns(
    tmp_path: Path, program: str, ending: str, head: str, form: str, one: str, other: str
) -> None:
    turns = spoken(tmp_path, f"a.{ending}", head + lines(form, one, other) + "\n")
    assert [speaker for speaker, _ in turns] == [one, other] * 2, program
    assert all(said in words for said, (_, words) in zip(SAID, turns, strict=True))


def test_numbered_questions_and_answers_are_those_of_two(tmp_path: Path) -> None:
    numbered = "".join(f"Q{n}. {SAID[0]}\nA{n}. {SAID[1]}\n" for n in range(1, 4))
    assert [speaker for speaker, _ in spoken(tmp_path, "a.txt", numbered)] == ["Q", "A"] * 3


def test_numbered_participants_stay_as_many_as_they_are(tmp_path: Path) -> None:
    group = "".join(f"I: {SAID[0]}\nP1: {SAID[1]}\nP2: {SAID[3]}\n" for _ in range(3))
    assert {speaker for speaker, _ in spoken(tmp_path, "a.txt", group)} == {"I", "P1", "P2"}


def test_voices_among_other_names_are_not_given_what_others_say(tmp_path: Path) -> None:
    assert spoken(tmp_path, "a.txt", lines("[{time}] {name} {said}", "Anna Berg", "Speaker 2")) == []


def test_pauses_of_nobody_belong_to_who_spoke_before(tmp_path: Path) -> None:
    cue = "00:00:1{}.000 --> 00:00:1{}.000\n<v {}>{}\n\n"
    cues = [("S01", "Why?"), (" ", "(..)"), ("S02", "So."), ("S01", "And?")]
    text = WEBVTT + "".join(cue.format(n, n + 1, name, said) for n, (name, said) in enumerate(cues))
    assert spoken(tmp_path, "a.vtt", text) == [("S01", "Why? (..)"), ("S02", "So."), ("S01", "And?")]


def test_json_of_whisper_and_of_podcasts_names_who_speaks(tmp_path: Path) -> None:
    def segments(**keys: str) -> list[dict[str, Any]]:
        return [
            {keys["start"]: n * 9.0, keys["end"]: n * 9.0 + 5, keys["words"]: said, "speaker": f"S{n % 2}"}
            for n, said in enumerate(SAID)
        ]

    whisper = {"segments": segments(start="start", end="end", words="text"), "language": "en"}
    podcast = {"version": "1.0.0", "segments": segments(start="startTime", end="endTime", words="body")}
    for name, value in (("whisper.json", whisper), ("podcast.json", podcast)):
        assert spoken(tmp_path, name, json.dumps(value)) == list(zip(["S0", "S1"] * 2, SAID, strict=True))


def test_a_table_that_is_none_of_speech_is_refused_with_the_way_to_take_it(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("id,age,why\n1,30,War\n", encoding="utf-8")
    with pytest.raises(UserError, match="--survey"):
        read_sources(tmp_path / "survey.csv")


def test_what_is_only_called_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"Speaker,Text\nAna,So.\n")
    with pytest.raises(UserError, match="is no spreadsheet"):
        read_sources(tmp_path / "a.xlsx")


def test_a_form_that_somebody_chose_is_taken_where_too_little_is_sure(tmp_path: Path) -> None:
    text = "Anna: Why?\nA long walk, and nobody else says a word about it.\nThen nothing came of it.\n"
    assert spoken(tmp_path, "a.txt", text) == []
    assert [speaker for speaker, _ in spoken(tmp_path, "a.txt", text, "colon")] == ["Anna"]


def test_a_text_without_speakers_has_paragraphs_even_where_the_file_names_voices(tmp_path: Path) -> None:
    assert spoken(tmp_path, "a.vtt", WEBVTT + "00:01.000 --> 00:02.000\n<v Anna>Why?\n", "none") == []
