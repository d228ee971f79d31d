"""Why agreement is low: for a code or a group, disagreement by kind, coverage, and where kappa misleads."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.agreement.study.diagnosis import Coverage, Diagnosis, Disagreement
from app.agreement.study.material import Material
from app.agreement.study.prevalence import Use
from app.report.names import unit_name
from app.report.numbers import amount, characters_in_words, coefficient, percent
from app.translation import tr
from app.ui.agreement.deeper.kinds_bar import KindsBar
from app.ui.kit.choice import ChoiceBox
from app.ui.kit.lines import below
from app.ui.kit.plain import Label, RichLabel


@dataclass(frozen=True)
class Topic:
    """All codes, a group (its number) or a code (its number), with the numbers of the codes in it."""

    title: str
    kind: str
    number: int
    codes: tuple[int, ...]


class WhyView(QScrollArea):
    """Says which topic was chosen."""

    topic_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.diagnosis: Diagnosis | None = None
        self._material: Material | None = None
        self._topics: list[Topic] = []
        self.choice = ChoiceBox()
        self.choice.setAccessibleName(tr("Code or group"))
        self.choice.setMinimumWidth(260)
        self.choice.currentIndexChanged.connect(self._choose)
        self.head = Label(wordWrap=True)
        self.bar = KindsBar()
        self.words = RichLabel(wordWrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(tr("Coverage, prevalence and bias"))
        page = QWidget()
        column = below(on=page, margins=(14, 12, 14, 12), spacing=10)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.head, self.bar, self.words):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_diagnosis(self, diagnosis: Diagnosis, material: Material, wanted: tuple[str, int]) -> None:
        """Show the topic of this kind and number, or all codes."""
        self.diagnosis, self._material = diagnosis, material
        self._topics = _topics(material)
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for topic in self._topics:
                group = tr("{group} (group)", group=topic.title)
                self.choice.addItem(group if topic.kind == "group" else topic.title)
        matching = [n for n, topic in enumerate(self._topics) if (topic.kind, topic.number) == wanted]
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(matching[0] if matching else 0)
        self._choose(self.choice.currentIndex())

    def disagreement(self) -> tuple[str, Disagreement] | None:
        """What is shown, with its title."""
        if self.diagnosis is None or self.choice.currentIndex() < 0:
            return None
        topic = self._topics[self.choice.currentIndex()]
        listed = {"group": self.diagnosis.domains, "code": self.diagnosis.codes}.get(topic.kind)
        return topic.title, listed[topic.number] if listed is not None else self.diagnosis.overall

    def _choose(self, index: int) -> None:
        shown = self.disagreement()
        if shown is None or self.diagnosis is None or self._material is None:
            return
        topic, (_, disagreement) = self._topics[index], shown
        self.head.setText(_head(disagreement))
        self.bar.show_disagreement(disagreement)
        unit = unit_name(self._material.scope.unit)
        use = self.diagnosis.uses[topic.number] if topic.kind == "code" else None
        parts = [_warnings_html(use), _coverage_html(self.diagnosis.coverage, topic), _use_html(use, unit)]
        self.words.setText("".join(parts))
        self.topic_chosen.emit(topic)


def _topics(material: Material) -> list[Topic]:
    """All codes, then each group, then each code."""
    all_codes = Topic(tr("All codes"), "all", 0, tuple(range(len(material.codes))))
    groups = [
        Topic(domain.name, "group", index, domain.codes) for index, domain in enumerate(material.domains)
    ]
    codes = [Topic(code.name, "code", index, (index,)) for index, code in enumerate(material.codes)]
    return [all_codes, *groups, *codes]


def _head(shown: Disagreement) -> str:
    if not shown.length:
        if not shown.agreed:
            return tr("Nobody coded anything here.")
        return tr(
            "Nobody disagrees here: both of every pair coded the same {characters}.",
            characters=characters_in_words(shown.agreed),
        )
    share = 100 * shown.length / (shown.length + shown.agreed)
    return tr(
        "Of all text that one of a pair coded, {share} % is coded by only one of them: {differing} of {all}.",
        share=f"{share:.0f}",
        differing=amount(shown.length),
        all=characters_in_words(shown.length + shown.agreed),
    )


def _warnings_html(use: Use | None) -> str:
    if use is None or not use.warnings:
        return ""
    paragraphs = "".join(f"<p>⚠ {escape(words)}</p>" for words in use.warnings)
    return "<p><b>" + tr("Where kappa misleads") + f"</b></p>{paragraphs}"


def _coverage_html(coverage: Sequence[Coverage], topic: Topic) -> str:
    rows = "".join(_coverage_row(of_coder, topic) for of_coder in coverage)
    heads = tr("Coder"), tr("documents compared"), tr("codings"), tr("of the text")
    head = "".join(f"<td align='{'right' if n else 'left'}'>{words}</td>" for n, words in enumerate(heads))
    title = {
        "all": tr("How much each coded"),
        "group": tr("How much each coded with this group"),
        "code": tr("How much each coded with this code"),
    }[topic.kind]
    table = f"<table cellpadding='3' cellspacing='0'><tr>{head}</tr>{rows}</table>"
    return f"<p><b>{title}</b></p>{table}"


def _coverage_row(of_coder: Coverage, topic: Topic) -> str:
    by_kind = {"all": [of_coder.whole], "group": of_coder.by_domain, "code": of_coder.by_code}
    codings, share = by_kind[topic.kind][topic.number]
    cells = f"{of_coder.documents:,}", f"{codings:,}", f"{percent(share)} %"
    return (
        f"<tr><td>{escape(of_coder.name)}</td>"
        + "".join(f"<td align='right'>{c}</td>" for c in cells)
        + "</tr>"
    )


def _use_html(use: Use | None, unit: str) -> str:
    if use is None or use.prevalence is None:
        return ""
    rows = (
        (
            tr("Prevalence"),
            f"{percent(use.prevalence)} %",
            tr("of the units ({unit}), over all coders", unit=unit),
        ),
        (
            tr("Prevalence index"),
            coefficient(use.prevalence_index),
            tr("near −1: rare; near 1: nearly everywhere; there kappa is low by itself"),
        ),
        (
            tr("Bias index"),
            coefficient(use.bias_index),
            tr("0: coders use the code equally often; the higher, the more one-sided"),
        ),
    )
    cells = "".join(
        f"<tr><td>{name}</td><td align='right'>{value}</td><td>{words}</td></tr>"
        for name, value, words in rows
    )
    title = tr("How common it is")
    return f"<p><b>{title}</b></p><table cellpadding='3' cellspacing='0'>{cells}</table>"
