"""Tells forms and headings from dialogue: fields that come in one order, words that are no names."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.documents.labels import SpeakerLabel
from app.documents.lines import TextLines
from app.documents.names import has_case, is_never_a_speaker
from app.documents.speaker_words import NAMES_THAT_ARE_WORDS

_LONG = 60  # characters from which a value is a sentence, whatever it ends with
_LONG_WITHOUT_CASE = 25  # and in scripts that write more with fewer characters
_ENDS = re.compile(r"[.!?…؟۔।。！？]['\"”’»)\]]*\s*$")


def reads_as_form(text: str, layout: TextLines, labels: Sequence[SpeakerLabel]) -> bool:
    """Tell whether the labels are the fields of a form: three or more, with entries instead of sentences.

    Fields come once each, or in the same order again and again, or are words for fields, or belong to a
    script without capitals, in which any short word looks like a name. Two fields have figures for entries.
    What bears times is no form.
    """
    distinct = {label.key for label in labels}
    if any(label.time for label in labels):
        return False
    once = len(distinct) == len(labels)
    if len(distinct) < 3:
        return once and len(labels) == 2 and all(_is_entry(text, layout, label) for label in labels)
    sayings = sum(_is_said(text, layout, label) for label in labels)
    if sayings >= 0.3 * len(labels):
        return False
    following = Counter(pairwise(label.key for label in labels))
    usual = Counter(speaker for speaker, _ in following)
    most = dict.fromkeys(usual, 0)
    for (speaker, _), times in following.items():
        most[speaker] = max(most[speaker], times)
    steps = sum(following.values())
    in_order = sum(most.values()) >= 0.9 * steps and steps >= 2 * len(distinct) - 1
    fields = sum(is_never_a_speaker(label.name) for label in labels) >= len(labels) / 3
    caseless = not any(has_case(key) for key in distinct)
    return once or in_order or fields or caseless


def without_form_at_head(text: str, layout: TextLines, labels: Sequence[SpeakerLabel]) -> list[SpeakerLabel]:
    """Leave out a form before the first who speaks: a block of fields, none of which recurs."""
    counts = Counter(label.key for label in labels)
    head: list[SpeakerLabel] = []
    for label in labels:
        follows = not head or (label.line == head[-1].line + 1 and not layout.lines[label.line].after_blank)
        if not follows:
            break
        if label.time or label.lone or counts[label.key] > 1 or _is_said(text, layout, label):
            return list(labels)
        head.append(label)
    after = head[-1].line + 1 if head else 0
    ended = after >= len(layout.lines) or layout.lines[after].after_blank
    return list(labels[len(head) :]) if len(head) > 1 and ended else list(labels)


def _is_entry(text: str, layout: TextLines, label: SpeakerLabel) -> bool:
    value = text[label.body : layout.lines[label.line].end].strip()
    return len(value) < _LONG_WITHOUT_CASE and any(character.isdigit() for character in value)


def _is_said(text: str, layout: TextLines, label: SpeakerLabel) -> bool:
    line = layout.lines[label.line]
    value = text[label.body : line.end].strip()
    if not value and label.line + 1 < len(layout.lines):
        below = layout.lines[label.line + 1]
        value = text[below.start : below.end]
    long = _LONG if has_case(value) else _LONG_WITHOUT_CASE
    return len(value) >= long or bool(_ENDS.search(value))


def are_words_of_the_text(text: str, names: Iterable[str]) -> bool:
    """Tell whether all these would-be names are words that the text writes small, too: "Strengths"."""
    distinct = set(names)
    return bool(distinct) and all(_is_word_of_the_text(text, name) for name in distinct)


def _is_word_of_the_text(text: str, name: str) -> bool:
    key = name.casefold()
    if " " in name or name.islower() or not name.isalpha() or not has_case(name) or len(name) < 3:
        return False
    if key in NAMES_THAT_ARE_WORDS:
        return False
    return bool(re.search(rf"(?<!\w){re.escape(key)}(?!\w|\s*[:：])", text))
