"""The words of the interface in the language of whoever reads them, and in English where nothing translates.

`pyside6-lupdate` finds each direct call of `tr` and `QT_TR_NOOP` with a literal, but none inside an f-string.
"""

from collections.abc import Callable

from app.isolation import isolated

Translate = Callable[[str, str, int], str]  # words, the English for many, a count or -1


class _Language:
    translate: Translate = staticmethod(lambda text, _many, _count: text)


def tr(text: str, many: str = "", count: int = -1, **places: object) -> str:
    """The words in the reader's language, each {place} filled in, and isolated where it runs to the left.

    `tr("{count} code under “{name}”", "{count} codes under “{name}”", len(below), name=name)`: with `many`
    the first words are those for one, a language may have more forms, {count} has its thousands apart.
    """
    words = _Language.translate(text, many, count)
    if many:
        places["count"] = f"{count:,}"
        if words == text and count != 1:  # nothing translated: English
            words = many
    isolates = {name: isolated(value) if isinstance(value, str) else value for name, value in places.items()}
    return words.format(**isolates) if places else words


def translated(words: str) -> str:
    """Words that QT_TR_NOOP marked where they stand for translators, in the reader's language."""
    return _Language.translate(words, "", -1)


def QT_TR_NOOP(words: str) -> str:  # noqa: N802  # lupdate seeks this name
    """The words as they are, marked for translators: what a module holds when it is loaded."""
    return words


def use(translate: Translate) -> None:
    """Let words be translated by this from now on."""
    _Language.translate = staticmethod(translate)
