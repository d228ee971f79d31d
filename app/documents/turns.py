"""Recognises speakers' turns and paragraphs in a canonical text; the text itself is never changed."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from app.documents.labels import (
    Label,
    Line,
    Strength,
    colon_labels,
    is_never_a_speaker,
    lines,
    lone_labels,
    tab_labels,
)
from app.documents.speaker_words import HEAD_WORDS

_WRAPPED_AT_MOST = 120  # no line of a hard-wrapped text is longer
_WRAPPED_AT_LEAST = 40  # and lines that go on in the next one are rarely shorter
_HEAD_LINES = 15
_SOMETIMES = 0.12  # share of lines with a label below which names recur like links in an article
_MOSTLY = 0.5  # share of lines with a label from which a text is chiefly dialogue
_THROUGHOUT = 0.9  # and from which even a single word before a colon, said once, is a name


@dataclass(frozen=True)
class Region:
    """A turn or paragraph as code point offsets into the canonical text.

    Regions follow one another without a gap from the first line that isn't blank to the end of the text, so
    trailing blank lines belong to the region before them. A turn begins with its label ("NEUMANN: ") and
    holds every paragraph up to the next label; `body` is where speech begins, so that `start:body` can be
    drawn as a label and left out of coding. In a paragraph, `body` is `start` and there is no speaker.
    `time` is the time of day or of the recording as the transcript writes it, without brackets.
    """

    kind: Literal["turn", "paragraph"]
    start: int
    body: int
    end: int
    speaker: str | None = None
    time: str | None = None


def regions(text: str) -> list[Region]:
    """Return the turns of a transcript (with the paragraphs before the first one), or else the paragraphs.

    A label counts only where the document as a whole reads as a transcript: labels recur, name roles or bear
    times. Ordinary prose with colons gives paragraphs only.
    """
    all_lines = lines(text)
    labels = _spoken(text, all_lines)
    if not labels:
        return _paragraphs(all_lines, len(all_lines), len(text))
    before = _paragraphs(all_lines, labels[0].line, labels[0].start)
    ends = [label.start for label in labels[1:]] + [len(text)]
    return before + [_turn(text, label, end) for label, end in zip(labels, ends, strict=True)]


def _turn(text: str, label: Label, end: int) -> Region:
    body = label.body
    while body < end and text[body].isspace():
        body += 1
    return Region("turn", label.start, body, end, label.name, label.time)


def _spoken(text: str, all_lines: list[Line]) -> list[Label]:
    return (
        _by_colon(_without_head(list(colon_labels(text, all_lines)), all_lines), all_lines)
        or _by_tab(list(tab_labels(text, all_lines)), all_lines)
        or _alone(list(lone_labels(text, all_lines)), all_lines)
    )


# labels with a colon


def _by_colon(labels: list[Label], all_lines: list[Line]) -> list[Label]:
    """Return the labels that speak, if the document reads as a transcript."""
    labels = _same_person([label for label in labels if not is_never_a_speaker(label.name)])
    counts = Counter(label.key for label in labels)
    recurring = {key for key, count in counts.items() if count > 1}
    density = _density([label for label in labels if label.key in recurring] or labels, all_lines)
    roles = {label.key for label in labels if label.strength is Strength.ROLE}
    named = {label.key for label in labels if label.strength is Strength.NAME}
    named |= {key for key in recurring - roles if density >= _MOSTLY and " " not in key}
    accepted = roles | (named & recurring)
    if not _reads_as_transcript(labels, accepted, recurring, density):
        return []
    accepted |= _once_only(labels, named - recurring, accepted & recurring, density)
    accepted |= {key for key in recurring if density >= _MOSTLY or counts[key] > 2}
    return [label for label in labels if label.key in accepted]


def _density(labels: list[Label], all_lines: list[Line]) -> float:
    """Return the share of lines with a label from the first label on; a label's own line is not counted."""
    if not labels:
        return 0.0
    lone = sum(label.body == all_lines[label.line].end for label in labels)
    return len(labels) / max(1, len(all_lines) - labels[0].line - lone)


def _reads_as_transcript(
    labels: list[Label], accepted: set[str], recurring: set[str], density: float
) -> bool:
    chosen = [label for label in labels if label.key in accepted]
    roles = {label.key for label in chosen if label.strength is Strength.ROLE}
    if not accepted & recurring:
        words = {label.key for label in chosen if label.strength is Strength.ROLE and not label.numbered}
        return bool(words) and (len(roles) > 1 or (len(labels) > 1 and density >= _MOSTLY))
    if len(accepted) > 1:
        return bool(roles) or density >= _MOSTLY or (len(chosen) >= 4 and density >= _SOMETIMES)
    others = {label.key for label in labels if label.strength is Strength.NAME} - accepted
    return bool(roles) or (bool(others) and density >= _MOSTLY)


def _once_only(labels: list[Label], once: set[str], recurring: set[str], density: float) -> set[str]:
    """Return those who speak once: where nearly every line has a label, or written as the others are."""
    named = [label.name for label in labels if label.key in recurring and label.strength is Strength.NAME]
    forms = {_form(name) for name in named}
    alike = forms if forms == {"capitals"} else forms - {"word"}
    any_form = density >= (_MOSTLY if len(recurring) < 2 else _THROUGHOUT) and forms != {"capitals"}
    return {label.key for label in labels if label.key in once and (any_form or _form(label.name) in alike)}


