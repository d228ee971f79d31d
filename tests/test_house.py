"""The shape of the house: what ARCHITECTURE.md promises of every file, held by a machine."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
TOP_LEVEL = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "app",
    "benchmarks",
    "docs",
    "main.py",
    "pyproject.toml",
    "requirements-test.lock",
    "requirements.lock",
    "resources",
    "tests",
}
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 40
METHODS_OF_A_CLASS = 40
VAGUE_NAMES = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
# words that say of a thing that it is there, but not what it is
VAGUE_WORDS = re.compile(
    "_*(?:one|found|own|told|known|kept|made|some|here|there|few|said|everything|number|place)_*"
)
SHARE_OF_VAGUE_WORDS = 0.01

# An address of a package index, or an option that takes one; the lock is made without.
INDEX_ADDRESS = re.compile(r"pypi\.|pythonhosted|(?<!-emit)-index-url|(?<!-emit)-find-links", re.IGNORECASE)
SILENCED = re.compile(r"#\s*(?:type: ignore|noqa)\b(?P<codes>[\[:][\w, -]*\]?)?(?P<reason>.*)")


def ignored_names() -> set[str]:
    lines = (HOUSE / ".gitignore").read_text(encoding="utf-8").split()
    return {line.rstrip("/") for line in lines} | {".git"}


def files_of(folder: Path) -> Iterator[Path]:
    ignored = ignored_names()
    for path in sorted(folder.iterdir()):
        if any(path.match(pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from files_of(path)
        else:
            yield path


def name(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


@cache
def files() -> list[Path]:
    return list(files_of(HOUSE))


@cache
def trees() -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        for path in files()
        if path.suffix == ".py"
    }


@pytest.fixture(scope="module", autouse=True)
def trees_are_let_go() -> Iterator[None]:
    """A million objects that every later look for garbage would walk through."""
    yield
    trees.cache_clear()


def paths_of_tests() -> list[Path]:
    return [path for path in trees() if path.is_relative_to(HOUSE / "tests")]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (
        node for node in ast.walk(trees()[path]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_the_top_level_holds_what_the_picture_shows_and_nothing_else() -> None:
    assert {path.relative_to(HOUSE).parts[0] for path in files()} == TOP_LEVEL


def test_a_file_is_short_enough_to_be_read_at_once() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in trees()}
    assert {file: lines for file, lines in lengths.items() if lines > LINES_OF_A_FILE} == {}


def test_a_function_is_short_enough_to_be_seen_at_once() -> None:
    lengths = {
        f"{name(path)}: {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in trees()
        if "migrations/versions" not in name(path)  # a migration tells its steps in order
        for function in functions_of(path)
    }
    assert {function: lines for function, lines in lengths.items() if lines > LINES_OF_A_FUNCTION} == {}


def test_a_module_opens_with_one_sentence_saying_what_is_here() -> None:
    openings = {
        name(path): (ast.get_docstring(tree) or "").split("\n\n")[0]
        for path, tree in trees().items()
        if tree.body or path.name != "__init__.py"
    }
    sentence = re.compile(r"\S.*[.:]", re.DOTALL)
    assert {file: opening for file, opening in openings.items() if not sentence.fullmatch(opening)} == {}


def test_a_module_is_named_for_what_it_holds() -> None:
    words = {name(path): set(re.split(r"[/._]", name(path))) for path in trees()}
    assert {file for file, parts in words.items() if parts & VAGUE_NAMES} == set()


def test_what_silences_a_tool_names_its_rule_and_its_reason() -> None:
    unexplained = [
        f"{name(path)}:{number}"
        for path in trees()
        if path != Path(__file__)  # it spells out what it looks for
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for found in SILENCED.finditer(line)
        if not found["codes"] or not re.search(r"\w{3,}", found["reason"])
    ]
    assert unexplained == []


def test_only_the_store_makes_engines() -> None:
    makers = {
        name(path)
        for path, tree in trees().items()
        if path.is_relative_to(HOUSE / "app")
        for node in ast.walk(tree)
        if "create_engine" in {getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "name", "")}
    }
    assert makers == {"app/store/engine.py"}


def test_the_name_of_a_test_is_a_sentence() -> None:
    terse = [
        f"{name(path)}: {function.name}"
        for path in paths_of_tests()
        for function in functions_of(path)
        if function.name.startswith("test_") and len(function.name.split("_")) < 5
    ]
    assert terse == []


def test_a_test_lies_where_the_module_it_tests_lies() -> None:
    folders = {
        path.parent.relative_to(HOUSE / "tests") for path in paths_of_tests() if path.name.startswith("test_")
    }
    mirrored = {
        folder for folder in folders if (HOUSE / "app" / folder).is_dir() or (HOUSE / folder).is_dir()
    }
    assert folders == mirrored


def test_no_file_names_a_package_index() -> None:
    named = [
        name(path)
        for path in files()
        if path != Path(__file__)
        and b"\0" not in path.read_bytes()
        and INDEX_ADDRESS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_package_is_pinned_to_one_version_with_hashes(lock: str) -> None:
    text = (HOUSE / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert len(pins) > 10
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==[\w.]+ ", pin), pin[:80]
        assert "--hash=sha256:" in pin, pin[:80]


def test_the_program_and_its_tests_are_pinned_to_the_same_versions() -> None:
    versions = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (HOUSE / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]
    assert versions[0].items() <= versions[1].items()


def test_only_the_kit_makes_labels_dialogs_and_boxes_of_qt() -> None:
    """What Qt makes reads markup, is larger than the screen, and outlives nothing: the kit's own don't."""
    bare = {"QLabel", "QDialog", "QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog"}
    makers = {
        f"{name(path)}: {made}"
        for path, tree in trees().items()
        if path.is_relative_to(HOUSE / "app/ui") and not path.is_relative_to(HOUSE / "app/ui/kit")
        for node in ast.walk(tree)
        for made in (
            [getattr(node.func, "id", ""), getattr(getattr(node.func, "value", None), "id", "")]
            if isinstance(node, ast.Call)
            else [getattr(base, "id", "") for base in node.bases]
            if isinstance(node, ast.ClassDef)
            else []
        )
        if made in bare
    }
    assert makers == set()


def test_a_tip_is_a_fixed_sentence_or_goes_through_the_one_function_for_tips() -> None:
    loose = [
        f"{name(path)}:{node.lineno}"
        for path, tree in trees().items()
        if path.is_relative_to(HOUSE / "app/ui")
        and name(path) != "app/ui/surface/tips.py"  # escapes by itself
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"setToolTip", "showText"}
        if not is_safe_tip(node.args[1] if getattr(node.func, "attr", "") == "showText" else node.args[-1])
    ]
    assert loose == []


def is_safe_tip(words: ast.expr) -> bool:
    if isinstance(words, ast.IfExp):
        return is_safe_tip(words.body) and is_safe_tip(words.orelse)
    if isinstance(words, ast.Call):
        called = getattr(words.func, "attr", getattr(words.func, "id", ""))
        sentence = called == "tr" and not words.keywords
        return called == "plain_tip" or (
            sentence and all(isinstance(arg, ast.Constant) for arg in words.args[:2])
        )
    return isinstance(words, ast.Constant)


def test_translators_find_the_words_of_the_interface() -> None:
    """`tr` and QT_TR_NOOP take literals, outside f-strings, and nothing translates past them."""
    hidden = [
        f"{name(path)}:{node.lineno}"
        for path, tree in trees().items()
        if path.is_relative_to(HOUSE / "app")
        for node in ast.walk(tree)
        if hides_words(node) and name(path) not in {"app/translation.py", "app/ui/application.py"}
    ]
    assert hidden == []


def hides_words(node: ast.AST) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(is_call_of_tr(inner) for inner in ast.walk(node))
    if isinstance(node, ast.Call):
        past = ast.unparse(node.func).endswith((".tr", "Application.translate"))
        return past or (
            is_call_of_tr(node) and not all(isinstance(arg, ast.Constant) for arg in node.args[:2])
        )
    return isinstance(node, ast.FunctionDef) and node.name in {"tr", "_tr"}


def is_call_of_tr(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"tr", "QT_TR_NOOP"}


def test_the_window_has_one_model_for_its_tables_and_lists() -> None:
    """What stands in a table is told in the report; only the tree of codes has a model of its own."""
    models = {"QAbstractTableModel", "QAbstractListModel", "QAbstractItemModel", "QTableWidget"}
    makers = {
        f"{name(path)}: {node.name}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and models & {getattr(base, "id", "") for base in node.bases}
    } | {
        f"{name(path)}: QTableWidget"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QTableWidget"
    }
    ours = {"app/ui/kit/table.py: TableModel", "app/ui/codebook/tree/model.py: CodebookModel"}
    assert {made for made in makers if made.startswith("app/")} == ours


def test_a_class_has_a_name_of_its_own() -> None:
    files = defaultdict(list)
    for path, tree in trees().items():
        if path.is_relative_to(HOUSE / "app"):
            for node in tree.body:
                if isinstance(node, ast.ClassDef):
                    files[node.name].append(name(path))
    assert {class_name: paths for class_name, paths in files.items() if len(paths) > 1} == {}


def bound_names(tree: ast.AST) -> Iterator[str]:
    """Every name that is given: of functions, classes, parameters, variables, fields and imports."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=given)
                | ast.AsyncFunctionDef(name=given)
                | ast.ClassDef(name=given)
                | ast.arg(arg=given)
                | ast.Name(id=given, ctx=ast.Store())
                | ast.Attribute(attr=given, ctx=ast.Store())
                | ast.ExceptHandler(name=str(given))
                | ast.alias(asname=str(given))
            ):
                yield given


