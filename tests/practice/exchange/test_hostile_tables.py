"""Tables and maps that are broken or meant to break: one clear line or a result, in seconds."""

import os
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from sdesk.errors import SdeskError
from sdesk.practice.exchange.importing import ImportedTable, guess_format, load_map, read_table
from tests.delivery import ADOPTED

MAP = Path(__file__).parents[3] / "docs" / "import" / "incidents.toml"
SECONDS = 10
"""In which a clear answer is there, on a slow machine too."""


def read(path: Path) -> ImportedTable | SdeskError:
    """The table, or what is said of it: one line."""
    begun = time.monotonic()
    try:
        return read_table(path, guess_format(path))
    except SdeskError as fault:
        assert str(fault)
        assert len(str(fault)) < 1000
        return fault
    finally:
        assert time.monotonic() - begun < SECONDS


def written(tmp_path: Path, content: bytes, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def said(result: ImportedTable | SdeskError) -> str:
    assert isinstance(result, SdeskError)
    return str(result)


class TestRealOnes:
    @pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
    def test_lines_end_as_on_any_system(self, tmp_path: Path, end: str) -> None:
        text = end.join(["a;b", "1;03/04/2025", "2;13/04/2025", ""])
        path = written(tmp_path, text.encode())
        assert guess_format(path).separator == ";"
        assert guess_format(path).dates == "day-month-year"
        assert read(path).lines == (("1", "03/04/2025"), ("2", "13/04/2025"))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
    def test_old_encodings_are_guessed(self, tmp_path: Path, encoding: str) -> None:
        text = "Nummer;Titel\nA-1;Drucker im Büro geht nicht\nA-2;Größe der Straße über Ämter, München\n"
        table = read(written(tmp_path, text.encode(encoding)))
        assert isinstance(table, ImportedTable)
        assert table.lines[1][1] == "Größe der Straße über Ämter, München"

    def test_a_long_cell_is_read_and_a_longer_one_named(self, tmp_path: Path) -> None:
        long = read(written(tmp_path, b'a,b\n1,"' + b"x" * 200_000 + b'"\n'))
        assert isinstance(long, ImportedTable)
        assert len(long.lines[0][1]) == 200_000
        assert "1000000" in said(read(written(tmp_path, b'a,b\n1,"' + b"x" * 2_000_000 + b'"\n')))

    def test_one_cell_in_the_last_corner_of_a_sheet(self, tmp_path: Path) -> None:
        book = Workbook()
        book.worksheets[0].append(["a", "b"])
        book.worksheets[0]["XFD1048576"] = "far"
        book.save(tmp_path / "far.xlsx")
        assert "line 1048576: something stands in column 16384" in said(read(tmp_path / "far.xlsx"))

    def test_a_stray_cell_far_below_is_a_line_of_its_own(self, tmp_path: Path) -> None:
        book = Workbook()
        book.worksheets[0].append(["a", "b"])
        book.worksheets[0]["A900000"], book.worksheets[0]["B900000"] = "1", "2"
        book.save(tmp_path / "far.xlsx")
        table = read(tmp_path / "far.xlsx")
        assert isinstance(table, ImportedTable)
        assert (table.lines, table.numbers) == ((("1", "2"),), (900_000,))


class TestMeantToBreak:
    def test_a_bomb(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000_000)
        assert "when it is unpacked" in said(read(tmp_path / "bomb.xlsx"))

    @pytest.mark.parametrize("size", ["A1:XFD1048576", "nonsense", "A1"])
    def test_a_sheet_that_lies_about_its_size(self, tmp_path: Path, size: str) -> None:
        path = workbook(tmp_path)
        rewritten(
            path,
            "xl/worksheets/sheet1.xml",
            lambda xml: xml.replace(b'ref="A1:C3"', f'ref="{size}"'.encode()),
        )
        table = read(path)
        assert isinstance(table, SdeskError) or len(table.lines) == 2

    def test_columns_without_end(self, tmp_path: Path) -> None:
        assert "100001 columns" in said(read(written(tmp_path, b"a" + b",a" * 100_000 + b"\n1\n")))

    def test_a_mark_that_is_never_closed(self, tmp_path: Path) -> None:
        assert "quotation marks" in said(
            read(written(tmp_path, b'a,b\n1,"never closed\n' + b"x,y\n" * 50_000))
        )

    @pytest.mark.skipif(os.name != "posix", reason="other systems have no pipes with a name")
    @pytest.mark.parametrize("name", ["pipe.csv", "pipe.xlsx"])
    def test_a_pipe(self, tmp_path: Path, name: str) -> None:
        os.mkfifo(tmp_path / name)
        assert "is not a file" in said(read(tmp_path / name))

    def test_a_folder_and_nothing(self, tmp_path: Path) -> None:
        assert "is not a file" in said(read(tmp_path))
        assert "could not be read" in said(read(tmp_path / "none.csv"))

    @pytest.mark.parametrize(
        "text",
        [
            'file.separator = "ab"', "file.separator = 7", 'file.encoding = "nope"', 'file.encoding = "rot13"',
            "file.encoding = []", "file.unknown = 7", "file.time_zone = 7", "work_product = []", "fields = 7", "file = 7",
            "key = []", "fields.summary = 7", "fields.summary = []", "fields.steps_taken = [7]", "fields.steps_taken = [[]]",
            "fields.summary = { columns = 7 }", "fields.summary = { values = 7 }", "fields.summary = { text = 7 }",
            "fields.summary = { text = '{a:>9999999999}' }", "fields.summary = { text = '{a!r}' }",
            "fields.summary = { text = '{' }", "fields.summary = { column = [] }", "fields.summary = { columns = [{}] }", "fields.summary = { text = '{}' }", 'file.encoding = "punycode"', "x = " + "[" * 5000, "\0", "é = 1",
        ],
    )  # fmt: skip
    def test_an_odd_map(self, tmp_path: Path, text: str) -> None:
        path = written(tmp_path, f'{text}\nwork_product = "WP.18"\n'.encode(), "map.toml")
        with pytest.raises(SdeskError):
            load_map(path, ADOPTED)


def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    for line in (["a", "b", "c"], [1, 2.5, "x"], ["y", None, True]):
        book.worksheets[0].append(line)
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def rewritten(path: Path, name: str, change) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
