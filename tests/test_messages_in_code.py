"""No sentence is frozen in a language, and none is put together where no translator can see it."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from scripts.messages import KEYWORDS

CODE = Path(__file__).parent.parent / "sdesk"
FILES = sorted(CODE.rglob("*.py"))
BELOW = ("practice", "storage", "packs", "models")
"""What hands out messages and words none of them."""

WORDS = {"gettext", "ngettext"}
VALUES = {"message", "counted"}


Nodes = tuple[ast.AST, ...]


def read(path: Path) -> tuple[ast.Module, Nodes]:
    """A file as Python reads it, and all that is in it."""
    tree = ast.parse(path.read_text("utf-8"))
    return tree, tuple(ast.walk(tree))


def names_of(nodes: Nodes, wanted: set[str]) -> set[str]:
    """What the functions of `sdesk.translation` are called in a file."""
    imports = (each for each in nodes if isinstance(each, ast.ImportFrom))
    ours = (each for each in imports if each.module and each.module.startswith("sdesk.translation"))
    return {name.asname or name.name for each in ours for name in each.names if name.name in wanted}


def calls(nodes: Iterable[ast.AST], named: set[str]) -> Iterator[ast.Call]:
    for each in nodes:
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in named:
            yield each


def outside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """What runs when the module is imported: all but the bodies of functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            waiting.extend((*node.decorator_list, *node.args.defaults))
        else:
            waiting.extend(ast.iter_child_nodes(node))


def in_f_strings(nodes: Nodes, named: set[str]) -> Iterator[ast.Call]:
    """Literals only: what is worded there but written elsewhere is found where it is written."""
    joined = (each for each in nodes if isinstance(each, ast.JoinedStr))
    return (call for each in joined for call in calls(ast.walk(each), named) if is_literal(call.args[0]))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CODE).as_posix())
def test_no_language_is_frozen_and_no_sentence_hidden(path: Path) -> None:
    tree, nodes = read(path)
    words, values = names_of(nodes, WORDS), names_of(nodes, VALUES)
    at_import = {id(each) for each in outside_functions(tree)}
    frozen = [each.lineno for each in calls(nodes, words) if id(each) in at_import]
    assert not frozen, f"worded at import, in the language of that moment: lines {frozen}"
    inside = [each.lineno for each in in_f_strings(nodes, words | values)]
    assert not inside, f"what stands in an f-string is not found for translators: lines {inside}"
    hidden = [each.lineno for each in calls(nodes, values) if not is_literal(each.args[0])]
    assert not hidden, f"what is no literal is not found for translators (or is a term): lines {hidden}"
    if path.relative_to(CODE).parts[0] in BELOW:
        assert not words, "practice, storage and packs hand out messages; they know no language"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CODE).as_posix())
def test_every_sentence_is_found_for_translators(path: Path) -> None:
    """Not what is called by another name, and of what is said within another sentence not everything."""
    _tree, nodes = read(path)
    written = {
        str(each.args[0].value)
        for each in calls(nodes, names_of(nodes, WORDS | VALUES))
        if isinstance(each.args[0], ast.Constant)
    }
    found = (said for _line, said, *_rest in extract_from_file("python", path, keywords=KEYWORDS))
    missed = written - {said if isinstance(said, str) else said[0] for said in found}
    assert not missed, f"not in the template; give it a line of its own, or its usual name: {missed}"


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
