"""Tells by a table's header whether its rows are speech, and in which columns name, time and words are."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.speaker_words import word_set

_SPEAKER = word_set(
    """
    speaker|speakers|speaker name|speaker label|speaker id|name|who|participant|voice|person|sprecher
    sprecherin
    locuteur|locutrice|intervenant|hablante|interlocutor|parlante|spreker|talare|puhuja|mówca
    mluvčí|beszélő
    konuşmacı|говорящий|спикер|المتحدث|דובר|話者|发言人|說話者|화자
    """
)
_WORDS = word_set(
    """
    transcript|transcription|content|text|speech|utterance|words|dialogue|line|segment|translation|inhalt
    transkript|äußerung|texte|contenu|transcripción|texto|contenido|testo|tekst|inhoud|innehåll|teksti|treść
    szöveg|metin|текст|النص|טקסט|発言|テキスト|内容|文本|내용
    """
)
_TIME = word_set(
    """
    time|timecode|time code|timespan|time span|timestamp|time stamp|start|start time|begin|from|in|tc
    zeit|zeitmarke|zeitspanne|beginn|temps|début|tiempo|inicio|tempo|tijd|tid|aika|czas|čas|idő
    zaman|время|الوقت|זמן|時間|时间|시간
    """
)
_NAMES_ALONE = frozenset({"name", "person", "who", "participant"})  # a table of people has them, too


@dataclass(frozen=True)
class SpeechColumns:
    """Which cells of a row, counted from 0, hold who speaks, the words, and the time, where there is one."""

    speaker: int
    words: int
    time: int | None


def speech_columns(header: Sequence[str]) -> SpeechColumns | None:
    """The columns of a table of speech; None where the header is that of another table."""
    names = [" ".join(cell.replace("_", " ").split()).casefold() for cell in header]
    speaker = next((n for n, name in enumerate(names) if name in _SPEAKER), None)
    words = next((n for n, name in enumerate(names) if name in _WORDS), None)
    time = next((n for n, name in enumerate(names) if name in _TIME), None)
    if speaker is None or words is None or len(names) > 12:
        return None
    if names[speaker] in _NAMES_ALONE and time is None:
        return None
    return SpeechColumns(speaker, words, time)
