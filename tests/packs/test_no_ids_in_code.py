"""Records, use cases and screens know no standard: what one calls its parts stands in packs alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import sdesk
from sdesk.packs import SERVICE_DELIVERY, shipped_packs

PACKAGE = Path(sdesk.__file__).parent
IDS = re.compile(
    r"(?<![\w.])(?<!ISO/IEC )(?:{})(?![\w.]*\w)".format(
        "|".join(
            re.escape(each)
            for pack in shipped_packs()
            for each in (pack.id, *pack.ids, *(activity.id for activity in pack.asks.activities))
            if re.search(r"[A-Z]{2}\.\d|^P\d\d$|-\d", each)
        )
    )
)
"""A standard may be named by its title. Clauses such as `5.2` are left out: many a number looks so. Docstrings may cite what a function is made for."""


def texts(source: str) -> Iterator[tuple[int, str]]:
    """The texts in a source and the lines they stand in, without docstrings and texts that nothing reads."""
    tree = ast.parse(source)
    unread = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unread:
            yield node.lineno, node.value


def quoted_ids(source: str) -> list[str]:
    return [f"{line}: {text}" for line, text in texts(source) if IDS.search(text)]


@pytest.mark.parametrize(
    "source",
    [
        'TASK = "IN.1.3"',
        'panel("WP.18", model)',
        'hint = f"Write them first: task CO.1.3."',
        '_("No goals are set down yet (WP.01).")',
        'PROCESS = {"P07": "control"}',
        'pack = "20000-1-2011"',
        'name = "29110-4-3/WP.18"',
        'activity = "GO.1"',
    ],
)
def test_a_quoted_id_is_seen(source: str) -> None:
    assert quoted_ids(source)


@pytest.mark.parametrize(
    "source", ['"""WP.18: an incident."""', 'size = "P100"', 'version = "GO.1x"', 'x = "4.1"']
)
def test_what_is_no_id_is_not(source: str) -> None:
    assert quoted_ids(source) == []


def test_no_code_quotes_an_id() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{each}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for each in quoted_ids(file.read_text(encoding="utf-8"))
    ]
    line = 1 + (PACKAGE / "packs/load.py").read_text(encoding="utf-8").splitlines().index(
        f'SERVICE_DELIVERY = "{SERVICE_DELIVERY}"'
    )
    assert found == [f"packs/load.py:{line}: {SERVICE_DELIVERY}"]
