"""Finds the data at the head of a Markdown file, between lines of dashes (YAML) or plus signs (TOML)."""

import re

_FENCES = {"---": re.compile(r"[\w-]+[ \t]*:(?:\s|$)"), "+++": re.compile(r"[\w.-]+[ \t]*=|\[")}
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_GOES_ON = re.compile(r"[ \t#\]})-]")  # a list, a comment, or more of the value above
_PLAIN_KEY = re.compile(r"\[|[a-z][a-z0-9_-]*[ \t]*[:=]")
_MOST_LINES = 500


def front_matter(source: str) -> int:
    """Return the length of the data at the head of the source, their fences included; 0 where there are none.

    The first line is a fence and the second a key. Behind a blank line the data go on with an indented line,
    or with a key in small letters; "Anna: Hi" behind a ruled line is what somebody says.
    """
    lines = source.removeprefix("\ufeff").split("\n", _MOST_LINES)
    fence = lines[0].rstrip()
    if fence not in _FENCES or len(lines) < 3 or not _FENCES[fence].match(lines[1]):
        return 0
    after_blank = False
    length = len(source) - len(source.removeprefix("\ufeff")) + len(lines[0]) + 1
    for line in lines[1:_MOST_LINES]:
        length += len(line) + 1
        if line.rstrip() in _ENDS[fence]:
            return min(length, len(source))
        if not line.strip():
            after_blank = True
            continue
        key = _FENCES[fence].match(line)
        if not _GOES_ON.match(line) and not (key and (not after_blank or _PLAIN_KEY.match(line))):
            return 0
        after_blank = False
    return 0
