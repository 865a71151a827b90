"""Files as the program reads them, changed by chance: each kind of file with what is done with it."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sdesk.errors import SdeskError
from sdesk.models import RECORDS, Record, ServiceIncident, fields_of
from sdesk.packs import load_packs
from sdesk.paths import resource
from sdesk.practice.exchange.csv_files import export
from sdesk.practice.exchange.importing import guess_format, guess_mapping, import_table, load_map, read_table
from sdesk.practice.finding.search import find_record, matching
from sdesk.practice.governance.first_run import set_logo
from sdesk.practice.lifecycle.lists import search
from sdesk.practice.lifecycle.records import history_of
from sdesk.practice.readiness.check_bindings import check_bindings
from sdesk.practice.reporting.printing import printout_of
from sdesk.practice.safekeeping import verify
from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.reports.html import render_html
from sdesk.reports.paper import document_of, pdf_of
from sdesk.storage.file.unsaved import UnsavedFile
from tests.delivery import ADOPTED
from tests.fixtures.fill import fixture
from tests.nasty import NASTY
from tests.tampering import TakesNoEdit, Tampering
from tests.torture.test_bombs import workbook

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "import" / "incidents.toml"
LOG = ROOT / "tests" / "fixtures" / "incident_log.csv"

PIECES = (
    b'"', b"\0", b"\r", b"\n", b",", b";", b"\xff", b"\xfe\xff", b"99999999", b"-1", b"1e308", b"nan", b"<", b"&x;", b"{", b"[",
    b"'''", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"0001-01-01T00:00:00+14:00", b"9999-12-31 23:59", b"../../x", b"=1+1",
)  # fmt: skip
"""What readers stumble over."""
CELLS = (
    "", "?", "1e308", "-1e308", "inf", "nan", "9" * 20, "X@" + "9" * 20, "9" * 5000, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    "31/12/9999 23:59", "00/00/0000", "0001-01-01", "\ud800", "\0", "@me",
    "x" * 5000, "1;2;;3", "'=1+1", "٣", "true", "Closed", "draft", "closed", "1 - High", "{category}", "\u202e", "\n\n", "'",
)  # fmt: skip


def mutated(content: bytes, chance: Random) -> bytes:
    """Changed in a few places: bytes changed, taken out, doubled or put in, or the end cut off."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(10):
            case 0 | 1 | 2 if at < len(changed):
                changed[at] = chance.randrange(256)
            case 3 | 4:
                del changed[at : at + chance.randint(1, 20)]
            case 5:
                changed[at:at] = changed[at : at + chance.randint(1, 50)]
            case 6 if chance.random() < 0.2:
                del changed[at:]
            case _:
                changed[at:at] = chance.choice(PIECES)
    return bytes(changed)


def other_values(content: bytes, chance: Random) -> bytes:
    """TOML with other values, keys or types in one or two places: what a reader understands, and should not take."""
    text = content.decode()
    for _ in range(chance.randint(1, 2)):
        found = chance.choice(list(re.finditer(r'"[^"\n]*"|\b\w+\b(?= =)|\d+', text)))
        other = chance.choice(
            ("7", "[]", "{}", "true", "[[]]", "1979-05-27", "inf", json.dumps(chance.choice(CELLS)))
        )
        text = text[: found.start()] + other + text[found.end() :]
    return text.encode(errors="surrogatepass")


def changed(content: bytes, chance: Random) -> bytes:
    return other_values(content, chance) if chance.random() < 0.6 else mutated(content, chance)


# ---------------------------------------------------------------- tables and maps


def csv(folder: Path, chance: Random) -> None:
    path = folder / "table.csv"
    path.write_bytes(mutated(LOG.read_bytes()[:3000], chance))
    read_table(path, guess_format(path))


def xlsx(folder: Path, chance: Random) -> None:
    """The archive is changed, or one of its parts."""
    path = workbook(folder / "book.xlsx", {})
    if chance.random() < 0.5:
        path.write_bytes(mutated(path.read_bytes(), chance))
    else:
        with zipfile.ZipFile(path) as archive:
            name = chance.choice(archive.namelist())
            part = archive.read(name)
        workbook(path, {name: mutated(part, chance)})
    read_table(path, guess_format(path))


def import_map(folder: Path, chance: Random) -> None:
    """The map, and what it makes of a table."""
    path = folder / "map.toml"
    path.write_bytes(changed(MAP.read_bytes(), chance))
    found = load_map(path, ADOPTED)
    with _open_fixture(folder) as workspace:
        import_table(workspace, read_table(_log(folder), found.form), found, dry_run=True)


def cells(folder: Path, chance: Random) -> None:
    """Cells with what nobody expects there: the table is read, mapped and brought in."""
    lines = [line.split(",") for line in LOG.read_text("utf-8").splitlines()[:6]]
    for line in lines[1:]:
        for _ in range(chance.randint(1, 4)):
            cell = chance.choice(CELLS).replace('"', '""')
            line[chance.randrange(len(line))] = f'"{cell}"'
    path = folder / "table.csv"
    path.write_bytes("\n".join(",".join(line) for line in lines).encode(errors="surrogatepass"))
    form = guess_format(path)
    table = read_table(path, form)
    with _open_fixture(folder) as workspace:
        import_table(workspace, table, load_map(MAP, ADOPTED), dry_run=True)
        import_table(workspace, table, guess_mapping(table, ServiceIncident, form), dry_run=True)


