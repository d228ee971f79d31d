"""What is looked at beside the table: groups, why, the confusion matrix and the matrix of pairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.agreement.spans.continuum import Ints
from app.agreement.study.diagnosis import Diagnosis, diagnose
from app.agreement.study.focus import with_codes
from app.agreement.study.levels import Levels
from app.agreement.study.material import Material
from app.agreement.study.places import CodedPlace, confused_in, numbers_of_places
from app.jobs import Job
from app.report.agreement_lines import lines_of
from app.report.comparing import ShownComparison
from app.report.differing_passages import Passages, passages_in
from app.report.drawing.of_agreement import grid_drawing, kinds_drawing
from app.report.drawing.shapes import Drawing
from app.report.groups import ExclusiveGroups, GroupLine, groups_of
from app.report.heat_maps import confusion_grid, pair_grid
from app.report.passages_at_places import passages_at
from app.report.statistics import common
from app.store import Project
from app.translation import tr
from app.ui import jobs
from app.ui.agreement.deeper.group_view import GroupView
from app.ui.agreement.deeper.heat_map import HeatMap
from app.ui.agreement.deeper.why_view import Topic, WhyView
from app.ui.kit.plain import Hint
from app.ui.pictures.painting import measure

GROUPS, WHY, CONFUSION, PAIRS = VIEWS = ("groups", "why", "confusion", "pairs")


class DeeperViews(QStackedWidget):
    """Computes what a view needs when it is first shown for a comparison, in the background."""

    passages_wanted = Signal(str, object, object)  # title, what to name of each passage, how to look for them
    pair_chosen = Signal(object, object)  # the comparison by pair, its line

    def __init__(self) -> None:
        super().__init__()
        self.groups = GroupView()
        self.why = WhyView()
        self.confusion = HeatMap(tr("Confusion matrix"))
        self.pairs = HeatMap(tr("Agreement of every pair of coders"))
        self.wait = Hint(tr("Being computed …"), alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=False)
        self._compared: ShownComparison | None = None
        self._shown = GROUPS
        self._results: dict[str, object] = {}
        self._jobs: dict[str, Job] = {}
        self._codes: list[int] = []  # those of the confusion matrix
        self._topic = ("all", 0)
        for page in (self.groups, self.why, self.confusion, self.pairs, self.wait):
            self.addWidget(page)
        self.groups.line_chosen.connect(self._choose_group)
        self.why.topic_chosen.connect(self._choose_topic)
        self.confusion.cell_chosen.connect(self._choose_confused)
        self.pairs.cell_chosen.connect(self._choose_pair)

    def show_view(self, name: str, compared: ShownComparison) -> None:
        """Show one of VIEWS for a comparison that was computed by code."""
        if compared is not self._compared:
            self._compared = compared
            self._results = {}
            for job in self._jobs.values():
                job.cancel()
            self._jobs = {}
        self._shown = name
        needed = "diagnosis" if name in (WHY, CONFUSION) else name
        if needed in self._results:
            self._show(name)
        else:
            self.setCurrentWidget(self.wait)
            self._start(needed, compared)

    def forget(self) -> None:
        """Show nothing of what was compared."""
        for job in self._jobs.values():
            job.cancel()
        self._compared, self._results, self._jobs = None, {}, {}
        self._topic = ("all", 0)
        self.setCurrentWidget(self.wait)

    def choose_code(self, code: int | None) -> None:
        """“Why” is about this code when it is shown next, or about all of them."""
        self._topic = ("all", 0) if code is None else ("code", code)

    def drawing(self, name: str) -> Drawing | None:
        """The picture of a view, where it has one and is computed."""
        if ("diagnosis" if name in (WHY, CONFUSION) else name) not in self._results:
            return None
        shown = self.why.disagreement()
        if name == WHY and shown is not None:
            return kinds_drawing(shown[1], measure, title=shown[0])
        grid = {CONFUSION: self.confusion.grid, PAIRS: self.pairs.grid}.get(name)
        return None if grid is None else grid_drawing(grid, measure)

    # computing

    def _start(self, needed: str, compared: ShownComparison) -> None:
        if needed in self._jobs:
            return
        work: dict[str, Callable[[Job], object]] = {
            GROUPS: partial(groups_of, compared.result),
            "diagnosis": partial(_diagnosed, compared.result.material),
            PAIRS: partial(_by_pair, compared),
        }

        def take(result: object) -> None:
            if compared is self._compared:
                self._results[needed] = result
                if self.currentWidget() is self.wait:
                    self.show_view(self._shown, compared)

        self._jobs[needed] = jobs.run(self, tr("Looking into the disagreement"), work[needed], take)

    def _show(self, name: str) -> None:
        page: QWidget = {GROUPS: self.groups, WHY: self.why, CONFUSION: self.confusion, PAIRS: self.pairs}[
            name
        ]
        result = self._results["diagnosis" if name in (WHY, CONFUSION) else name]
        self.setCurrentWidget(page)
        if isinstance(result, ExclusiveGroups):
            self.groups.show_groups(result)
        elif isinstance(result, ShownComparison):
            self.pairs.show_grid(pair_grid(result.lines))
        elif isinstance(result, _Diagnosed) and name == WHY:
            self.why.show_diagnosis(result.diagnosis, self._material, self._topic)
        elif isinstance(result, _Diagnosed):
            grid, self._codes = confusion_grid(result.diagnosis, result.places, self._material)
            self.confusion.show_grid(grid)

    @property
    def _material(self) -> Material:
        if self._compared is None:
            raise ValueError("a view is shown for a comparison")
        return self._compared.result.material

    # what was chosen

    def _choose_group(self, line: GroupLine) -> None:
        groups = self._results.get(GROUPS)
        if not isinstance(groups, ExclusiveGroups):
            return
        self._topic = ("group", line.domain) if line.code is None else ("code", line.code)
        overlaps = groups.overlaps[line.domain]
        if line.code is not None:
            overlaps = [
                overlap for overlap in overlaps if any(code == line.code for _, code in overlap.given)
            ]
        if overlaps:
            self._want_places(
                tr("{title}: codes that exclude each other overlap", title=line.title), overlaps
            )
            return
        codes = self._material.domains[line.domain].codes if line.code is None else (line.code,)
        self._want_differences(line.title, codes)

    def _choose_topic(self, topic: Topic) -> None:
        self._topic = (topic.kind, topic.number)
        self._want_differences(topic.title, topic.codes)

    def _want_differences(self, title: str, codes: tuple[int, ...]) -> None:
        material = with_codes(self._material, codes)
        named = frozenset(("document",) if len(codes) == 1 else ("code", "document"))

        def look(project: Project, job: Job) -> Passages:
            return passages_in(project, material, job)

        self.passages_wanted.emit(tr("{title}: where they differ", title=title), named, look)

    def _want_places(self, title: str, places: Sequence[CodedPlace]) -> None:
        material = self._material

        def look(project: Project, job: Job) -> Passages:
            return passages_at(project, material, places, job)

        self.passages_wanted.emit(title, frozenset(("document",)), look)

    def _choose_confused(self, row: int, column: int) -> None:
        material, names = self._material, self._material.codes
        first = self._codes[row]
        second = self._codes[column] if column < len(self._codes) else None
        if second is None:
            title = tr("{coder}, and nothing by another", coder=names[first].name)
        elif second == first:
            title = tr("{coder}: where they agree", coder=names[first].name)
        else:
            title = tr("{coder} or {other}", coder=names[first].name, other=names[second].name)

        def look(project: Project, job: Job) -> Passages:
            return passages_at(project, material, confused_in(material, first, second), job)

        self.passages_wanted.emit(title, frozenset(("document",)), look)

    def _choose_pair(self, row: int, column: int) -> None:
        result = self._results.get(PAIRS)
        if not isinstance(result, ShownComparison):
            return
        pair = (min(row, column), max(row, column))
        for line in result.lines.lines:
            if line.pair == pair:
                self.pair_chosen.emit(result, line)


@dataclass(frozen=True, eq=False)
class _Diagnosed:
    """Why coders disagree, and in how many places which codes are confused."""

    diagnosis: Diagnosis
    places: Ints


def _diagnosed(material: Material, job: Job) -> _Diagnosed:
    return _Diagnosed(diagnose(material, job), numbers_of_places(material, job))


def _by_pair(compared: ShownComparison, job: Job) -> ShownComparison:
    """The same comparison by pair, without intervals."""
    result = compared.result
    statistics = common("cohen_kappa")
    levels = Levels(result.material, statistics, True, False, job, codes=False)
    result = replace(result, rows=[*result.rows, *levels.rows(("pair",))])
    return replace(compared, result=result, lines=lines_of(result, "pair", statistics))
