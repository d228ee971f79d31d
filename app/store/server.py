"""What is particular to a PostgreSQL server: its address, its silence, and what its refusals mean."""

import time
from collections.abc import Generator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import URL, Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from app.errors import StoreError, UserError
from app.models import Action

if TYPE_CHECKING:
    from psycopg import Connection

SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
WAIT_FOR_CONNECTION = 10  # seconds
WAIT_FOR_ANSWER = 40.0  # seconds: no statement of ours takes so long, and a silent network would never end
LOOK_UPS, BETWEEN_LOOK_UPS = 4, 1.0  # how often, and after how many seconds
PATIENCE = {
    "connect_timeout": WAIT_FOR_CONNECTION,
    "keepalives": 1,  # a computer that was switched off is noticed within a minute
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 40_000,  # milliseconds
}
NO_ANSWER = "no answer within the time allowed"
NOT_SAVED = "so nothing of this was saved."
BROKEN = f"stopped answering, {NOT_SAVED} Check the network; Intercoder connects again when you try again."
NO_RIGHT = (
    f"doesn't let you do this, {NOT_SAVED} Ask whoever keeps the server for the rights that the manual "
    "names under “A project on a server”."
)
FULL = f"has no room for more, {NOT_SAVED} Ask whoever keeps the server to make room, and try again."
CROWDED = "has as many connections as it allows. Try again later, or ask whoever keeps the server for more."
NOT_FOUND = (
    f"can't be reached, because there is no computer of that name, {NOT_SAVED} Check the address for a "
    "typing error, and whether you are in the right network (some need a VPN)."
)
NOT_ANSWERING = (
    f"can't be reached: its computer doesn't answer at that port, {NOT_SAVED} Check the network and the "
    "port, and ask whoever keeps the server whether it runs and lets your computer in."
)
REFUSED = (
    f"refused the user or the password, {NOT_SAVED} Check both. A password may stand in your own file "
    ".pgpass or in the address; there, signs such as @ : / in it are written as %40 %3A %2F."
)
NO_DATABASE = (
    f"has no database of that name, {NOT_SAVED} Check the end of the address, or ask whoever keeps the "
    "server to make the database."
)
SENTENCES = {  # what the driver and the server say -> what people read behind the address
    "password": REFUSED,
    "authentication failed": REFUSED,
    "pg_hba.conf": REFUSED,
    "role ": REFUSED,
    "permission denied": NO_RIGHT,
    "must be owner": NO_RIGHT,
    "read-only transaction": NO_RIGHT,
    "No space left": FULL,
    "too many clients": CROWDED,
    "remaining connection slots": CROWDED,
    "resolve host": NOT_FOUND,
    "translate host name": NOT_FOUND,
    "Name or service not known": NOT_FOUND,
    "nodename nor servname": NOT_FOUND,
    "getaddrinfo": NOT_FOUND,
    "connection failed": NOT_ANSWERING,
    "refused": NOT_ANSWERING,
    "timeout expired": NOT_ANSWERING,
    "No route to host": NOT_ANSWERING,
    "unreachable": NOT_ANSWERING,
    NO_ANSWER: BROKEN,
    "closed": BROKEN,
    "lost": BROKEN,
    "terminat": BROKEN,
    "reset by peer": BROKEN,
    "shutting down": BROKEN,
    "starting up": BROKEN,
    "SSL": BROKEN,
}
MISSING = "does not exist"
OTHERWISE = (
    f"can't be reached or refused this, {NOT_SAVED} Check the network, the address and the password, and "
    "try again."
)
NOT_KNOWN = (
    "“{}” stopped answering while “{}” was being saved, so it is not known whether it was saved. Nothing "
    "else was changed. Look at the history (Ctrl+H) when the server answers again, before you do it again."
)
SURELY_NOT = "“{}” stopped answering while “{}” was being saved, and it was not saved. Do it again."
SIGNS = "with signs such as @ : / # in a user's name or password as %40 %3A %2F %23."


def url_of(location: str) -> URL:
    """The address of a server; UserError, which doesn't repeat it, where it can't be one."""
    authority = location.partition("://")[2].partition("?")[0]
    if authority.count("@") > 1:
        raise UserError(
            f"This address has more than one @, so it can't be told where the password ends. Write it {SIGNS}"
        )
    try:
        url = make_url(location).set(drivername="postgresql+psycopg")
        urlsplit(location).port  # noqa: B018  # ValueError where it is no number
    except (ArgumentError, ValueError) as error:
        raise UserError(
            "That is not the address of a PostgreSQL database. "
            f"Write it as postgresql://user:password@host:port/database, {SIGNS}"
        ) from error
    return url


def shown(location: str) -> str:
    """A server's address as people may see it, without its password."""
    try:
        return url_of(location).set(drivername="postgresql").render_as_string()
    except UserError:
        return "The server"


def sentence(problem: str) -> str:
    """What a driver's words mean, to be read behind the server's address."""
    if MISSING in problem and "role " not in problem:
        return NO_DATABASE if "database " in problem else OTHERWISE
    return next((words for sign, words in SENTENCES.items() if sign in problem), OTHERWISE)


def connect(parameters: dict[str, Any]) -> "Connection[Any]":
    """A connection that doesn't wait for ever for a server that says nothing."""
    import psycopg

    class PatientConnection(psycopg.Connection[Any]):
        def wait(self, gen: Generator[Any, Any, Any], *more: Any, **options: Any) -> Any:
            return super().wait(self._answered(gen), *more, **options)

        def _answered(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
            try:
                wanted = next(gen)
                heard = time.monotonic()
                while True:
                    ready = yield wanted
                    if ready:
                        heard = time.monotonic()
                    elif time.monotonic() - heard > WAIT_FOR_ANSWER:
                        self.close()
                        raise psycopg.OperationalError(NO_ANSWER)
                    wanted = gen.send(ready)
            except StopIteration as end:
                return end.value

    return PatientConnection.connect(**(PATIENCE | parameters))


def settle(engine: Engine, location: str, label: str, action_id: int, action_hash: str) -> None:
    """Look up, over a new connection, whether an action was saved though its commit got no answer.

    The writer's lock is waited for, so that nothing of the old connection can be on its way any more.
    StoreError where the action is not there, or where that can't be known yet.
    """
    for _ in range(LOOK_UPS):
        try:
            with engine.begin() as connection:
                stored = connection.execute(
                    select(Action.hash).where(Action.id == action_id)
                ).scalar_one_or_none()
        except DBAPIError:
            time.sleep(BETWEEN_LOOK_UPS)
            continue
        if stored != action_hash:
            raise StoreError(SURELY_NOT.format(shown(location), label))
        return
    raise StoreError(NOT_KNOWN.format(shown(location), label))
