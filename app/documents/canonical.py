"""The canonical text of a document: the one form that every offset counts code points in."""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# a page break right behind the end of a line adds no line of its own
_LINE_END = re.compile("(?:\r\n|\r|\n)\x0c|\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_ANYTHING = re.compile(  # all of these, looked for at once
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def canonical(text: str) -> str:
    """Return the text with LF line ends and no control characters other than LF and TAB.

    CR LF, CR, NEL, VT, FF, U+2028 and U+2029 become LF; other control characters, byte order marks and
    noncharacters go; surrogate pairs become the character they stand for, lone ones U+FFFD. Everything else
    stays as it is: letters are not normalised (no NFC), and joiners, direction marks, soft hyphens and
    no-break spaces are kept. Idempotent.
    """
    if not _ANYTHING.search(text):
        return text
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LINE_END.sub("\n", _UNWANTED.sub("", text))
