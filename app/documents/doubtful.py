"""Lines of a transcript that look like labels: mistyped ones are taken, others named."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.documents.labels import MAX_LABEL, SpeakerLabel, beginnings
from app.documents.lines import TextLines
from app.documents.names import MOST_PEOPLE, Strength, differ_little, is_never_a_speaker, is_role
from app.documents.times import GAPS

_REMARK = rf"(?:[\])]|{GAPS}(?:\[[^\]\n:]{{1,40}}\]|\([^)\n:]{{1,40}}\)))?"  # "Omar [laughs]:", "[Omar]:"
_MISTYPED = re.compile(rf"{_REMARK}{GAPS}(?P<sign>[;；︰∶꞉ː:.,=>|*?]*[;；︰∶꞉ː:：])(?=\s|[^\W\d_]|$)")
_MORE_OF_A_LABEL = re.compile(r"[^\n:：]{0,30}[:：](?=\s)")  # "Omar on the phone:", "Omar and Anna:"
_NOBODY = re.compile(
    r"[\[(]?(?:\?{1,3}|_{1,3}|inaudible|unintelligible|unclear|indistinct|unverständlich)[\])]?\s?[:：]"
    r"|\d[^\W\d_]{3,15}[:：]",  # and "0mar:"
    re.IGNORECASE,
)
_QUOTES = '“„«"'
_OPENS = '[(“„«"*_'
_MISTYPED_TIME = re.compile(r"(?=\D*\d)[\d\W]{1,12}")
_SIGN = re.compile(rf"{GAPS}[.,\-–—=>|/]{GAPS}(?=\S)")
_FIRST_WORDS = 40
_DENSE = 0.6  # share of paragraphs with a label from which one that begins with a bare name is doubtful
_RECURS = 3  # times, from which words that are never names may be somebody's pseudonym
_ENOUGH = 4  # labels, from which names are known well enough to look for them elsewhere


@dataclass(frozen=True)
class DoubtfulLine:
    """A line, counted from 1 in the text, that looks like a label of `like` and wasn't taken for one; without
    `like`, a label that gives no name."""

    line: int
    words: str
    like: str


def with_mistyped_labels(text: str, layout: TextLines, labels: Sequence[SpeakerLabel]) -> list[SpeakerLabel]:
    """Add lines that begin with a speaker's name and a semicolon, a colon mistyped, or the name alone."""
    people = {label.key: label for label in reversed(labels) if label.name}
    if len(people) > MOST_PEOPLE:
        return list(labels)
    taken = {label.line for label in labels}
    lone = sum(label.lone for label in labels) > len(labels) / 2
    mistyped = [
        label
        for index, name, end in _lines_with_names(text, layout, people, taken)
        if (label := _mistyped(text, layout, index, people[name], end, lone=lone)) is not None
    ]
    return sorted([*labels, *mistyped]) if mistyped else list(labels)


def _mistyped(
    text: str, layout: TextLines, index: int, label: SpeakerLabel, end: int, *, lone: bool
) -> SpeakerLabel | None:
    line = layout.lines[index]
    if text[line.start : end].lstrip()[0] in _QUOTES:  # words of somebody who is quoted
        return None
    rest = text[end : line.end].strip()
    sign = _MISTYPED.match(text, end, line.end)
    time = rest if _MISTYPED_TIME.fullmatch(rest) else None
    if sign is None:
        heads = line.after_blank and index + 1 < len(layout.lines)
        heads = heads and (lone or is_role(label.name)) and not layout.lines[index + 1].after_blank
        if not heads or (rest and not time):
            return None
    body = sign.end() if sign else line.end
    return label._replace(
        line=index, start=line.start, body=body, time=time, lone=not text[body : line.end].strip()
    )


def _lines_with_names(
    text: str, layout: TextLines, people: dict[str, SpeakerLabel], taken: set[int]
) -> Iterator[tuple[int, str, int]]:
    """Yield (line, key, end of the name) of the lines behind the first label that begin with a name."""
    first = min(taken)
    by_letter: dict[str, list[str]] = {}
    for key in sorted(people, key=len, reverse=True):
        by_letter.setdefault(key[0], []).append(key)
    for index, line in beginnings(text, layout):
        if index <= first or index in taken:
            continue
        start = line.start
        while start < line.end and (text[start].isspace() or text[start] in _OPENS):
            start += 1
        for key in by_letter.get(text[start].casefold(), ()):
            end = start + len(key)
            if text[start:end].casefold() == key and not text[end : end + 1].isalnum():
                yield index, key, end
                break


