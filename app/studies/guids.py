"""What names the rows of a project for ever: guids by id on the way out, ids by guid on the way in.

Coders, codes and variables that were removed are still referred to: by who published, proposed and decided,
by what codes became, by closed rounds. The journal knows their guids. A project that a study came into has
them as a setting, because its journal never knew them; their ids there are given to nothing else.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Change, Code, CodebookVariable, Coder
from app.store import chain
from app.store import engine as engines
from app.store.journal import WriteSession
from app.store.setting import guid as project_guid
from app.store.setting import setting, store_setting

KEY = "guids_of_what_is_gone"  # JSON {table: {id: guid}}
KINDS = ("coder", "code", "variable")


class GuidsById:
    """The guids of what a study holds, by id; of documents, rounds and so on as they are read."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._project = project_guid(session)
        self._by_kind: dict[str, dict[int, str]] = {
            "coder": {row.id: row.guid for row in session.execute(select(Coder.id, Coder.guid))},
            "code": {row.id: row.guid for row in session.execute(select(Code.id, Code.guid))},
            "variable": {
                row.id: row.guid
                for row in session.execute(select(CodebookVariable.id, CodebookVariable.guid))
            },
        }
        self._journal: dict[str, dict[int, str]] | None = None
        self.documents: dict[int, str] = {}
        self.rounds: dict[int, str] = {}
        self.versions: dict[int, str] = {}
        self.decisions: dict[int, str] = {}
        for kind, guids in json.loads(setting(session, KEY) or "{}").items():
            self.learn(kind, ((int(row_id), guid) for row_id, guid in guids.items()))

    def learn(self, kind: str, guids: Iterable[tuple[int, str]]) -> None:
        """Take over what a stored form says of coders or codes that may be gone."""
        for row_id, guid in guids:
            if guid:
                self._by_kind[kind].setdefault(row_id, guid)

    def ids(self, kind: str) -> dict[str, int]:
        """The ids of coders or codes that are met up to now, by guid."""
        return {guid: row_id for row_id, guid in self._by_kind[kind].items()}

    def coder(self, coder_id: int | None) -> str:
        """The guid of a coder who is or was in the project; "" for nobody."""
        return "" if coder_id is None else self._of("coder", coder_id)

    def code(self, code_id: int | None) -> str:
        """The guid of a code that is or was in the codebook; "" for none."""
        return "" if code_id is None else self._of("code", code_id)

    def variable(self, variable_id: int) -> str:
        """The guid of a variable that is or was in the codebook."""
        return self._of("variable", variable_id)

    def _of(self, kind: str, row_id: int) -> str:
        guid = self._by_kind[kind].get(row_id)
        if guid is None:
            guid = self._gone()[kind].get(row_id) or self._invented(kind, row_id)
            self._by_kind[kind][row_id] = guid
        return guid

    def _gone(self) -> Mapping[str, Mapping[int, str]]:
        if self._journal is None:
            self._journal = {kind: {} for kind in KINDS}
            rows = self._session.execute(
                select(Change.table_name, Change.row_id, Change.before).where(
                    Change.table_name.in_(KINDS), Change.after.is_(None)
                )
            )
            for kind, row_id, before in rows:
                self._journal[kind][row_id] = json.loads(before or "{}").get("guid", "")
        return self._journal

    def _invented(self, kind: str, row_id: int) -> str:
        """A guid for what even the journal doesn't know, as in a rescued project: the same at each asking."""
        return chain.digest(f"{self._project}\n{kind} {row_id}")[:32]


class IdsByGuid:
    """The ids that the rows of a study get in a project; those of coders and codes that are gone are new.

    Of codings, which may be a million, only those that something else of the study has `referred` to.
    """

    def __init__(self, session: WriteSession, referred: AbstractSet[str]) -> None:
        self._session = session
        self.referred = referred
        self.coders: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.variables: dict[str, int] = {}
        self.documents: dict[str, int] = {}
        self.codings: dict[str, int] = {}
        self.rounds: dict[str, int] = {}
        self.versions: dict[str, int] = {}
        self.decisions: dict[str, int] = {}
        self.cases: dict[str, int] = {}
        self.attributes: dict[str, int] = {}
        self.sheets: dict[str, int] = {}
        self.queries: dict[str, int] = {}
        self._gone: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}

    def coder(self, guid: str) -> int:
        """The id of a coder, who may be gone."""
        return self._id("coder", self.coders, guid)

    def code(self, guid: str) -> int:
        """The id of a code, which may be gone."""
        return self._id("code", self.codes, guid)

    def variable(self, guid: str) -> int:
        """The id of a variable, which may be gone."""
        return self._id("variable", self.variables, guid)

    def case(self, guid: str) -> int:
        """The id of a case of the study."""
        return self.cases[guid]

    def coding_ids(self, guids: Iterable[str]) -> list[int]:
        """The ids of codings, of which some may be gone."""
        guids = list(guids)
        gone = [guid for guid in dict.fromkeys(guids) if guid not in self.codings]
        self.codings.update(
            zip(gone, engines.skip_ids(self._session.connection(), "coding", len(gone)), strict=True)
        )
        return [self.codings[guid] for guid in guids]

    def store_gone(self) -> None:
        """Keep the guids of what is gone, for whoever takes the study out again."""
        if any(self._gone.values()):
            store_setting(self._session, key=KEY, value=chain.to_json(self._gone))

    def document(self, guid: str) -> int:
        """The id of a document of the study."""
        return self.documents[guid]

    def round(self, guid: str) -> int:
        """The id of a round of the study."""
        return self.rounds[guid]

    def version(self, guid: str) -> int:
        """The id of a version of the study."""
        return self.versions[guid]

    def _id(self, kind: str, ids: dict[str, int], guid: str) -> int:
        if guid not in ids:
            (ids[guid],) = engines.skip_ids(self._session.connection(), kind, 1)
            self._gone[kind][str(ids[guid])] = guid
        return ids[guid]


def none_for_empty(id_of: Callable[[str], int], guid: str) -> int | None:
    """The id of what may be nothing."""
    return id_of(guid) if guid else None
