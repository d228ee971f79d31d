"""How transcripts write times: of the clock, of the recording, in words, from and to; as patterns."""

import re

BIDI = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
GAP = f"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{BIDI}]"
GAPS = f"{GAP}*"

_CLOCK = rf"\d{{1,3}}:\d{{1,2}}(?::\d{{1,2}})?(?:[.,]\d{{1,3}})?(?:-\d)?(?!\d)(?:{GAP}?[AaPp]\.?[Mm]\b\.?)?"
_UNIT = (
    "(?:hours?|hrs?|minutes?|mins?|seconds?|secs?|Stunden?|Minuten?|Sekunden?|heures?|secondes?|horas?"
    "|minutos?|segundos?|or[ae]|minut[oi]|second[oi]|uur|minuut|seconden?|timmar|timme|minuter|sekunder"
    r"|saat|dakika|saniye|час(?:ов|а)?|минут[аы]?|секунд[аы]?|ساعات?|دقيقة|دقائق|ثانية|ثوان[ٍي]?)(?![^\W\d_])"
)
_WORDS = (
    rf"\d{{1,3}}{GAPS}{_UNIT}(?:,?{GAPS}(?:and|und|et|y|e|ve|و)?{GAPS}\d{{1,2}}{GAPS}{_UNIT}){{0,2}}"
    r"|(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s\b"
)
_TO = rf"{GAPS}(?:-->|->|→|–|—|-|/|to|bis|à){GAPS}"
_DAY = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?{GAPS})?"  # as exported chats have it
_SECONDS = r"\d{1,6}\.\d{1,3}s?"
_DOTTED = r"\d{1,2}\.\d{2}\.\d{2}"
_IN_MINUTES = r"\d{2}\.[0-5]\d(?=[\]}])"  # [02.34]


def time_pattern(group: str) -> str:
    """A pattern of a time, in brackets or not; its beginning is the group `group` or `group`_in."""
    open_, close = rf"(?:[\[(<{{#]{GAPS})", rf"(?:{GAPS}[\])>}}#])"
    moment = rf"(?:{_CLOCK}|{_WORDS})"
    plain = rf"{open_}?{_DAY}(?P<{group}>{moment})(?:{_TO}{_DAY}{moment})?{close}?"
    odd = rf"(?:{_SECONDS}{_TO}{_SECONDS}|{_DOTTED}(?:{_TO}{_DOTTED})?|{_IN_MINUTES})"
    return rf"(?:{plain}|[\[({{]{GAPS}(?P<{group}_in>{odd}){GAPS}[\])}}]|¤?<(?P<{group}_ms>\d{{1,9}})>)"


def time_of(match: re.Match[str], *groups: str) -> str | None:
    """The first of these times that was found, as it is written; of a stretch from and to, its beginning."""
    given = match.groupdict()
    for group in groups:
        if time := given.get(group):
            return str(time).strip()
        if time := given.get(f"{group}_in"):
            return re.split(r"[^\d.s]", time)[0]
        if time := given.get(f"{group}_ms"):  # as Transana writes it
            return _of_milliseconds(int(time))
    return None


def _of_milliseconds(time: int) -> str:
    return f"{time // 60_000}:{time // 1000 % 60:02}.{time % 1000:03}"


_ONLY_TIME = re.compile(
    rf"{GAPS}{time_pattern('time')}{GAPS}(?:{_CLOCK})?{GAPS}(?:(?:align|position|line|size):\S+{GAPS})*$"
)
_FIRST = re.compile(rf"{GAPS}{time_pattern('time')}{GAPS}(?:\t{GAPS}|\n)(?=\S)")
_AT_END = re.compile(
    rf"(?:[\[({{]{GAPS}(?:{_CLOCK}|{_DOTTED}){GAPS}[\])}}]|#{GAPS}{_CLOCK}{GAPS}#?|\b\d{{1,9}}_\d{{1,9}}\b)\s*$"
)


def only_time(text: str, start: int, end: int) -> str | None:
    """The time that stands on this line and nothing beside it, as above the words of a subtitle."""
    if end - start > 80:
        return None
    match = _ONLY_TIME.match(text, start, end)
    return time_of(match, "time") if match else None


def time_at_beginning(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The time with which a stretch begins, before a tab or on a line of its own, and where it ends."""
    figure = text[start : start + 12].lstrip("[(<{#¤ ")[:1].isdigit()
    match = _FIRST.match(text, start, end) if figure else None
    return (time_of(match, "time"), match.end()) if match else (None, start)


def time_at_end(text: str, start: int, end: int) -> str | None:
    """The time in brackets or between # with which a stretch of text ends, as in f4; CHAT's in minutes."""
    tail = text[max(start, end - 40) : end].rstrip()
    match = _AT_END.search(tail) if tail and (tail[-1] in "])}#" or tail[-1].isdigit()) else None
    if match is None:
        return None
    time = match[0].strip().strip("[](){}# \t\n")
    if "_" in time:
        return _of_milliseconds(int(time.split("_")[0]))
    return time
