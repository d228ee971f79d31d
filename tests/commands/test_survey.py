"""`import --survey`: a preview with the map, the import, and the same table once more."""

import json
from pathlib import Path

from tests.commands.said import Command
from tests.exchange.test_survey import HEAD, LEAVE, MISS, ROWS


def test_the_command_previews_the_map_imports_and_says_what_differs(
    intercoder: Command, project: Path, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    preview = intercoder("import", project, path, "--survey", "guess", "--preview", "--json")
    assert preview.json["map"]["questions"] == [LEAVE, MISS]
    assert not preview.json["changed"]
    map_ = tmp_path / "map.json"
    map_.write_text(json.dumps(preview.json["map"]), encoding="utf-8")
    done = intercoder("import", project, path, "--survey", map_)
    assert "2 new documents with 5 answers" in done.out
    again = intercoder("import", project, path, "--survey", map_, "--json")
    assert again.json["changed"] is False
    assert again.json["unchanged"] == 5
