"""Which line was chosen at each level: it is chosen again after other views and when it was computed anew."""

from collections.abc import Hashable

from app.report.agreement_lines import AgreementLine
from app.report.comparing import ShownComparison


class ChosenLines:
    """Knows lines by the code, document and coders that they are about, in whatever comparison."""

    def __init__(self) -> None:
        self._subjects: dict[str, Hashable] = {}

    def note(self, compared: ShownComparison, line: AgreementLine) -> None:
        """A line was chosen."""
        self._subjects[compared.lines.level] = _subject(compared, line)

    def line_of(self, compared: ShownComparison) -> AgreementLine | None:
        """The line that was chosen at this level, where it is still there."""
        wanted = self._subjects.get(compared.lines.level)
        lines = (*compared.lines.lines, compared.lines.pooled)
        return next((line for line in lines if _subject(compared, line) == wanted), None)

    def clear(self) -> None:
        """Nothing is chosen any more."""
        self._subjects.clear()


def _subject(compared: ShownComparison, line: AgreementLine) -> Hashable:
    material = compared.result.material
    code = None if line.code is None else material.codes[line.code].id
    document = None if line.document is None else material.wholes[line.document].id
    pair = None if line.pair is None else tuple(material.coders[coder].id for coder in line.pair)
    return code, document, pair, line.pooled
