"""The samples that were drawn in a project: kept with their seeds, so that anybody can draw them again."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.agreement.planning.sampling import Drawn
from app.store.journal import WriteSession
from app.store.setting import setting, store_setting

KEY = "samples"
MOST_KEPT = 50


def samples(session: Session) -> list[Drawn]:
    """All samples that are kept, the newest first."""
    stored = setting(session, KEY)
    return [
        Drawn(**fields | {"documents": tuple(fields["documents"])}) for fields in json.loads(stored or "[]")
    ]


def store_sample(
    session: WriteSession,
    *,
    what: str,
    of: int,
    number: int,
    seed: int,
    in_proportion_to: str = "",
    only_new: bool = False,
    documents: Sequence[str] = (),
) -> None:
    """Keep a sample that was drawn; the same one drawn again is kept once, as the newest."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    drawn = Drawn(at, what, of, number, seed, in_proportion_to, only_new, tuple(documents))
    others = [sample for sample in samples(session) if not sample.same_as(drawn)]
    value = json.dumps([asdict(kept_sample) for kept_sample in [drawn, *others][:MOST_KEPT]])
    store_setting(session, key=KEY, value=value)
