"""The forms that transcripts have: recognisers that return who speaks where, and how sure they are."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.documents.forms import are_words_of_the_text, reads_as_form, without_form_at_head
from app.documents.labels import (
    SpeakerLabel,
    bracketed_labels,
    chat_labels,
    colon_labels,
    cue_labels,
    dashed_labels,
    hearing_labels,
    letter_labels,
    lone_labels,
    nameless_labels,
    names_below_times,
    tab_labels,
    timed_labels,
    with_times_above,
)
from app.documents.lines import TextLines
from app.documents.names import MOST_PEOPLE, Strength, differ_little, has_case, is_never_a_speaker
from app.documents.rare_labels import (
    diarised_labels,
    emphasised_labels,
    numbered_labels,
    parenthesised_labels,
    signed_labels,
    table_labels,
)
from app.documents.same_speaker import with_one_name_each
from app.documents.speaker_words import FUNCTION_WORDS, GROUPS, HEAD_WORDS, word_set

_TIMED = re.compile(r"\s*[\[(<{#]?\d{1,3}:\d\d")
NO_SPEAKERS = "none"
_HEAD_LINES = 15
_SOMETIMES = 0.12  # share of paragraphs with a label below which names recur like links in an article
_MOSTLY = 0.5  # share of paragraphs with a label from which a text is chiefly dialogue
_THROUGHOUT = 0.9  # and from which even a single word before a colon, said once, is a name
_MOST_WORDS_OF_A_DESCRIPTION = 3

# Letters for question and answer, as languages have them: Q. and A., F. and A., P. and R. ...
_LETTER_PAIRS = word_set("qa|fa|pr|qr|dr|va|sc|kv|po|fs|во|вв|ир|ip|ir|ie|is|es|iv|bi|ib|mp|mr|ср")


@dataclass(frozen=True)
class Recognised:
    """Who speaks where: the form's name, labels in order, and the share of paragraphs that have one."""

    dialect: str
    labels: Sequence[SpeakerLabel]
    confidence: float
    colons: Sequence[SpeakerLabel]  # whatever stands before a colon at the beginning of a line


@dataclass(frozen=True)
class Dialect:
    """A form of transcript: what may be a label in it, and which of these are."""

    name: str
    candidates: Callable[[str, TextLines], Iterable[SpeakerLabel]]
    judged: Callable[[str, TextLines, list[SpeakerLabel]], list[SpeakerLabel]]


def recognised(text: str, layout: TextLines) -> Recognised | None:
    """Return the form that accounts for most of the text, or None where it doesn't read as a transcript."""
    best: Recognised | None = None
    colons: list[SpeakerLabel] = []
    for dialect in DIALECTS:
        candidates = list(dialect.candidates(text, layout))
        colons = candidates if dialect is DIALECTS[0] else colons
        labels = dialect.judged(text, layout, candidates) if candidates else []
        if labels and (best is None or len(labels) > len(best.labels)):
            best = Recognised(dialect.name, labels, min(1.0, _density(labels, layout)), colons)
        if best is not None and best.confidence >= _THROUGHOUT:
            break
    return best


def recognised_as(name: str, text: str, layout: TextLines) -> Recognised | None:
    """Return who speaks by a form that somebody chose; where too little is sure, all that may be names."""
    (dialect,) = (dialect for dialect in DIALECTS if dialect.name == name)
    candidates = list(dialect.candidates(text, layout))
    labels = dialect.judged(text, layout, candidates) if candidates else []
    labels = labels or [label for label in _people(candidates) if label.strength is not Strength.WEAK]
    if not labels:
        return None
    colons = candidates if dialect is DIALECTS[0] else []
    return Recognised(name, labels, min(1.0, _density(labels, layout)), colons)


def _people(labels: Iterable[SpeakerLabel]) -> list[SpeakerLabel]:
    return with_one_name_each([label for label in labels if not is_never_a_speaker(label.name)])


# labels with a colon