def package_of(path: Path) -> str:
    """app/coding, app/ui/codebook; app or app/ui for what lies in no package of it."""
    folders = path.relative_to(HOUSE).parent.parts
    return "/".join(folders[: 3 if folders[1:2] == ("ui",) else 2])


def test_a_name_says_what_a_thing_is() -> None:
    names = defaultdict(list)
    for path, tree in trees().items():
        if path.is_relative_to(HOUSE / "app"):
            names[package_of(path)] += bound_names(tree)
    shares = {
        package: sum(bool(VAGUE_WORDS.fullmatch(given)) for given in bound) / max(1, len(bound))
        for package, bound in names.items()
    }
    assert {package: share for package, share in shares.items() if share >= SHARE_OF_VAGUE_WORDS} == {}


def methods_with_those_of_parents(class_name: str, classes: Mapping[str, ast.ClassDef]) -> set[str]:
    """The names of what a class can be told to do, as far as it and its parents are written in app."""
    node = classes.get(class_name)
    if node is None:
        return set()
    methods = {part.name for part in node.body if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef)}
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    parents = [base.id for base in bases if isinstance(base, ast.Name)]
    return methods.union(*(methods_with_those_of_parents(parent, classes) for parent in parents))


def test_a_class_is_small_enough_to_be_understood_with_its_parents() -> None:
    classes = {
        node.name: node
        for path, tree in trees().items()
        if path.is_relative_to(HOUSE / "app")
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    sizes = {class_name: len(methods_with_those_of_parents(class_name, classes)) for class_name in classes}
    assert {class_name: size for class_name, size in sizes.items() if size > METHODS_OF_A_CLASS} == {}


# modules and packages of the window that do without Qt, and why they are of the window all the same
WITHOUT_QT = {
    "app/ui/document_source.py": "reads what the surface paints, in the surface's own marks",
    "app/ui/reconcile/passage": "a passage in the surface's own marks",
    "app/ui/surface": "where things lie on the painted text, which knows nothing of projects",
    "app/ui/workspaces.py": "the window's own pages",
}


def test_a_module_of_the_window_that_does_without_qt_is_there_for_a_reason() -> None:
    window = {
        name(path).removesuffix(".py").replace("/", "."): path
        for path in trees()
        if path.is_relative_to(HOUSE / "app/ui") and path.name != "__init__.py"
    }
    imports = {
        module: {
            found
            for node in ast.walk(trees()[path])
            if isinstance(node, ast.Import | ast.ImportFrom)
            for found in modules_of(node)
        }
        for module, path in window.items()
    }
    with_qt = {module for module in window if any(found.startswith("PySide6") for found in imports[module])}
    while more := {module for module in window if imports[module] & with_qt} - with_qt:
        with_qt |= more
    without = {name(window[module]) for module in window.keys() - with_qt}
    reasons = {place: [file for file in without if file.startswith(place)] for place in WITHOUT_QT}
    assert without - {file for files in reasons.values() for file in files} == set()
    assert [place for place, files in reasons.items() if not files] == []


def modules_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.Import):
        return names
    return [node.module or "", *(f"{node.module}.{found}" for found in names)]
