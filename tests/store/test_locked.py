"""A locked project file: nothing can be read without its passphrase, and all works as in a plain one."""

import hashlib
import os
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.coders.actions import add_coder
from app.errors import Displaced, IntercoderError, Locked, UserError
from app.exchange.sample_study import make_sample
from app.jobs import Job
from app.store import Project, aes, keys, relocking, unlocking
from app.store import engine as engines
from app.store.check import problems
from app.store.recovery import groups_of, key_of_sheet
from app.store.rescue import rescue
from app.store.unlocking import WrongPassphrase
from tests.study import make_study

WORDS = ("They took the flour", "We queued from four", "Murat")
PASSPHRASE = "vier Hühner im Hof"
FEW = 500


@pytest.fixture(autouse=True)
def _of_few_rounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keys are derived in no time, and forgotten."""
    monkeypatch.setattr(keys, "ROUNDS", FEW)
    yield
    keys.forget_all()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A locked project with texts and codings, closed."""
    path = tmp_path / "study.intercoder"
    study = make_study(str(path))
    study.code("They took the flour", coder_id=study.ana)
    study.project.close()
    relocking.lock(str(path), PASSPHRASE)
    return path


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def add(project: Project, name: str) -> None:
    project.do(f"Add coder “{name}”", add_coder, name=name, role="coder")


def test_an_encrypted_block_is_taken_back_as_the_standard_says() -> None:
    block = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")  # FIPS 197, C.3
    assert aes.decrypted(bytes(range(32)), block) == bytes.fromhex("00112233445566778899aabbccddeeff")


def test_the_file_opens_in_any_sqlcipher_tool_with_the_passphrase_alone(path: Path) -> None:
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(path)) as connection:
        connection.execute(f"PRAGMA key='{PASSPHRASE}'")
        connection.execute(f"PRAGMA kdf_iter={FEW}")
        assert connection.execute("SELECT count(*) FROM coding").fetchone() == (1,)