def _by_colon(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the labels that speak, if the document reads as a transcript."""
    candidates = without_form_at_head(text, layout, _without_head(candidates, layout))
    if reads_as_form(text, layout, candidates):
        return []
    labels = _people(candidates)
    counts = Counter(label.key for label in labels)
    recurring = {key for key, count in counts.items() if count > 1}
    density = _density([label for label in labels if label.key in recurring] or labels, layout)
    roles = {label.key for label in labels if label.strength is Strength.ROLE}
    named = {label.key for label in labels if label.strength is Strength.NAME}
    weak = {key for key in recurring - roles - named if density >= _MOSTLY}
    named |= {key for key in weak if " " not in key}
    accepted = roles | (named & recurring)
    if not _reads_as_transcript(labels, accepted, recurring, density):
        return []
    if not roles and are_words_of_the_text(text, [label.name for label in labels if label.key in accepted]):
        return []
    among_roles = _density(labels, layout) if accepted & roles else density
    accepted |= _once_only(labels, named - recurring, accepted & recurring, among_roles)
    accepted |= {label.key for label in labels if label.key in GROUPS}
    if len(counts) <= MOST_PEOPLE:
        accepted |= {key for key in named if any(differ_little(key, speaker) for speaker in accepted)}
    accepted |= {key for key in weak if _describes_a_person(key)}
    return [label for label in labels if label.key in accepted]


def _describes_a_person(key: str) -> bool:
    words = key.split()
    return len(words) <= _MOST_WORDS_OF_A_DESCRIPTION and words[0] not in FUNCTION_WORDS


def _density(labels: Sequence[SpeakerLabel], layout: TextLines) -> float:
    """Return the share of paragraphs with a label from the first on; a label's own line is not counted."""
    if not labels:
        return 0.0
    first = labels[0].line
    lone = sum(label.lone for label in labels)
    inside = sum(not layout.begins[label.line] for label in labels) if layout.wrapped else 0
    paragraphs = sum(layout.begins[first:]) if layout.wrapped else len(layout.lines) - first
    times = sum(time > first for time in layout.times)
    return len(labels) / max(1, paragraphs + inside - lone - times)


def _reads_as_transcript(
    labels: list[SpeakerLabel], accepted: set[str], recurring: set[str], density: float
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


def _once_only(labels: list[SpeakerLabel], once: set[str], recurring: set[str], density: float) -> set[str]:
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


def _without_head(labels: list[SpeakerLabel], layout: TextLines) -> list[SpeakerLabel]:
    """Leave out the lines that describe the interview at its head: "Date: ...", "Interviewer: ..."."""
    head = [label.line for label in labels if label.line < _HEAD_LINES and label.key in HEAD_WORDS]
    if not head:
        return labels
    last = max(head)
    while last + 1 < len(layout.lines) and not layout.lines[last + 1].after_blank:
        last += 1
    in_block = [label.key for label in labels if label.line <= last]
    if last > 2 * _HEAD_LINES or len(set(in_block)) < len(in_block):
        last = max(head)
    counts = Counter(label.key for label in labels)
    first = next((label.line for label in labels if label.line > last and counts[label.key] > 1), 0)
    return [label for label in labels if label.line > last and not (label.lone and label.line < first)]


# labels of other forms


def _chiefly(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the labels of a form that prose has too, if most of the text has them or they are roles."""
    if reads_as_form(text, layout, candidates):
        return []
    labels = with_times_above(layout, _people(candidates))
    counts = Counter(label.key for label in labels if label.strength is not Strength.WEAK)
    recurring = {key for key, count in counts.items() if count > 1}
    roles = {label.key for label in labels if label.strength is Strength.ROLE}
    chosen = [label for label in labels if label.key in recurring]
    timed = sum(label.time is not None for label in chosen) > len(chosen) / 2
    several = len(recurring) > 1 and _density(chosen, layout) >= _MOSTLY
    mostly = several or (timed and len(counts) > 1)
    if not mostly and not (recurring & roles and len(recurring | roles) > 1):
        return []
    names = [label.name for label in chosen]
    if not timed and not recurring & roles and are_words_of_the_text(text, names):
        return []
    once = {label.key for label in labels if label.time is not None} if timed else set()
    return [label for label in labels if label.key in recurring | roles | once]


def _by_tab(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the speakers of a table of speech: few names, most lines, or roles."""
    if reads_as_form(text, layout, candidates):
        return []
    labels = _people(candidates)
    counts = Counter(label.key for label in labels if label.strength is not Strength.WEAK)
    recurring = {key for key, count in counts.items() if count > 1}
    roles = {label.key for label in labels if label.strength is Strength.ROLE}
    mostly = sum(counts[key] for key in recurring) >= 0.6 * len(layout.lines) and len(recurring) > 1
    if not recurring or not (recurring & roles or mostly):
        return []
    return [label for label in labels if label.key in recurring | roles]


def _by_letter(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return questions and answers ("Q.", "A."), and who speaks between them in capitals, as in court."""
    sequence = [label.key for label in candidates]
    counts = Counter(sequence)
    pairs = [pair for pair in _LETTER_PAIRS if counts[pair[0]] and counts[pair[1]]]
    if not pairs:
        return []
    pair = max(pairs, key=lambda letters: (counts[letters[0]] + counts[letters[1]], letters))
    sequence = [key for key in sequence if key in pair]
    turns = sum(first != second for first, second in pairwise(sequence))
    if len(sequence) < max(3, 0.8 * len(candidates)) or turns < 0.6 * (len(sequence) - 1):
        return []
    letters = [label for label in candidates if label.key in pair]
    taken = {label.line for label in letters}
    others = [
        label
        for label in _people(colon_labels(text, layout))
        if label.line not in taken and _speaks_in_court(label)
    ]
    return sorted([*letters, *others])


def _speaks_in_court(label: SpeakerLabel) -> bool:
    letters = [c for c in label.name if c.isalpha()]
    capitals = label.name.isupper() and len(letters) > 3 and not label.key.startswith(("by ", "exhibit"))
    return capitals or (label.strength is Strength.ROLE and not label.numbered and len(letters) > 3)


def _alone(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the labels that have their line to themselves, never next to one another, and recur."""
    usable = _people(label for label in candidates if label.strength is not Strength.WEAK)
    timed = [label for label in usable if label.time is not None]
    if len(timed) > 1 and len({label.key for label in timed}) < len(timed):
        return sorted([*timed, *nameless_labels(layout, {label.line for label in usable})])
    counts = Counter(label.key for label in usable)
    strong = {label.key: label.strength for label in usable}
    lines_of: dict[str, set[int]] = {}
    for label in usable:
        lines_of.setdefault(label.key, set()).add(label.line)
    taken: set[int] = set()
    accepted: set[str] = set()
    for key in sorted(counts, key=lambda k: (-strong[k], -counts[k], k)):
        at = lines_of[key]
        beside = {line + step for line in at for step in (-1, 1)}
        if counts[key] > 1 and not beside & (taken | at):
            accepted.add(key)
            taken |= at
    if any(strong[key] is Strength.ROLE for key in accepted):  # a voice with a number that speaks once
        accepted |= {
            label.key
            for label in usable
            if label.strength is Strength.ROLE and label.name[-1].isdigit() and label.line - 1 not in taken
        }
    chosen = [label for label in usable if label.key in accepted]
    roles = {key for key in accepted if strong[key] is Strength.ROLE}
    many = len(accepted) > 1 and len(taken) >= max(4, len(layout.lines) / 4)
    many = many and (_heads(layout, chosen) or _full_names(layout, chosen))
    names = [label.name for label in chosen]
    return chosen if roles or (many and not are_words_of_the_text(text, names)) else []


def _full_names(layout: TextLines, labels: list[SpeakerLabel]) -> bool:
    """Tell whether first and last names stand between blank lines, as on the pages of radio programmes."""
    last = len(layout.lines) - 1
    full = sum(" " in label.name and has_case(label.name) for label in labels)
    apart = all(layout.lines[label.line].after_blank for label in labels)
    return apart and labels[-1].line < last and labels[0].line < 3 and full >= 0.6 * len(labels)


def _heads(layout: TextLines, labels: list[SpeakerLabel]) -> bool:
    """Tell whether the labels stand right above what is said, behind a blank line or in capitals."""
    last = len(layout.lines) - 1
    above = sum(label.line < last and not layout.lines[label.line + 1].after_blank for label in labels)
    apart = sum(layout.lines[label.line].after_blank or label.name.isupper() for label in labels)
    return above == len(labels) and apart >= 0.9 * len(labels)


def _by_title(_text: str, _layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the speakers of a hearing: titles with names in capitals, of which some come again."""
    labels = _people(candidates)
    counts = Counter(label.key for label in labels)
    return labels if len(labels) > 2 and len(counts) > 1 and len(counts) < len(labels) else []


def _below_times(_text: str, _layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the names that stand between a time and what is said then; nearly all of them recur."""
    labels = _people(candidates)
    counts = Counter(label.key for label in labels)
    chosen = [label for label in labels if counts[label.key] > 1 or label.strength is Strength.ROLE]
    return labels if len(chosen) > 1 and len(chosen) >= 0.8 * len(candidates) else []


def _by_number(_text: str, _layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return questions and answers that are numbered: each number stands at a question, then an answer."""
    keys = [label.key for label in candidates]
    if len(set(keys)) != 2 or len(candidates) < 4 or keys[0] == keys[1]:
        return []
    numbers = [int(label.alias) for label in candidates if label.key == keys[0]]
    pairs = sum(
        first.alias == second.alias and (first.key, second.key) == (keys[0], keys[1])
        for first, second in pairwise(candidates)
    )
    rising = all(first < second for first, second in pairwise(numbers))
    if not rising or pairs < 0.6 * len(numbers):
        return []
    return [label._replace(alias="") for label in candidates]


def _in_brackets(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the names in round brackets; also full names that stand before some lines of subtitles."""
    if labels := _chiefly(text, layout, candidates):
        return labels
    full = [label for label in _people(candidates) if " " in label.name and label.strength > Strength.WEAK]
    counts = Counter(label.key for label in full)
    often = len(full) > 3 and len(counts) > 1 and len(counts) <= len(full) / 2
    return full if often and has_case(full[0].name) and _density(full, layout) >= _SOMETIMES else []


def _voices(text: str, layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    """Return the numbered voices, unless other lines begin with a time, too: somebody else speaks there."""
    recurs = len({label.key for label in candidates}) < len(candidates)
    timed = any(label.time for label in candidates)
    others = sum(bool(_TIMED.match(text, line.start, line.end)) for line in layout.lines) if timed else 0
    meant = recurs and others <= 1.1 * len(candidates) and _density(candidates, layout) >= _SOMETIMES
    return candidates if meant else []


def _all(_text: str, _layout: TextLines, candidates: list[SpeakerLabel]) -> list[SpeakerLabel]:
    return candidates if len(candidates) > 1 else []


DIALECTS = (
    Dialect("colon", colon_labels, _by_colon),
    Dialect("table", table_labels, _all),
    Dialect("tab", tab_labels, _by_tab),
    Dialect("alone", lone_labels, _alone),
    Dialect("question and answer", letter_labels, _by_letter),
    Dialect("hearing", hearing_labels, _by_title),
    Dialect("time behind the name", timed_labels, _chiefly),
    Dialect("brackets", bracketed_labels, _chiefly),
    Dialect("dash", dashed_labels, _chiefly),
    Dialect("below times", names_below_times, _below_times),
    Dialect("Webex", cue_labels, _all),
    Dialect("CHAT", chat_labels, _all),
    Dialect("numbered questions", numbered_labels, _by_number),
    Dialect("other sign", signed_labels, _chiefly),
    Dialect("round brackets", parenthesised_labels, _in_brackets),
    Dialect("voices", diarised_labels, _voices),
    Dialect("strong type", emphasised_labels, _chiefly),
)

NAMES = tuple(dialect.name for dialect in DIALECTS)
