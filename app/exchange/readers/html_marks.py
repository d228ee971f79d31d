"""Tells HTML's marks from signs that people write: <b>bold</b> is a mark, <laughs> and a<b>c are not."""

import re
from collections.abc import Iterator, Sequence


def words(line: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(line.split())


VOID = words("area base br col embed hr img input link meta source track wbr")
BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol p pre search section summary table tbody tfoot thead tr ul"
)
UNSEEN = words("head math noscript script select style svg template title")
_INLINE = words(
    "a abbr acronym audio b bdi bdo big button canvas cite code colgroup data datalist del dfn em "
    "font frame i iframe ins kbd label map mark meter object optgroup option output picture progress "
    "q rp rt ruby s samp small span strike strong sub sup td textarea th time tt u var video"
)
_PAIRED = BLOCKS | UNSEEN | _INLINE
_MAY_STAY_OPEN = words("body dd dt html li option p rp rt tbody td tfoot th thead tr")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^<>]*)>")
_REST = re.compile(r"\s*/?|(?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=]+))?)+\s*/?")


def mark_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the tags that are marks: known to HTML, closed where they must be."""
    tags = [
        (tag.start(), tag.end(), tag["name"].lower(), bool(tag["end"]))
        for tag in _TAG.finditer(source)
        if _REST.fullmatch(tag["rest"])
    ]
    matched: set[int] = set()
    waiting: dict[str, list[int]] = {}
    for index, (_, _, name, ends) in enumerate(tags):
        if name in VOID or (name in _MAY_STAY_OPEN and not ends):
            matched.add(index)
        if name in _PAIRED and not ends:
            waiting.setdefault(name, []).append(index)
        elif ends and waiting.get(name):
            matched |= {index, waiting[name].pop()}
    yield from ((tags[index][0], tags[index][1]) for index in sorted(matched))


def with_signs_escaped(source: str) -> str:
    """Return HTML in which each tag that is no mark is written as the words that it is."""
    marks = {start for start, _ in mark_places(source)}
    return _TAG.sub(lambda tag: tag[0] if tag.start() in marks else f"&lt;{tag[0][1:]}", source)


def marks_among(contents: Sequence[str]) -> set[int]:
    """Return which of the pieces of a line, each a single tag, are marks."""
    source, starts = "", []
    for content in contents:
        starts.append(len(source))
        source += content
    marks = {start for start, _ in mark_places(source)}
    return {
        index
        for index, (start, content) in enumerate(zip(starts, contents, strict=True))
        if start in marks or content.startswith(("<!", "<?"))
    }
