"""A server that breaks off, says nothing or refuses is told in the sentence that fits."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any

import psycopg
import pytest

from app.codebook.actions import add_code
from app.codebook.queries import codebook
from app.errors import StoreError, UserError
from app.store import Project, server
from app.store.check import problems


class Between:
    """A door to a server that hands everything on, until it is told to cut or to fall silent."""

    def __init__(self, host: str, port: int) -> None:
        self._target = host, port
        self.cut_at_commit = ""
        self.silent = False
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        for end in (self._door, *self._ends):
            with closing(end):
                pass

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            host, port = self._target
            if host.startswith("/"):
                target = socket.socket(socket.AF_UNIX)
                target.connect(f"{host}/.s.PGSQL.{port}")
            else:
                target = socket.create_connection((host, port))
            self._ends += [client, target]
            for source, sink, from_client in ((client, target, True), (target, client, False)):
                threading.Thread(target=self._hand_on, args=(source, sink, from_client), daemon=True).start()

    def _hand_on(self, source: socket.socket, sink: socket.socket, from_client: bool) -> None:
        try:
            while data := source.recv(65536):
                if self.silent:
                    continue
                at_commit = from_client and b"COMMIT" in data
                if at_commit and self.cut_at_commit == "before":
                    self.cut_at_commit = ""
                    break
                how = self.cut_at_commit if at_commit else ""
                if how:  # before the server can answer
                    self.cut_at_commit, self.silent = "", how == "and stay away"
                if how == "behind":
                    source.shutdown(socket.SHUT_WR)
                sink.sendall(data)
                if how == "behind":
                    break
        except OSError:
            pass
        for end in (source, sink):
            with closing(end), suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def between(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Between, Project]]:
    """A project on a server, reached through a door."""
    monkeypatch.setattr(server, "WAIT_FOR_ANSWER", 1.5)
    monkeypatch.setattr(server, "BETWEEN_LOOK_UPS", 0.1)
    facts: dict[str, Any] = psycopg.conninfo.conninfo_to_dict(postgres_url)
    door = Between(str(facts["host"]), int(facts.get("port") or 5432))
    password = f":{facts['password']}" if facts.get("password") else ""
    address = f"postgresql://{facts['user']}{password}@127.0.0.1:{door.port}/{facts['dbname']}"
    with closing(door), Project.create(address) as project:
        yield door, project
        door.silent = False


def names(project: Project) -> list[str]:
    with project.read() as session:
        return [code.name for code in codebook(session)]


def test_what_was_saved_though_the_answer_was_lost_is_found_and_goes_on(
    between: tuple[Between, Project],
) -> None:
    door, project = between
    door.cut_at_commit = "behind"
    assert project.do("Add", add_code, name="Flour") > 0
    assert names(project) == ["Flour"]
    assert project.undo() == "Add"
    assert problems(project) == []


def test_what_was_not_saved_is_said_not_to_be(between: tuple[Between, Project]) -> None:
    door, project = between
    door.cut_at_commit = "before"
    with pytest.raises(StoreError, match="it was not saved. Do it again"):
        project.do("Add", add_code, name="Flour")
    assert project.do("Add", add_code, name="Flour") > 0
    assert names(project) == ["Flour"]


def test_where_it_can_not_be_known_it_is_said_so(
    between: tuple[Between, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    door, project = between
    monkeypatch.setitem(server.PATIENCE, "connect_timeout", 2)
    monkeypatch.setattr(server, "LOOK_UPS", 1)
    door.cut_at_commit = "and stay away"
    with pytest.raises(StoreError, match="not known whether it was saved"):
        project.do("Add", add_code, name="Flour")
    door.silent = False
    assert names(project) == ["Flour"]


def test_a_network_that_falls_silent_is_not_waited_for_without_end(between: tuple[Between, Project]) -> None:
    door, project = between
    assert names(project) == []
    door.silent = True
    with pytest.raises(StoreError, match="stopped answering|doesn't answer"):
        project.do("Add", add_code, name="Flour")
    door.silent = False
    assert project.do("Add", add_code, name="Flour") > 0


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://ana@nowhere.invalid/study", "there is no computer of that name"),
        ("postgresql://ana@127.0.0.1:9/study", "doesn't answer at that port"),
    ],
)
def test_a_server_that_is_not_there_is_told_by_its_cause(address: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        Project.open(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ana:Sesam@ffne@host/study",
        "postgresql://ana@uni.edu:Sesam@host/study",
        "postgresql://ana:Sesam@host:port/study",
        "postgresql://ana:Sesam@host:99999/study",
    ],
)
def test_signs_of_an_address_in_a_password_are_explained_and_nothing_of_it_is_shown(address: str) -> None:
    with pytest.raises(UserError, match="%40 %3A %2F") as caught:
        Project.open(address)
    assert "Sesam" not in str(caught.value)
    assert "ffne" not in str(caught.value)
    assert "Sesam" not in server.shown(address)


def test_a_database_that_is_not_there_is_told(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="no database of that name"):
        Project.open(postgres_url.replace("/test_", "/other_"))


def test_the_rights_that_the_manual_names_are_enough_and_without_them_it_is_said(postgres_url: str) -> None:
    Project.create(postgres_url).close()
    with closing(psycopg.connect(postgres_url, autocommit=True)) as owner:
        role = "coder_of_" + postgres_url.partition("/test_")[2][:8]
        owner.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
        try:
            as_coder = f"{postgres_url}{'&' if '?' in postgres_url else '?'}options=-c%20role%3D{role}"
            with pytest.raises(StoreError, match="rights that the manual names"):
                Project.open(as_coder)
            owner.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            owner.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
            owner.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
            with Project.open(as_coder) as project:
                project.do("Add", add_code, name="Flour")
                assert project.undo() == "Add"
                assert problems(project) == []
        finally:
            owner.execute(f"DROP OWNED BY {role}")
            owner.execute(f"DROP ROLE {role}")
