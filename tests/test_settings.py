"""Preferences survive a restart, bad files and two windows at once."""

import json
import os
import sys
from pathlib import Path

import pytest

from app import settings
from app.errors import UserError


def test_a_value_that_was_written_is_read_again(own_settings_folder: Path) -> None:
    settings.write("theme", "dark")
    settings.write("font size", 17)
    settings.write("recent projects", ["/home/ana/Défectors.intercoder"])
    settings.write("snap to words", False)
    assert settings.read("theme", "system") == "dark"
    assert settings.read("font size", 15) == 17
    assert settings.read("recent projects", [""]) == ["/home/ana/Défectors.intercoder"]
    assert settings.read("snap to words", True) is False
    assert [path.name for path in own_settings_folder.iterdir()] == ["settings.json"]


def test_a_value_never_written_is_the_default() -> None:
    assert settings.read("theme", "system") == "system"
    assert settings.read("recent projects", list[str]()) == []


@pytest.mark.parametrize(
    ("stored", "default"), [("large", 15), (1, True), (True, 15), ([1, 2], ["a"]), (None, "system"), (1.5, 1)]
)
def test_a_value_of_another_type_is_not_taken(
    own_settings_folder: Path, stored: object, default: bool | int | str | list[str]
) -> None:
    own_settings_folder.mkdir()
    (own_settings_folder / "settings.json").write_text(json.dumps({"key": stored}))
    assert settings.read("key", default) == default


def test_a_whole_number_serves_where_a_fraction_is_asked_for(own_settings_folder: Path) -> None:
    own_settings_folder.mkdir()
    (own_settings_folder / "settings.json").write_text('{"zoom": 2}')
    assert settings.read("zoom", 1.0) == 2.0


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"null"])
def test_a_broken_file_is_set_aside_and_never_lost(own_settings_folder: Path, content: bytes) -> None:
    own_settings_folder.mkdir()
    (own_settings_folder / "settings.json").write_bytes(content)
    assert settings.read("theme", "system") == "system"
    settings.write("theme", "dark")
    assert settings.read("theme", "system") == "dark"
    kept = list(own_settings_folder.glob("settings.unreadable-*.json"))
    assert [path.read_bytes() for path in kept] == [content]


def test_what_another_window_wrote_meanwhile_is_kept(own_settings_folder: Path) -> None:
    settings.write("theme", "dark")
    stored = json.loads((own_settings_folder / "settings.json").read_text())
    (own_settings_folder / "settings.json").write_text(json.dumps(stored | {"font size": 20}))
    settings.write("theme", "light")
    assert (settings.read("theme", ""), settings.read("font size", 0)) == ("light", 20)


def test_the_station_is_made_once_and_then_stays() -> None:
    station = settings.station()
    assert len(station) == 16
    assert int(station, 16) > 0
    assert settings.station() == station


def test_two_installations_get_different_stations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path / "one"))
    first = settings.station()
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(tmp_path / "other"))
    assert settings.station() != first


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    monkeypatch.setenv(settings.FOLDER_VARIABLE, str(in_the_way))
    with pytest.raises(UserError, match="could not be saved in .*Make that folder writable"):
        settings.write("theme", "dark")
    assert settings.read("theme", "system") == "system"
    assert in_the_way.read_text() == "not a folder"


def test_a_file_that_cannot_be_opened_is_said_in_a_sentence(own_settings_folder: Path) -> None:
    (own_settings_folder / "settings.json").mkdir(parents=True)
    with pytest.raises(UserError, match="could not be read: .*Make that file readable"):
        settings.read("theme", "system")


@pytest.mark.skipif(sys.platform == "win32" or os.environ.get("HOME") is None, reason="needs a POSIX home")
def test_without_the_variable_the_folder_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(settings.FOLDER_VARIABLE)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert settings.folder().is_relative_to(tmp_path)
    assert settings.folder().name == "intercoder"
