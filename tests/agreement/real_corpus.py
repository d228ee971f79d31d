"""A real double-coded corpus that may lie beside the project, with values that others computed."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from app.agreement.spans.continuum import Codings, Continuum

XAI = Path(__file__).parents[3] / "shared" / "data" / "xai_disinfodemics"


def xai():
    """Its codes, its continuum without the adjudicated layer, and the reference values by code."""
    if not XAI.exists():
        pytest.skip("the double-coded corpus lies beside the project, and is not there")
    tables = {}
    for name in ("documents", "codings"):
        with (XAI / "canonical" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    codings = [row for row in tables["codings"] if row["coder"] != "GOLD"]
    documents = [row["doc_id"] for row in tables["documents"]]
    codes, coders = sorted({r["code"] for r in codings}), sorted({r["coder"] for r in codings})
    found = [
        (
            documents.index(r["doc_id"]),
            coders.index(r["coder"]),
            codes.index(r["code"]),
            int(r["start"]),
            int(r["end"]),
        )
        for r in codings
    ]
    lengths = np.array([int(row["n_chars"]) for row in tables["documents"]])
    completed = np.ones((len(lengths), len(coders)), dtype=bool)
    reference = json.loads((XAI / "reference_agreement.json").read_text(encoding="utf-8"))["agreement"]
    continuum = Continuum(lengths, completed, len(codes), Codings.of(found))
    return codes, continuum, {row["code"]: row for row in reference}