def _form(name: str) -> str:
    if name.isupper():
        return "capitals"
    return "words" if " " in name else "word"


def _without_head(labels: list[Label], all_lines: list[Line]) -> list[Label]:
    """Leave out the lines that describe the interview at its head: "Date: ...", "Interviewer: ..."."""
    head = [label.line for label in labels if label.line < _HEAD_LINES and label.key in HEAD_WORDS]
    if not head:
        return labels
    last = max(head)
    while last + 1 < len(all_lines) and not all_lines[last + 1].after_blank:
        last += 1
    in_block = [label.key for label in labels if label.line <= last]
    if last > 2 * _HEAD_LINES or len(set(in_block)) < len(in_block):
        last = max(head)
    return [label for label in labels if label.line > last]


def _same_person(labels: list[Label]) -> list[Label]:
    """Give each person one name: NEUMANN for "PETER NEUMANN" and "NEUMANN", "Ana Yilmaz" for "AY"."""
    initials = {label.alias.casefold(): label for label in labels if label.alias}
    labels = [
        replace(label, name=initials[label.key].name) if label.key in initials else label for label in labels
    ]
    people = _short_forms({label.key for label in labels if label.strength is not Strength.ROLE})
    groups: dict[str, Counter[str]] = {}
    for label in labels:
        groups.setdefault(people.get(label.key, label.key), Counter())[label.name] += 1
    chosen = {person: min(names, key=lambda n: (-names[n], len(n))) for person, names in groups.items()}
    named = [(label, chosen[people.get(label.key, label.key)]) for label in labels]
    return [label if label.name == name else replace(label, name=name) for label, name in named]


def _short_forms(keys: set[str]) -> dict[str, str]:
    """Map a first or last name alone to the one full name that it is part of."""
    full = [key for key in keys if " " in key and not any(c.isdigit() for c in key)]
    found: dict[str, str] = {}
    for key in keys:
        holders = [name for name in full if key in (name.split()[0], name.split()[-1])]
        if len(holders) == 1:
            found[key] = holders[0]
    return found


# labels without a colon


def _by_tab(labels: list[Label], all_lines: list[Line]) -> list[Label]:
    """Return the speakers of a table of speech: few names, most lines, or roles."""
    labels = [label for label in labels if not is_never_a_speaker(label.name)]
    counts = Counter(label.key for label in labels if label.strength is not Strength.WEAK)
    recurring = {key for key, count in counts.items() if count > 1}
    roles = {label.key for label in labels if label.strength is Strength.ROLE}
    mostly = sum(counts[key] for key in recurring) >= 0.6 * len(all_lines) and len(recurring) > 1
    if not recurring or not (recurring & roles or mostly):
        return []
    return [label for label in labels if label.key in recurring | roles]


def _alone(labels: list[Label], all_lines: list[Line]) -> list[Label]:
    """Return the labels that have their line to themselves, never next to one another, and recur."""
    usable = [label for label in labels if label.strength is not Strength.WEAK]
    usable = [label for label in usable if not is_never_a_speaker(label.name)]
    timed = sum(label.time is not None for label in usable)
    if timed > 1 and len({label.key for label in usable if label.time}) < timed:
        return [label for label in usable if label.time]
    counts = Counter(label.key for label in usable)
    strong = {label.key: label.strength for label in usable}
    taken: set[int] = set()
    accepted: set[str] = set()
    for key in sorted(counts, key=lambda k: (-strong[k], -counts[k], k)):
        at = {label.line for label in usable if label.key == key}
        beside = {line + step for line in at for step in (-1, 1)}
        if counts[key] > 1 and not beside & (taken | at):
            accepted.add(key)
            taken |= at
    roles = {key for key in accepted if strong[key] is Strength.ROLE}
    many = len(accepted) > 1 and len(taken) >= max(4, len(all_lines) / 4)
    return [label for label in usable if label.key in accepted] if roles or many else []


# paragraphs


def _paragraphs(all_lines: list[Line], count: int, end: int) -> list[Region]:
    """Return the first `count` lines as paragraphs that end at `end`: lines or wrapped blocks."""
    wrapped = _is_hard_wrapped(all_lines)
    starts = [line.start for line in all_lines[:count] if line.after_blank or not wrapped]
    return [
        Region("paragraph", start, start, stop)
        for start, stop in zip(starts, [*starts[1:], end], strict=False)
    ]


def _is_hard_wrapped(all_lines: list[Line]) -> bool:
    """Tell whether lines were broken at a width, so that only a blank line ends a paragraph."""
    if any(line.end - line.start > _WRAPPED_AT_MOST for line in all_lines):
        return False
    going_on = [line.end - line.start for line, after in pairwise(all_lines) if not after.after_blank]
    long = sum(length >= _WRAPPED_AT_LEAST for length in going_on)
    return len(going_on) > 2 and long >= 0.8 * len(going_on)
