"""Texts with labels as doccano and Label Studio export them: tasks of JSON, labels with offsets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.documents.canonical import canonical
from app.errors import UserError
from app.exchange.data.study_json import MARK, study_from_json
from app.exchange.foreign.anchoring import RawCoding, anchored
from app.exchange.foreign.json_files import as_integer, read_records
from app.exchange.foreign.our_study import our_study
from app.exchange.foreign.project import ForeignCode, ForeignDocument, ForeignProject, Losses
from app.exchange.foreign.times import utc_moment
from app.jobs import Job

TEXTS = ("text", "data", "document", "content", "dialogue")
LABELS = ("label", "labels", "entities", "annotations")
NOT_ABOUT_TEXT = frozenset({*TEXTS, *LABELS, "id", "cats", "relations", "Comments", "comments", "meta"})


@dataclass
class _Labelled:
    """What is gathered of the tasks."""

    raws: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, dict[str, str]] = field(default_factory=dict)
    codings: list[RawCoding] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)

    def add(
        self, document: str, label: Any, start: Any, end: Any, coder: str, words: str = "", at: str = ""
    ) -> None:
        """Note a label on a stretch, or on all of a text where `start` is None."""
        begin, finish = as_integer(start), as_integer(end)
        if begin is None or finish is None:
            begin, finish = (0, -1) if start is None else (0, 0)
        self.codings.append(RawCoding(document, str(label), coder, begin, finish, words, created_at=at))

    def project(self, program: str, path: Path) -> ForeignProject:
        """All of it."""
        placed = anchored(self.raws, self.names, self.codings, self.losses)
        labels = dict.fromkeys(coding.code for coding in self.codings)
        return ForeignProject(
            program=program,
            form=f"{program} export",
            title=path.stem,
            file_name=path.name,
            coders={coding.coder: coding.coder for coding in placed.codings},
            codes=[ForeignCode(label, "", label) for label in labels],
            documents=[
                ForeignDocument(key, self.names[key], canonical(raw), properties=self.properties.get(key, {}))
                for key, raw in self.raws.items()
            ],
            codings=placed.codings,
            offsets=placed.offsets,
            left=self.losses.listed(),
        )


def read(path: Path, job: Job) -> ForeignProject:
    """Read an export of either program; UserError where it is of neither."""
    job.step(0, 0, f"Reading {path.name}")
    records = read_records(path)
    first = records[0]
    if MARK in first:
        return our_study(study_from_json(first, path.name), path)
    if isinstance(first.get("data"), dict) and ("annotations" in first or "predictions" in first):
        return _label_studio(records, path)
    if any(name in first for name in LABELS) and any(isinstance(first.get(name), str) for name in TEXTS):
        return _label_studio_min(records, path) if "annotator" in first else _doccano(records, path)
    raise UserError(
        f"“{path.name}” is JSON, but neither an export of doccano nor one of Label Studio, so nothing was "
        "taken. "
        "It is read where each object has a text and labels with their offsets."
    )


def _text_of(record: dict[str, Any]) -> str:
    return next((record[name] for name in TEXTS if isinstance(record.get(name), str)), "")


def _doccano(records: list[dict[str, Any]], path: Path) -> ForeignProject:
    """Each object is a text with labels, all by whoever the file is called after."""
    gathered, coder = _Labelled(), path.stem
    for index, record in enumerate(records, start=1):
        raw = _text_of(record)
        if not canonical(raw).strip():
            gathered.losses.add("text", "texts", "without words")
            continue
        key = str(index)
        gathered.raws[key] = raw
        named = record.get("filename") or record.get("upload_name") or record.get("name")
        gathered.names[key] = str(named or f"{path.stem} {record.get('id', index)}")
        gathered.properties[key] = _properties(record)
        for name in LABELS:
            for label in record.get(name) or []:
                _doccano_label(gathered, key, label, coder)
        for category in record.get("cats") or []:
            gathered.add(key, category, None, None, coder)
        relations = len(record.get("relations") or [])
        gathered.losses.add("relation", "relations", "for passages are not linked to one another", relations)
    return gathered.project("doccano", path)


def _doccano_label(gathered: _Labelled, key: str, label: Any, coder: str) -> None:
    if isinstance(label, dict):
        start, end = label.get("start_offset", label.get("start")), label.get("end_offset", label.get("end"))
        gathered.add(key, label.get("label", "label"), start if start is not None else -1, end, coder)
    elif isinstance(label, list) and len(label) >= 3:
        gathered.add(key, label[2], label[0], label[1], coder)
    elif isinstance(label, str):
        gathered.add(key, label, None, None, coder)


def _properties(record: dict[str, Any]) -> dict[str, str]:
    """What else is known of a text: plain values beside it, and those of its `meta`."""
    meta = record.get("meta")
    values = {**{name: value for name, value in record.items() if name not in NOT_ABOUT_TEXT}}
    values |= meta if isinstance(meta, dict) else {}
    return {
        name: str(value)
        for name, value in values.items()
        if isinstance(value, str | int | float) and str(value)
    }


def _label_studio(records: list[dict[str, Any]], path: Path) -> ForeignProject:
    """Each object is a task with annotations, each by one person."""
    gathered = _Labelled()
    for index, record in enumerate(records, start=1):
        data = record["data"] if isinstance(record.get("data"), dict) else {}
        key = str(index)
        annotations = [row for row in record.get("annotations") or [] if isinstance(row, dict)]
        raw = _task_text(data)
        if not canonical(raw).strip():
            gathered.losses.add("task", "tasks", "without a text")
            continue
        gathered.raws[key] = raw
        gathered.names[key] = str(record.get("file_upload") or f"{path.stem} {record.get('id', index)}")
        plain = {
            name: value
            for name, value in data.items()
            if value != raw and isinstance(value, str | int | float)
        }
        gathered.properties[key] = {name: str(value) for name, value in plain.items() if str(value)}
        for annotation in annotations:
            if annotation.get("was_cancelled"):
                gathered.losses.add("annotation", "annotations", "cancelled there")
                continue
            coder, at = (
                _annotator(annotation.get("completed_by")),
                utc_moment(str(annotation.get("created_at"))),
            )
            for result in annotation.get("result") or []:
                _label_studio_result(gathered, key, result, coder, at)
        predictions = len(record.get("predictions") or [])
        gathered.losses.add("prediction", "predictions", "for nobody made it", predictions)
    return gathered.project("Label Studio", path)


def _task_text(data: dict[str, Any]) -> str:
    texts = [value for value in data.values() if isinstance(value, str)]
    return _text_of(data) or max(texts, key=len, default="")


def _annotator(by: Any) -> str:
    if isinstance(by, dict):
        return str(by.get("email") or by.get("username") or by.get("id") or "annotator")
    return f"Annotator {by}" if by is not None else "annotator"


def _label_studio_result(gathered: _Labelled, key: str, result: Any, coder: str, at: str) -> None:
    kind = result.get("type") if isinstance(result, dict) else None
    value = result.get("value") if isinstance(result, dict) else None
    if kind in ("labels", "hypertextlabels") and isinstance(value, dict):
        spans = value.get("globalOffsets") if kind == "hypertextlabels" else None
        span = spans if isinstance(spans, dict) else value
        for label in _labels(value, ("labels", "hypertextlabels")):
            words = str(value.get("text") or "")
            gathered.add(key, label, span.get("start", -1), span.get("end"), coder, words, at)
    elif kind == "choices" and isinstance(value, dict):
        for label in value.get("choices") or []:
            gathered.add(key, label, None, None, coder, at=at)
    else:
        gathered.losses.add("answer", "answers", "which label no text")


def _labels(value: dict[str, Any], names: tuple[str, ...]) -> Iterator[Any]:
    for name in names:
        labels = value.get(name)
        if isinstance(labels, list):
            yield from labels


def _label_studio_min(records: list[dict[str, Any]], path: Path) -> ForeignProject:
    """The short form, in which each object is one person's annotation of a text."""
    gathered = _Labelled()
    keys: dict[str, str] = {}
    for index, record in enumerate(records, start=1):
        raw = _text_of(record)
        if not canonical(raw).strip():
            gathered.losses.add("task", "tasks", "without a text")
            continue
        key = keys.setdefault(raw, str(index))
        gathered.raws[key] = raw
        gathered.names.setdefault(key, f"{path.stem} {record.get('id', index)}")
        coder, at = _annotator(record.get("annotator")), utc_moment(str(record.get("created_at")))
        labels = record.get("label") or record.get("labels") or []
        for value in labels if isinstance(labels, list) else [labels]:
            if isinstance(value, dict):
                for label in _labels(value, ("labels",)):
                    words = str(value.get("text") or "")
                    gathered.add(key, label, value.get("start", -1), value.get("end"), coder, words, at)
            else:
                gathered.add(key, value, None, None, coder, at=at)
    return gathered.project("Label Studio", path)