def _log(folder: Path) -> Path:
    path = folder / "log.csv"
    path.write_text("".join(LOG.read_text("utf-8").splitlines(keepends=True)[:4]), "utf-8")
    return path


# ---------------------------------------------------------------- packs


def pack(folder: Path, chance: Random) -> None:
    packs = folder / "packs"
    shutil.rmtree(packs, ignore_errors=True)
    shipped = chance.choice([each for each in resource("packs").iterdir() if each.is_dir()])
    shutil.copytree(shipped, packs / shipped.name)
    file = chance.choice(sorted((packs / shipped.name).glob("*.toml")))
    file.write_bytes(changed(file.read_bytes(), chance))
    check_bindings(load_packs(packs))


# ---------------------------------------------------------------- workspaces


@cache
def _original() -> tuple[TemporaryDirectory[str], Path]:
    folder = TemporaryDirectory()
    path = Path(shutil.copy(fixture(), Path(folder.name) / "harbour.sdesk"))
    open_workspace(path, installation=Path(folder.name) / "notes").close()
    return folder, path


def _open_fixture(folder: Path) -> Workspace:
    path = Path(shutil.copy(_original()[1], folder / "harbour.sdesk"))
    workspace = open_workspace(path, installation=folder / "notes")
    work_as(workspace, people(workspace)[0])
    return workspace


def bytes_of_workspace(folder: Path, chance: Random) -> None:
    path = folder / "harbour.sdesk"
    content = _original()[1].read_bytes()
    at, length = chance.randrange(len(content)), chance.choice((1, 1, 2, 16, 100, 4096))
    path.write_bytes(content[:at] + chance.randbytes(length) + content[at + length :])
    _use(path, folder, chance)


def rows_of_workspace(folder: Path, chance: Random) -> None:
    """Rows as anybody with a tool for SQLite may leave them."""
    path = Path(shutil.copy(_original()[1], folder / "harbour.sdesk"))
    tampering = Tampering(path)
    try:
        for edit in chance.sample(tampering.edits(), chance.randint(1, 3)):
            tampering.make(edit, chance)
    except TakesNoEdit:
        pass
    finally:
        tampering.close()
    _use(path, folder, chance)


def _use(path: Path, folder: Path, chance: Random) -> None:
    """Open it and go through it as people do. What is damaged may be refused, each time in a line."""
    with open_workspace(path, installation=folder / "notes") as workspace:
        [str(damage) for damage in verify(workspace)]
        for work in _works_in(workspace, folder, chance):
            try:
                work()
            except SdeskError as refusal:
                assert "\n" not in str(refusal)


def _works_in(workspace: Workspace, folder: Path, chance: Random) -> Iterator[Callable[[], object]]:
    model = chance.choice(RECORDS)
    out = folder / "all"
    shutil.rmtree(out, ignore_errors=True)
    yield lambda: export(workspace, out)
    yield lambda: search(workspace, "words")
    yield lambda: matching(workspace, model)
    yield lambda: [_read_one(workspace, record) for record in workspace.find(model)[:2]]


def _read_one(workspace: Workspace, record: Record) -> str:
    """Its history and its page."""
    told = " ".join(str(entry.changes) for entry in history_of(workspace, record))
    return told + render_html(document_of(printout_of(workspace, record)))


def unsaved(folder: Path, chance: Random) -> None:
    """What is kept of typed text, beside the workspace."""
    beside = folder / "typed.sdesk"
    for each in folder.glob(".typed*"):
        each.unlink()
    kept = UnsavedFile(beside, "", lambda: "first")
    kept.write({"form": "words that were typed"})
    kept.close()
    side = next(folder.glob(".typed*"))
    side.write_bytes(mutated(side.read_bytes(), chance))
    found = UnsavedFile(beside, "", lambda: "first")
    try:
        found.read()
    finally:
        found.close()


def look_up(folder: Path, chance: Random) -> None:
    """What somebody may ask for on the command line and in the search."""
    with _open_fixture(folder) as workspace:
        for _ in range(20):
            model, text = chance.choice(RECORDS), chance.choice((*CELLS, *NASTY))
            field = chance.choice(
                ["state", "version", "created_by", "number", *(each.name for each in fields_of(model))]
            )
            for ask in (
                lambda: matching(workspace, model, [f"{field}={text}"], words=text),  # noqa: B023
                lambda: find_record(workspace, text),  # noqa: B023
                lambda: search(workspace, text),  # noqa: B023
            ):
                with suppress(SdeskError):
                    ask()


# ---------------------------------------------------------------- pictures


def logo(folder: Path, chance: Random) -> None:
    """A picture that stands on each paper from then on."""
    path = folder / "logo.png"
    path.write_bytes(mutated(resource("sample", "logo.png").read_bytes(), chance))
    with _open_fixture(folder) as workspace:
        set_logo(workspace, path)
        printout = printout_of(workspace, workspace.find(ServiceIncident)[0])
        pdf_of(printout)
        render_html(document_of(printout))


KINDS: dict[Callable[[Path, Random], None], int] = {
    csv: 4000, xlsx: 4000, import_map: 4400, cells: 1600, pack: 3000, bytes_of_workspace: 800, rows_of_workspace: 800,
    unsaved: 1000, logo: 200, look_up: 200,
}  # fmt: skip
"""Each kind of input, and how many of the 20,000 are of it."""