def test_a_key_takes_as_many_rounds_as_sqlcipher_expects(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.undo()
    relocking.lock(str(path), PASSPHRASE)
    with closing(dbapi2.connect(path)) as connection:
        connection.execute(f"PRAGMA key='{PASSPHRASE}'")
        assert connection.execute("SELECT count(*) FROM coding").fetchone() == (1,)


def test_nothing_of_a_locked_project_stands_in_plain_in_any_file(tmp_path: Path) -> None:
    path = tmp_path / "study.intercoder"
    with Project.create(str(path), key=unlocking.new_key(PASSPHRASE)) as project:
        for number in range(30):
            add(project, f"Person with a long name {number}")
            assert b"Person with" not in everything_in(tmp_path)
        project.save_copy(tmp_path / "copy.intercoder")
        assert engines.log_of(path).stat().st_size > 0
        assert b"Person with" not in everything_in(tmp_path)
        project.fold()
        assert not problems(project)
    assert b"Person with" not in everything_in(tmp_path)
    with Project.open(str(tmp_path / "copy.intercoder")) as copy:
        assert not problems(copy)


def test_locking_hides_what_was_readable_and_unlocking_for_good_brings_it_back(path: Path) -> None:
    content = everything_in(path.parent)
    assert not any(word.encode() in content for word in WORDS)
    with Project.open(str(path)) as project:
        assert not problems(project)
        latest = project.latest_action()
    relocking.unlock_for_good(str(path))
    content = path.read_bytes()
    assert all(word.encode() in content for word in WORDS)
    with Project.open(str(path)) as project:
        assert not problems(project)
        assert project.latest_action() == latest


def test_a_locked_project_asks_for_its_passphrase_and_opens_with_no_other(path: Path) -> None:
    keys.forget_all()
    before = path.read_bytes()
    with pytest.raises(Locked, match="is locked with a passphrase"):
        Project.open(str(path))
    for wrong in ("", "vier hühner im hof", PASSPHRASE + " ", "x" * 10_000):
        with pytest.raises(WrongPassphrase, match="not the passphrase of “study.intercoder”"):
            unlocking.unlock(str(path), wrong)
    assert path.read_bytes() == before
    unlocking.unlock(str(path), PASSPHRASE)
    with Project.open(str(path)) as project:
        assert not problems(project)


def test_letters_with_accents_open_however_a_computer_types_them(path: Path) -> None:
    for form in ("NFC", "NFD"):
        keys.forget_all()
        unlocking.unlock(str(path), unicodedata.normalize(form, PASSPHRASE))


def test_a_passphrase_of_another_tool_opens_as_it_was_typed_there(path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    salt = bytes(range(16))
    key = keys.Key.derived(decomposed, salt)
    keys.remember(key)
    relocking._write_anew(path, key)
    keys.forget_all()
    unlocking.unlock(str(path), decomposed)


def test_the_recovery_key_opens_and_a_mistyped_group_is_named(path: Path) -> None:
    groups = groups_of(unlocking.key_of(str(path)).raw)
    assert all(len(group) == 5 for group in groups)
    keys.forget_all()
    unlocking.unlock(str(path), " - ".join(groups).lower())
    for index, group in enumerate(groups):
        for at, letter in enumerate(group):
            wrong = group[:at] + ("7" if letter != "7" else "8") + group[at + 1 :]
            with pytest.raises(UserError, match=rf"mistyped in group {index + 1} \(“{wrong}”\)"):
                key_of_sheet(" ".join([*groups[:index], wrong, *groups[index + 1 :]]))


def test_the_recovery_key_of_an_earlier_passphrase_opens_nothing(path: Path) -> None:
    groups = groups_of(unlocking.key_of(str(path)).raw)
    relocking.lock(str(path), "another")
    keys.forget_all()
    for old in (" ".join(groups), PASSPHRASE):
        with pytest.raises(WrongPassphrase):
            unlocking.unlock(str(path), old)
    unlocking.unlock(str(path), "another")


def test_any_32_bytes_come_back_from_their_sheet() -> None:
    for seed in range(200):
        raw = hashlib.sha256(bytes([seed])).digest()
        assert key_of_sheet("".join(groups_of(raw))) == raw
    for raw in (bytes(32), b"\xff" * 32):
        assert key_of_sheet(" ".join(groups_of(raw))) == raw


def test_a_copy_of_a_locked_file_opens_with_what_opened_the_first(path: Path) -> None:
    copy = path.with_name("copy.intercoder")
    copy.write_bytes(path.read_bytes())
    with Project.open(str(copy)) as project:
        assert not problems(project)


def test_damage_is_said_and_never_taken_for_a_wrong_passphrase(path: Path) -> None:
    whole = path.read_bytes()
    for page in (2, 3, 9, len(whole) // keys.PAGE):
        damaged = bytearray(whole)
        at = (page - 1) * keys.PAGE + 100
        damaged[at : at + 8] = bytes(8)
        path.write_bytes(damaged)
        keys.forget_all()
        unlocking.unlock(str(path), PASSPHRASE)
        try:
            with Project.open(str(path)) as project:
                found = " ".join(problems(project))
        except IntercoderError as error:
            found = str(error)
        assert "damaged" in found
    path.write_bytes(whole[:100] + bytes(8) + whole[108:])  # the first page itself
    keys.forget_all()
    unlocking.unlock(str(path), PASSPHRASE)
    with pytest.raises(UserError, match="its beginning is damaged"):
        Project.open(str(path))


def test_what_can_be_read_of_a_damaged_locked_project_is_saved_under_the_same_passphrase(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sample.intercoder"
    make_sample(path, Job())
    relocking.lock(str(path), PASSPHRASE)
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // keys.PAGE, 40):
        content[page * keys.PAGE + 1000] ^= 1
    path.write_bytes(content)
    new = tmp_path / "new.intercoder"
    saved = rescue(path, str(new), station="here")
    assert saved.rows["document"] >= 1
    assert path.read_bytes() == content
    keys.forget_all()
    unlocking.unlock(str(new), PASSPHRASE)
    with Project.open(str(new)) as project:
        assert not problems(project)
    assert b"SQLite format 3" not in everything_in(tmp_path)


def test_a_log_that_a_killed_program_left_is_taken_in(path: Path) -> None:
    _killed_while(path, "add(project, 'Latest')")
    assert engines.log_of(path).stat().st_size > 0
    with Project.open(str(path)) as project:
        assert not problems(project)
        with project.read() as session:
            from app.coders.queries import coders

            assert "Latest" in [coder.name for coder in coders(session)]


def test_a_log_of_another_file_is_set_aside(path: Path) -> None:
    earlier = path.read_bytes()
    with Project.open(str(path)) as project:
        add(project, "Between")
    _killed_while(path, "add(project, 'Latest')")
    path.write_bytes(earlier)
    with pytest.raises(UserError, match="belongs to another file"):
        Project.open(str(path))
    with Project.open(str(path)) as project:
        assert not problems(project)


def test_an_open_locked_file_that_is_replaced_or_overwritten_is_noticed(path: Path) -> None:
    other = path.with_name("other.intercoder")
    Project.create(str(other)).close()
    project = Project.open(str(path))
    add(project, "Before")
    project.fold()
    project.poll()
    whole = path.read_bytes()
    path.write_bytes(other.read_bytes())
    with pytest.raises(Displaced):
        project.poll()
    path.write_bytes(whole)
    project.poll()
    other.replace(path)
    with pytest.raises(Displaced):
        project.poll()
    project.close()


def test_a_file_that_is_open_is_not_locked(path: Path) -> None:
    with Project.open(str(path)):
        for change in (relocking.unlock_for_good, lambda location: relocking.lock(location, "new")):
            with pytest.raises(UserError, match="is open in a window or a command"):
                change(str(path))


def test_what_is_no_project_is_not_taken_for_a_locked_one(tmp_path: Path) -> None:
    for content in (bytes(8192), b"text " * 4096, os.urandom(5000), b"%PDF-" + bytes(4091)):
        path = tmp_path / "x.intercoder"
        path.write_bytes(content)
        assert not unlocking.is_locked(str(path))
        with pytest.raises(UserError, match="is not an Intercoder project"):
            Project.open(str(path))


def test_an_empty_passphrase_locks_nothing(path: Path) -> None:
    for empty in ("", "  "):
        with pytest.raises(UserError, match="needs letters"):
            relocking.lock(str(path), empty)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("to_lock", [True, False])
def test_killed_while_locking_the_file_is_as_before_or_as_after(tmp_path: Path, to_lock: bool) -> None:
    path = tmp_path / "study.intercoder"
    make_sample(path, Job())
    if not to_lock:
        relocking.lock(str(path), PASSPHRASE)
    whole = path.read_bytes()
    step = f"relocking.lock(P, {PASSPHRASE!r})" if to_lock else "relocking.unlock_for_good(P)"
    outcomes = set()
    for wait in (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 3.0):
        path.write_bytes(whole)
        _killed_after(path, step, wait)
        outcomes.add(unlocking.is_locked(str(path)))
        if unlocking.is_locked(str(path)):
            unlocking.unlock(str(path), PASSPHRASE)
        with Project.open(str(path)) as project:
            assert not problems(project)
        assert [file.name for file in tmp_path.glob("[!.]*.*")] == [path.name]
    assert outcomes == {True, False}


def test_a_full_disk_while_locking_leaves_the_project_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", FULL.format(path=str(path), passphrase=PASSPHRASE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "left as it was" in done.stdout or "nothing of this was saved" in done.stdout, done.stderr
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


FULL = """
import resource, signal
from app.errors import StoreError
from app.store import keys, relocking, unlocking
keys.ROUNDS = 500
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
unlocking.unlock({path!r}, {passphrase!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    relocking.unlock_for_good({path!r})
except StoreError as error:
    print(error)
"""
PRELUDE = """
import os, signal, sys
from app.coders.actions import add_coder
from app.store import Project, keys, relocking, unlocking
P = {path!r}
keys.ROUNDS = 500
def add(project, name):
    project.do("Add", add_coder, name=name, role="coder")
if unlocking.is_locked(P):
    unlocking.unlock(P, {passphrase!r})
"""


def _killed_while(path: Path, step: str) -> None:
    """Another program does something in an open project and is killed at once."""
    code = PRELUDE.format(path=str(path), passphrase=PASSPHRASE)
    code += f"project = Project.open(P)\n{step}\nos.kill(os.getpid(), signal.SIGKILL)\n"
    subprocess.run([sys.executable, "-c", code], check=False)


def _killed_after(path: Path, step: str, wait: float) -> None:
    code = PRELUDE.format(path=str(path), passphrase=PASSPHRASE) + f"print('go', flush=True)\n{step}\n"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(wait)
        process.kill()
