"""What is wrong with files that are to be imported, collected by file and row and told at once."""

from collections.abc import Iterator

from app.counting import counted
from app.errors import UserError

MOST_TOLD = 20


class Problems:
    """Collects what is wrong with the files of one import; nothing is imported while there is anything."""

    def __init__(self) -> None:
        self._sentences: list[str] = []

    def __len__(self) -> int:
        return len(self._sentences)

    def add(self, file: str, what: str, row: int | None = None) -> None:
        """Note a problem; rows count as a spreadsheet does, the header being row 1."""
        where = file if row is None else f"{file}, row {row}"
        self._sentences.append(f"{where}: {what}")

    def note(self, sentence: str) -> None:
        """Note a problem that is told already."""
        self._sentences.append(sentence)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def extend(self, others: "Problems") -> None:
        """Note other problems behind these."""
        self._sentences += others._sentences

    def first(self) -> str:
        """The problem that was noted first, as a sentence that begins with the file's name."""
        return self._sentences[0]

    def raise_if_any(self, name: str) -> None:
        """Raise one UserError that lists the first problems and says how many there are."""
        if not self._sentences:
            return
        count = len(self._sentences)
        beginning = f"There {'is' if count == 1 else 'are'} {counted(count, 'problem')}"
        lines = [
            f"“{name}” can't be imported, so nothing was changed. {beginning}:",
            *(f"  {problem}" for problem in self._sentences[:MOST_TOLD]),
        ]
        if count > MOST_TOLD:
            lines.append(f"  ... and {count - MOST_TOLD:,} more.")
        lines.append("Mend this and import it again.")
        raise UserError("\n".join(lines))