def doubtful_lines(
    text: str, layout: TextLines, labels: Sequence[SpeakerLabel], colons: Iterable[SpeakerLabel]
) -> list[DoubtfulLine]:
    """Return the lines that look like labels of speakers and weren't taken, in order.

    Such are lines that begin with a speaker's name and another sign than a colon, names before a colon that
    were not believed, words before a colon that recur between turns, and names that differ from another
    speaker's in one letter.
    """
    taken = {label.line for label in labels}
    people = {label.key: label for label in reversed(labels) if label.name}
    if len(people) > MOST_PEOPLE:
        return []
    counts = Counter(label.key for label in labels)
    paragraphs = sum(layout.begins[labels[0].line :]) - len(layout.times)
    dense = len(labels) >= _DENSE * paragraphs
    names = {label.line: people[near].name for label in labels if (near := _nearly(label, counts))}
    names |= {label.line: "" for label in labels if not label.name}
    if len(labels) >= _ENOUGH:
        for index, key, end in _lines_with_names(text, layout, people, taken):
            if _looks_like_label(text, layout, index, people[key], end, dense=dense):
                names[index] = people[key].name
    colons = list(colons)
    recurring = _recurring(colons, labels)
    for index, line in beginnings(text, layout) if dense else ():
        if index not in taken and _NOBODY.match(text, line.start, line.end):
            names.setdefault(index, "")
    for label in colons:
        if (
            label.line > labels[0].line
            and label.line not in taken
            and (label.key in recurring or _might_speak(label, counts, dense=dense))
        ):
            names.setdefault(label.line, label.name)
    return [_doubtful(text, layout, index, names[index]) for index in sorted(names)]


def _looks_like_label(
    text: str, layout: TextLines, index: int, label: SpeakerLabel, end: int, *, dense: bool
) -> bool:
    line = layout.lines[index]
    written = text[end - len(label.key) : end]
    if not layout.begins[index] or written[0].islower() != label.name[0].islower():
        return False
    rest = text[end : line.end]
    if dense and _MORE_OF_A_LABEL.match(text, end, line.end):
        return True
    sign = _SIGN.match(text, end, line.end)
    if sign is not None:
        comma = sign[0].strip() == ","
        return not comma or ((dense or line.after_blank) and len(rest) > _FIRST_WORDS // 2)
    named = dense or label.strength is Strength.ROLE
    behind = rest[:1].isspace() and rest.strip()[:1].isupper()
    return named and behind and written == label.name and len(written) > 1


def _recurring(colons: Sequence[SpeakerLabel], labels: Sequence[SpeakerLabel]) -> set[str]:
    """The words before colons that come back again and again between turns of others, though no names."""
    speakers = {label.key for label in labels}
    lines = sorted({label.line: label.key for label in (*colons, *labels)}.items())
    alternating = Counter(
        key for (_, before), (_, key) in pairwise(lines) if key != before and before in speakers
    )
    return {key for key, times in alternating.items() if times >= _RECURS and key not in speakers}


def _might_speak(label: SpeakerLabel, counts: Counter[str], *, dense: bool) -> bool:
    if is_never_a_speaker(label.name) or label.strength is Strength.WEAK:
        return False
    return dense or any(differ_little(label.key, key) for key in counts) or label.strength is Strength.ROLE


def _nearly(label: SpeakerLabel, counts: Counter[str]) -> str:
    """The speaker of many turns whose name differs from this one's in one letter, or nothing."""
    if counts[label.key] > 2 or len(label.key) < 4:
        return ""
    return next(
        (
            key
            for key, count in counts.items()
            if count >= 3 * counts[label.key] and count > 2 and differ_little(label.key, key)
        ),
        "",
    )


def _doubtful(text: str, layout: TextLines, index: int, like: str) -> DoubtfulLine:
    line = layout.lines[index]
    words = " ".join(text[line.start : min(line.end, line.start + MAX_LABEL)].split())
    if len(words) > _FIRST_WORDS:
        words = words[:_FIRST_WORDS].rsplit(" ", 1)[0] + " …"
    return DoubtfulLine(text.count("\n", 0, line.start) + 1, words, like)
