"""No sentence says “1 rows”: what stands behind a number goes through one of two functions that count."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.translation import tr

APP = Path(__file__).parents[1] / "app"
PLURAL = re.compile(
    r"\{([^{}]*)\}(?: (?:more|other|open|completed|of the))* (?:[a-z]+s|people|have|are|were)\b"
)
NO_NOUN = re.compile(
    r" (?:is|has|was|as|its|less|across|always|unless|whereas|thus|\w+ss"
    r"|chooses|does|gives|holds|leaves|needs|says|stands|stays|takes|tells|votes)$"
)
MANY = {  # numbers that are never one: more than a limit, or guarded
    ("agreement/examples/statistics.py", "{q} categories"),
    ("crosstabs/table.py", "{len(several)} tests"),
    ("exchange/passage_table.py", "{count} times"),
    ("agreement/methods/paragraph.py", "{len(names)} coders"),
    ("agreement/methods/paragraph.py", "{among} of the documents"),
    ("agreement/methods/paragraph.py", "{count} codes"),
    ("exchange/calculators.py", "{len(self.coders)} coders"),
    ("exchange/codebook_lines.py", "{len(lines)} codes"),
    ("exchange/decisions_back.py", "{len(choice.reason)} characters"),
    ("exchange/decisions_back.py", "{longest} are"),
    ("exchange/spss.py", "{cells} cells"),
    ("exchange/study_folder/json_lines.py", "{len(readers)} values"),
    ("exchange/tables.py", "{len(columns)} columns"),
    ("exchange/tables.py", "{len(cells)} cells"),
    ("ui/reconcile/many/feedback_dialog.py", "{number} differences"),  # of the most that are listed
    ("exchange/workbook/sheets/agreement.py", "{count.judged} coders"),
    ("exchange/workbook/sheets/counting.py", "{m} coders"),
    ("exchange/workbook/sheets/readme.py", "{many} speakers"),
    ("exchange/workbook/sheets/readme.py", "{len(material.scope.without_speakers)} of the speakers"),
    ("store/engine.py", "{length} bytes"),
    ("store/fitting.py", "{longest} characters"),
    ("ui/agreement/reports/planner_sample.py", "{number} are"),
    ("ui/analyse/passages_view.py", "{len(ids)} passages"),
    ("ui/exchange/study_folders.py", "{codings} were"),
    ("ui/kit/copying.py", "{len(lines)} lines"),
    ("ui/reconcile/many/feedback_dialog.py", "{number} are"),
    ("ui/reconcile/many/rules_dialog.py", "{number} are"),
    ("ui/top_bar.py", "{rounds} rounds"),
}
NO_NUMBER = {  # words that stand for no number: names, files, parts of sentences
    "{coder} codes",
    "{name} codes",
    "{} backups",
    "{program} puts",
    "{found.total} lists",
    "{coder.name} codes",
    "{words} have",
    "{weights} weights",
    "{names} have",
    "{coders} have",
    "{listed(speakers)} were",
    "{offsets} are",
    "{after[1]} overlaps",
}


def sentences(tree: ast.AST) -> Iterator[tuple[int, str, ast.AST]]:
    """Every literal with its places as {…}, and the node it stands in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(map(in_braces, node.values)), node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value, node


def in_braces(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return "{" + ast.unparse(part.value) + "}"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def counted_nodes(tree: ast.AST) -> set[ast.AST]:
    """Literals that are given to tr with a form for many, or to counted."""
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rpartition(".")[2]
        if (name == "tr" and len(node.args) >= 3) or name == "counted":
            inside.update(child for argument in node.args for child in ast.walk(argument))
    return inside


def docstrings(tree: ast.AST) -> set[ast.AST]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def faults(source: str) -> list[tuple[int, str]]:
    tree = ast.parse(source)
    fine = counted_nodes(tree) | docstrings(tree)
    found = []
    for line, words, node in sentences(tree):
        for match in PLURAL.finditer(words):
            constant = match[1].partition(":")[0].isupper() and not match[0].startswith("{DOC")
            if node in fine or constant or NO_NOUN.search(match[0]):
                continue
            found.append((line, match[0]))
    return found


@pytest.mark.parametrize(
    ("source", "is_fault"),
    [
        ('f"{number} rows differ"', True),
        ('f"{len(rows):,} rows differ"', True),
        ('tr("{number} documents were imported.", number=n)', True),
        ('tr("{count} document", "{count} documents", n)', False),
        ('counted(n, f"row of {name}", f"{x} rows")', False),
        ('f"more than {MOST_CELLS} cells"', False),
        ('f"{name} is"', False),
    ],
)
def test_the_search_finds_what_it_seeks(source: str, is_fault: bool) -> None:
    assert bool(faults(source)) is is_fault


def test_what_stands_behind_a_number_is_right_for_one_and_for_many() -> None:
    found = [
        f"{path.relative_to(APP)}:{line}: {words}"
        for path in sorted(APP.rglob("*.py"))
        for line, words in faults(path.read_text(encoding="utf-8"))
        if (path.relative_to(APP).as_posix(), words) not in MANY and words not in NO_NUMBER
    ]
    assert not found, "\n".join(found)


def test_a_count_has_the_verb_of_its_number() -> None:
    forms = "{count} coding is left", "{count} codings are left"
    assert [tr(*forms, count) for count in (0, 1, 2, 1000)] == [
        "0 codings are left",
        "1 coding is left",
        "2 codings are left",
        "1,000 codings are left",
    ]
