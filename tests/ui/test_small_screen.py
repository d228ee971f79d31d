"""Every dialog fits a screen of 1366 x 768 at 125 %, with German and Arabic names, its buttons in sight."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_house import HOUSE
from tests.ui.small_screen import screen

SMALLEST = (1093, 614)


@pytest.mark.parametrize("language", ["german", "arabic"])
def test_every_dialog_fits_a_small_screen_and_its_buttons_are_inside(tmp_path: Path, language: str) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": screen(tmp_path, *SMALLEST),
        "INTERCODER_SETTINGS_FOLDER": str(tmp_path / "settings"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.small_screen", str(tmp_path), language],
        cwd=HOUSE,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["faults"] == []
    assert len(told["seen"]) >= 33
