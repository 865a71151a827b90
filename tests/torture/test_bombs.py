"""Tables that are made to fill the memory or to take for ever: each is refused in one line, or read, within bounds."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from sdesk.practice.exchange.importing import guess_format, read_table
from tests.torture.bounds import faults_of

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)

_OF_SHEETS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "%s">%s]>' % (
    b"z" * 1000,
    b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)),
)
FROM_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a8 SYSTEM "file:///etc/passwd">]>'


def sheet(rows: bytes, before: bytes = b"") -> dict[str, bytes]:
    return {
        "xl/worksheets/sheet1.xml": before
        + b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_OF_SHEETS, rows)
    }


def text(words: bytes) -> bytes:
    return b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % words


def shared(strings: bytes) -> dict[str, bytes]:
    return {"xl/sharedStrings.xml": b"<sst %s>%s</sst>" % (_OF_SHEETS, strings)}


LINE = b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>"
TO_ONE_STRING = b"<row>" + b'<c t="s"><v>0</v></c>' * 300 + b"</row>"
TEXTS = b"<row>" + b'<c t="str"><v>some text</v></c>' * 300 + b"</row>"

SHORT: dict[str, Callable[[], dict[str, bytes]]] = {
    "cells without end": lambda: sheet(b"<row>" + b"<c/>" * 20_000_000 + b"</row>"),
    "elements in elements": lambda: sheet(b"<a>" * 5_000_000 + b"</a>" * 5_000_000),
    "a place of 50 MB": lambda: sheet(b'<row><c r="' + b"A" * 50_000_000 + b'1"/></row>'),
    "entities in entities": lambda: sheet(text(b"&a8;"), ENTITIES),
    "an entity from outside": lambda: sheet(text(b"&a8;"), FROM_OUTSIDE),
    "a line beyond the last": lambda: sheet(b'<row r="999999999999"><c r="A1"><v>1</v></c></row>'),
}  # fmt: skip
LONG: dict[str, Callable[[], dict[str, bytes]]] = {
    "cells that share one long text": lambda: {
        **sheet(TO_ONE_STRING * 2000), **shared(b"<si><t>" + b"x" * 1_000_000 + b"</t></si>")
    },
    "a million lines of one cell": lambda: sheet(
        b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_048_577))
    ),
    "as much as is read": lambda: sheet(
        b"<row>" + b"".join(b'<c t="str"><v>%d</v></c>' % n for n in range(300)) + b"</row>" + TEXTS * 3300
    ),
    "more than is read": lambda: sheet(LINE * 20_000),
    "texts without end": lambda: {**sheet(TO_ONE_STRING), **shared(b"<si><t>x</t></si>" * 5_000_000)},
    "looks without end": lambda: {
        "xl/styles.xml": b"<styleSheet %s><cellXfs>%s</cellXfs></styleSheet>" % (_OF_SHEETS, b"<xf/>" * 10_000_000)
    },
    "attributes without end": lambda: sheet(
        b"<row><c " + b" ".join(b'a%d=""' % n for n in range(5_000_000)) + b"/></row>"
    ),
    "parts without end": lambda: {f"xl/worksheets/s{n}.xml": b"" for n in range(100_000)},
}  # fmt: skip

TEXT_SHORT: dict[str, Callable[[], bytes]] = {
    "a line of 50 million columns": lambda: b"a," * 50_000_000,
    "short lines": lambda: b"a,b\n" + b"1,2\n" * 20_000_000,
    "a narrow letter": lambda: b"a,b\n" + b"\xe9" * 50_000_000,
}
TEXT_LONG: dict[str, Callable[[], bytes]] = {
    "empty lines": lambda: b"a,b\n" + b"\n" * 100_000_000,
    "cells": lambda: b",".join(b"%d" % n for n in range(300)) + b"\n" + (b"1," * 299 + b"1\n") * 170_000,
    "wide letters": lambda: b"a,b\n" + ("x" * 600 + ",😀\n").encode() * 160_000,
    "UTF-16": lambda: b"\xff\xfe" + ("a,b\n" + ("x" * 100 + ",y\n") * 480_000).encode("utf-16-le"),
    "a mark that is never closed": lambda: b'a,b\n"' + b"x\n" * 50_000_000,
    "marks": lambda: b'""""' * 25_000_000,
}


def workbook(path: Path, parts: dict[str, bytes]) -> Path:
    """A workbook with these parts in place of its own."""
    book = Workbook()
    for line in (["a", "b"], ["x", "y"]):
        book.worksheets[0].append(line)
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()} | parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return path


def read(path: Path) -> None:
    assert list(faults_of([(path.name, lambda: read_table(path, guess_format(path)))])) == []


@pytest.mark.a_few(2)
@pytest.mark.parametrize("name", SHORT)
def test_a_workbook(name: str, tmp_path: Path) -> None:
    read(workbook(tmp_path / "book.xlsx", SHORT[name]()))


@pytest.mark.torture
@pytest.mark.parametrize("name", LONG)
def test_a_large_workbook(name: str, tmp_path: Path) -> None:
    read(workbook(tmp_path / "book.xlsx", LONG[name]()))


@pytest.mark.a_few(1)
@pytest.mark.parametrize("name", TEXT_SHORT)
def test_a_text(name: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(TEXT_SHORT[name]())
    read(tmp_path / "table.csv")


@pytest.mark.torture
@pytest.mark.parametrize("name", TEXT_LONG)
def test_a_large_text(name: str, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(TEXT_LONG[name]())
    read(tmp_path / "table.csv")
