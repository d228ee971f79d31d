"""Reads .json: what transcription programs and services write; each form is recognised by its own keys."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from app.errors import UserError
from app.exchange.readers.cues import Cue, blocks_of_cues
from app.exchange.readers.plain_text import decode
from app.exchange.readers.reading import Reading, language_code

_LONGEST_TURN = 60_000  # milliseconds that words without a full stop are gathered for, where nobody is named
_ENDS = tuple(".!?…؟۔。！？")


def read(data: bytes, file_name: str, encoding: str | None = None) -> tuple[Reading, ...]:
    """Read a transcript in JSON: Whisper and its kin, podcasts, AWS, Azure, Google, Deepgram and others."""
    text, warnings = decode(data, file_name, encoding)
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise UserError(
            f"“{file_name}” is damaged and cannot be read as JSON. Nothing was imported from it. "
            "Ask for the file again, or save the transcript as text and import that."
        ) from error
    for cues_of in _FORMS:
        try:
            cues = list(cues_of(value))
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            continue
        if any(cue.words.strip() for cue in cues):
            language = language_code(value.get("language") if isinstance(value, dict) else None)
            return (Reading("", warnings, tuple(blocks_of_cues(cues)), language=language),)
    raise UserError(
        f"“{file_name}” is JSON, but no transcript of a kind that Intercoder knows. Nothing was imported. "
        "Save the transcript as text, .docx or .vtt in the program that made it and import that."
    )


def _segments(value: Any) -> Iterator[Cue]:
    """Whisper and its kin, and podcasts: a list of segments with their words, times and perhaps a speaker."""
    segments = value if isinstance(value, list) else value["segments"]
    for segment in segments:
        words = segment["text"] if "text" in segment else segment["body"]
        start, end = (
            segment.get("start", segment.get("startTime")),
            segment.get("end", segment.get("endTime")),
        )
        yield Cue(_seconds(start), _seconds(end), str(words), _name(segment.get("speaker")))


def _utterances(value: Any) -> Iterator[Cue]:
    """AssemblyAI (times in milliseconds), Gladia and others."""
    if "utterances" not in value:
        value = value["result"]["transcription"]
        factor = 1000.0
    else:
        factor = 1.0
    for utterance in value["utterances"]:
        speaker = utterance.get("speaker")
        words = utterance["text"]
        yield Cue(
            _times(utterance.get("start"), factor),
            _times(utterance.get("end"), factor),
            words,
            _name(speaker),
        )


def _deepgram(value: Any) -> Iterator[Cue]:
    results = value["results"]
    if results.get("utterances"):
        for utterance in results["utterances"]:
            start, end = _seconds(utterance["start"]), _seconds(utterance["end"])
            yield Cue(start, end, utterance["transcript"], _name(utterance.get("speaker")))
        return
    words = results["channels"][0]["alternatives"][0]["words"]
    yield from _gathered(
        (_seconds(word["start"]), _seconds(word["end"]), word.get("punctuated_word") or word["word"],
         _name(word.get("speaker")), False)
        for word in words
    )  # fmt: skip


def _aws(value: Any) -> Iterator[Cue]:
    """Amazon Transcribe: words with their times; who said them stands apart."""
    results = value["results"]
    speakers: dict[str, str] = {
        item["start_time"]: _name(segment["speaker_label"])
        for segment in results.get("speaker_labels", {}).get("segments", [])
        for item in segment["items"]
    }
    yield from _gathered(
        (_seconds(item.get("start_time")), _seconds(item.get("end_time")), item["alternatives"][0]["content"],
         _name(item.get("speaker_label")) or speakers.get(item.get("start_time", ""), ""),
         item["type"] == "punctuation")
        for item in results["items"]
    )  # fmt: skip


def _azure(value: Any) -> Iterator[Cue]:
    for phrase in value["recognizedPhrases"]:
        start = phrase["offsetInTicks"] / 10_000
        end = start + phrase["durationInTicks"] / 10_000
        yield Cue(round(start), round(end), phrase["nBest"][0]["display"], _name(phrase.get("speaker")))


def _google(value: Any) -> Iterator[Cue]:
    results = value.get("results") or value["response"]["results"]
    last = results[-1]["alternatives"][0].get("words", [])
    if any("speakerTag" in word for word in last):  # the last result holds all words with their speakers
        yield from _gathered(
            (_google_time(word.get("startTime")), _google_time(word.get("endTime")), word["word"],
             _name(word.get("speakerTag")), False)
            for word in last
        )  # fmt: skip
        return
    for result in results:
        best = result["alternatives"][0]
        words = best.get("words", [{}])
        start, end = _google_time(words[0].get("startTime")), _google_time(words[-1].get("endTime"))
        yield Cue(start, end, best["transcript"])


def _revai(value: Any) -> Iterator[Cue]:
    for monologue in value["monologues"]:
        elements = monologue["elements"]
        timed = [element for element in elements if "ts" in element]
        start, end = (timed[0]["ts"], timed[-1]["end_ts"]) if timed else (None, None)
        words = "".join(element["value"] for element in elements if element["type"] != "unknown")
        yield Cue(_seconds(start), _seconds(end), words, _name(monologue.get("speaker")))


def _speechmatics(value: Any) -> Iterator[Cue]:
    yield from _gathered(
        (_seconds(result["start_time"]), _seconds(result["end_time"]), result["alternatives"][0]["content"],
         _name(result["alternatives"][0].get("speaker")), result["type"] == "punctuation")
        for result in value["results"]
    )  # fmt: skip


_FORMS: tuple[Callable[[Any], Iterable[Cue]], ...] = (
    _segments,
    _utterances,
    _aws,
    _deepgram,
    _azure,
    _revai,
    _speechmatics,
    _google,
)


def _gathered(words: Iterable[tuple[int | None, int | None, str, str, bool]]) -> Iterator[Cue]:
    """Single words (from, to, the word, who says it, whether it is punctuation) as stretches of speech.

    A stretch ends where somebody else speaks; where nobody is named, at the end of a sentence.
    """
    stretch: Cue | None = None
    for start, end, word, speaker, is_punctuation in words:
        if stretch is not None and is_punctuation:
            stretch = Cue(stretch.start, stretch.end, stretch.words + word, stretch.speaker)
            continue
        if stretch is not None and _goes_on(stretch, speaker, start):
            stretch = Cue(stretch.start, end, f"{stretch.words} {word}", speaker)
            continue
        if stretch is not None:
            yield stretch
        stretch = Cue(start, end, word, speaker)
    if stretch is not None:
        yield stretch


def _goes_on(stretch: Cue, speaker: str, start: int | None) -> bool:
    if stretch.speaker or speaker:
        return stretch.speaker == speaker
    long = start is not None and stretch.start is not None and start - stretch.start > _LONGEST_TURN
    return not (long or stretch.words.endswith(_ENDS))


def _name(speaker: object) -> str:
    """What the file calls a speaker; a number alone would be no name."""
    if isinstance(speaker, Mapping):
        speaker = speaker.get("name") or speaker.get("id")
    if speaker is None:
        return ""
    name = " ".join(str(speaker).split())
    return f"Speaker {name}" if name.isdigit() or len(name) == 1 else name


def _seconds(time: object) -> int | None:
    return _times(time, 1000.0)


def _times(time: object, factor: float) -> int | None:
    return None if time is None else round(float(str(time)) * factor)


def _google_time(time: object) -> int | None:
    if isinstance(time, Mapping):
        return _times(time.get("seconds", 0), 1000.0)
    return None if time is None else _seconds(str(time).rstrip("s"))
