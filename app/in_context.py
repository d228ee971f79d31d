"""A passage with what stands around it: whole words in one line, … where words are left out."""

import re

CUT = "…"
LONGEST_WORD = 40  # characters; where no space comes sooner, words have none between them
REACH = 300  # code points in which the edge of a paragraph is looked for

_WORD = re.compile(r"\S")
_SPACE = re.compile(r"\s+")


def one_line(words: str) -> str:
    """Words with one space wherever they have any white space."""
    return _SPACE.sub(" ", words)


def before(text: str, end: int, most: int) -> str:
    """What stands before a place, in one line: `most` characters at most, and … where words are left out."""
    start = end - most
    if start <= 0:
        return " ".join(text[:end].split())
    words = text[start - 1 : end].split()  # with one sign more, which tells whether a word is cut
    if text[start - 1].isspace():
        if _WORD.search(text, 0, start):
            words.insert(0, CUT)
    elif len(words[0]) <= LONGEST_WORD and len(words[0]) <= most:
        words[0] = CUT
    else:
        words[:1] = [CUT, words[0][1:]]
    return " ".join(words)


def after(text: str, start: int, most: int) -> str:
    """What stands behind a place, in one line: `most` characters at most, and … where words are left out."""
    end = start + most
    words = text[start : end + 1].split()
    if end >= len(text):
        return " ".join(words)
    if text[end].isspace():
        if _WORD.search(text, end):
            words.append(CUT)
    elif len(words[-1]) <= LONGEST_WORD and len(words[-1]) <= most:
        words[-1] = CUT
    else:
        words[-1:] = [words[-1][:-1], CUT]
    return " ".join(words)


def around(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and behind a passage as it joins the passage: with a space where there is one."""
    first, last = before(text, start, most), after(text, end, most)
    if first and text[start - 1].isspace():
        first += " "
    if last and text[end].isspace():
        last = f" {last}"
    return first, last


def middle(text: str, start: int, end: int, longest: int) -> tuple[int, int] | None:
    """What is left out of a passage of more than `longest` code points: from where to where, between words.

    None where all of it is shown: two thirds of `longest` are its beginning, the rest is its end.
    """
    if end - start <= longest:
        return None
    head = longest * 2 // 3
    first = max(text.rfind(" ", start, start + head), start + head // 2)
    last = end - (longest - head)
    space = text.find(" ", last, end)
    return first, space + 1 if space >= 0 else last


def quote(text: str, start: int, end: int, longest: int) -> str:
    """The words of a passage in one line; of one with more than `longest` code points without its middle."""
    left_out = middle(text, start, end, longest)
    if left_out is None:
        return one_line(text[start:end])
    first, last = left_out
    return f"{one_line(text[start:first]).rstrip()} {CUT} {one_line(text[last:end]).lstrip()}"


def paragraphs_around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """The stretch of about `most` code points more on each side that begins and ends with a paragraph.

    Where no paragraph's edge is near it begins and ends with a word.
    """
    return _first(text, max(0, start - most)), _last(text, min(len(text), end + most))


def _first(text: str, wanted: int) -> int:
    if wanted == 0:
        return 0
    edge = text.rfind("\n", max(0, wanted - REACH), wanted)
    if edge < 0:
        edge = text.find(" ", wanted, wanted + REACH)
    return edge + 1 if edge >= 0 else wanted


def _last(text: str, wanted: int) -> int:
    if wanted == len(text):
        return wanted
    edge = text.find("\n", wanted, wanted + REACH)
    if edge < 0:
        edge = text.rfind(" ", max(0, wanted - REACH), wanted)
    return edge if edge >= 0 else wanted
