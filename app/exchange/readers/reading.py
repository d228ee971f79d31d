"""What a reader makes of one file, before its text is brought into canonical form."""

from dataclasses import dataclass

from app.documents.canonical import canonical


@dataclass(frozen=True)
class Reading:
    """The words of a file with any line ends, and sentences about what the person should know.

    `blocks` are what the file itself marks as paragraphs, headings, list items and rows of tables, with empty
    ones for blank lines between them: joined by line feeds, they are the text. None where it marks nothing.
    """

    text: str
    warnings: tuple[str, ...] = ()
    blocks: tuple[str, ...] | None = None

    def canonical(self) -> tuple[str, frozenset[int] | None]:
        """The canonical text, and the offsets in it at which blocks begin."""
        if self.blocks is None:
            return canonical(self.text), None
        blocks = [canonical(block) for block in self.blocks]
        starts, start = [], 0
        for block in blocks:
            starts.append(start)
            start += len(block) + 1
        return "\n".join(blocks) + "\n", frozenset(starts)


def reading_of_blocks(blocks: list[str], warnings: tuple[str, ...] = ()) -> Reading:
    """The reading of a file that marks its paragraphs."""
    return Reading("\n".join(blocks) + "\n", warnings, tuple(blocks))
