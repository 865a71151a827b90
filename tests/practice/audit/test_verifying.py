"""A binder that somebody touched is never called whole: any byte, any file, the list itself, and what is crafted to do harm."""

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdesk.errors import SdeskError
from sdesk.practice.audit.binder.packing import MANIFEST, PAPER, SEAL, make_binder, seal_of, write_zip
from sdesk.practice.audit.binder.verifying import Checked, verify_binder
from sdesk.practice.lifecycle.attachments import attach
from sdesk.reports.binder import pdf_of_binder
from sdesk.storage.ledger import sha256
from tests.provider import Provider, incident, working_provider
from tests.thorough import examples

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def binder(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("binder")
    provider: Provider = working_provider(folder / "harbour.sdesk")
    told = incident(provider)
    attach(provider.workspace, told, "one.txt", b"one")
    attach(provider.workspace, told, "empty.txt", b"")
    make_binder(provider.workspace, folder / "b.zip", pdf_of_binder)
    provider.workspace.close()
    return (folder / "b.zip").read_bytes()


@pytest.fixture
def check(tmp_path: Path) -> Callable[[bytes], Checked]:
    def checked(content: bytes) -> Checked:
        path = tmp_path / "b.zip"
        path.write_bytes(content)
        return verify_binder(path)

    return checked


def files_of(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    out = io.BytesIO()
    write_zip(out, ((path, lambda path=path: io.BytesIO(files[path])) for path in sorted(files)))  # type: ignore[misc]
    return out.getvalue()


def sealed(files: Files) -> bytes:
    """By somebody who knows how the list is sealed."""
    return packed({**files, SEAL: seal_of(files[MANIFEST])})


def said(checked: Checked) -> str:
    return "\n".join(map(str, checked.faults))


def test_what_nobody_touched_is_whole(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    found = check(binder)
    assert found.faults == ()
    assert found.items == len(files_of(binder)) - 2
    assert (found.organization, found.day) == ("Harbour IT", "2026-03-02")
    assert found.seal == sha256(files_of(binder)[MANIFEST])
    assert packed(files_of(binder)) == binder


def test_a_byte_of_each_file(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    """Once packed rightly, and once in the archive itself, where its own sum does not fit any more."""
    with zipfile.ZipFile(io.BytesIO(binder)) as archive:
        infos = archive.infolist()
    for info in infos:
        files = files_of(binder)
        content = files[info.filename]
        files[info.filename] = content[:-1] + bytes([content[-1] ^ 1]) if content else b"x"
        text = said(check(packed(files)))
        assert "changed" in text and re.search(re.escape(info.filename), text)
        if content:
            raw = bytearray(binder)
            name_length, extra_length = struct.unpack(
                "<HH", raw[info.header_offset + 26 : info.header_offset + 30]
            )
            at = info.header_offset + 30 + name_length + extra_length + len(content) // 2
            raw[at] ^= 0x20
            text = said(check(bytes(raw)))
            assert "changed" in text and re.search(re.escape(info.filename), text)


def test_each_file_removed_renamed_and_one_added(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    files = files_of(binder)
    for name in files:
        left = {path: content for path, content in files.items() if path != name}
        assert f"{name} is missing" in said(check(packed(left)))
        text = said(check(packed({**left, f"{name}.bak": files[name]})))
        if name in (MANIFEST, SEAL):
            assert f"{name} is missing" in text
        else:
            assert "was renamed" in text and f"{name}.bak" in text
    for added in ("more.txt", "records/more.json", "records/", "MANIFEST"):
        assert f"{added} was added" in said(check(packed({**files, added: b""})))


def test_two_files_exchanged(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    files = files_of(binder)
    one, other = [path for path in files if path.startswith("records/")][:2]
    text = said(check(packed({**files, one: files[other], other: files[one]})))
    assert f"{one} was changed" in text and f"{other} was changed" in text


def edits(listed: dict[str, object]) -> Iterator[dict[str, object]]:
    """Each thing that the list says, changed."""
    for name, value in listed.items():
        yield {**listed, name: f"{value}x" if isinstance(value, str) else None}
        yield {key: each for key, each in listed.items() if key != name}
    items = listed["items"]
    assert isinstance(items, list)
    yield {**listed, "items": items[1:]}
    yield {**listed, "items": [*items, items[0]]}
    yield {**listed, "items": [{**items[0], "size": items[0]["size"] + 1}, *items[1:]]}
    yield {**listed, "items": [{**items[0], "size": True}, *items[1:]]}
    yield {**listed, "items": [{**items[0], "sha256": "0" * 64}, *items[1:]]}
    yield {**listed, "items": [{**items[0], "path": "x"}, *items[1:]]}
    yield {**listed, "items": "none"}
    yield {**listed, "more": 1}


def test_the_list_edited(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    files = files_of(binder)
    for edited in edits(json.loads(files[MANIFEST])):
        text = json.dumps(edited, ensure_ascii=False, indent=1).encode()
        assert check(packed({**files, MANIFEST: text})).faults, edited


def test_the_list_edited_and_sealed_anew(binder: bytes, check: Callable[[bytes], Checked]) -> None:
    """Then its items still have to be those that are there, and its anchor that of its hash."""
    files = files_of(binder)
    listed = json.loads(files[MANIFEST])
    edited: object
    for edited in (
        {**listed, "items": listed["items"][1:]},
        {**listed, "items": [*listed["items"], {"path": "x", "size": 0, "sha256": "0" * 64}]},
        {**listed, "items": [{**listed["items"][0], "size": 1}, *listed["items"][1:]]},
        {**listed, "head": {**listed["head"], "hash": "0" * 64}},
        {**listed, "head": {**listed["head"], "hash": "zz"}},
        {**listed, "version": 0},
        {**listed, "verdicts": []},
        [],
        None,
    ):
        assert check(sealed({**files, MANIFEST: json.dumps(edited).encode()})).faults, edited
    newer = {**listed, "version": 2}
    assert "newer program" in said(check(sealed({**files, MANIFEST: json.dumps(newer).encode()})))
    for crafted in (b"", b"\xff", b"[" * 200_000, b"{}", b'{"items": 1e999}'):
        assert check(sealed({**files, MANIFEST: crafted})).faults


def test_another_content_approved_is_found_though_all_is_sealed_anew(
    binder: bytes, check: Callable[[bytes], Checked]
) -> None:
    files = files_of(binder)
    name = next(path for path in files if b'"approvals": [\n' in files[path])
    record = json.loads(files[name])
    record["approvals"][0]["content"] += " "
    files[name] = json.dumps(record).encode()
    listed = json.loads(files[MANIFEST])
    for each in listed["items"]:
        if each["path"] == name:
            each.update(size=len(files[name]), sha256=sha256(files[name]))
    files[MANIFEST] = json.dumps(listed).encode()
    assert "another SHA-256 than what was approved" in said(check(sealed(files)))


@settings(max_examples=examples(50, 150), deadline=None)
@given(st.data())
def test_any_byte_anywhere(
    binder: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    content = bytearray(binder)
    tail = data.draw(st.booleans())  # where the directory of the archive is
    first = len(content) - 6000 if tail else 0
    for at in data.draw(st.lists(st.integers(first, len(content) - 1), min_size=1, max_size=3, unique=True)):
        content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    assert verify_binder(path).faults


@settings(max_examples=examples(20, 60), deadline=None)
@given(st.data())
def test_cut_off_or_with_something_more(
    binder: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "cut.zip"
    at = data.draw(st.integers(0, len(binder)))
    more = data.draw(st.binary(min_size=1, max_size=30))
    for content in (binder[: min(at, len(binder) - 1)], binder[:at] + more + binder[at:]):
        path.write_bytes(content)
        assert verify_binder(path).faults


class TestCrafted:
    """What would do harm where it is unpacked."""

    @pytest.mark.parametrize(
        "name",
        [
            "../evil",
            "/etc/passwd",
            "a/../../b",
            "C:/x",
            "c:x",
            "a\\..\\b",
            "a//b",
            "./a",
            "a\nb",
            "a/ /b",
            "a/.../b",
        ],
    )
    def test_a_name_that_leads_out(self, binder: bytes, check: Callable[[bytes], Checked], name: str) -> None:
        text = said(check(packed({**files_of(binder), name: b"x"})))
        assert "outside of its folder" in text or "was added" not in text
        assert text

    def test_the_same_name_twice(self, binder: bytes, check: Callable[[bytes], Checked]) -> None:
        """A reader takes the one, another the other."""
        out = io.BytesIO(binder)
        with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(PAPER, b"another")
        assert f"{PAPER} is in it 2 times" in said(check(out.getvalue()))

    @pytest.mark.parametrize("name", ["BINDER.PDF", "Manifest.json", "bınder.pdf", "records/ﬁle"])
    def test_names_that_are_one_on_some_systems(
        self, binder: bytes, check: Callable[[bytes], Checked], name: str
    ) -> None:
        text = said(check(packed({**files_of(binder), name: b"x"})))
        assert ("one and the same" in text) == (name.isascii()) and text

    def test_a_bomb_is_not_unpacked(self, binder: bytes, check: Callable[[bytes], Checked]) -> None:
        out = io.BytesIO(binder)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("bomb", bytes(50_000_000))
        assert "bomb is compressed" in said(check(out.getvalue()))

    def test_files_that_lie_over_each_other(self, binder: bytes, check: Callable[[bytes], Checked]) -> None:
        """Ten thousand that are all the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("0", bytes(100_000))
            first = archive.infolist()[0]
            for at in range(1, 10_000):
                again = zipfile.ZipInfo(str(at))
                again.header_offset, again.CRC = first.header_offset, first.CRC
                again.file_size = again.compress_size = first.file_size
                archive.filelist.append(again)
                archive.NameToInfo[again.filename] = again
            archive._didModify = True  # type: ignore[attr-defined]
        assert "larger than all of it" in said(check(out.getvalue()))

    def test_packed_anew_by_another_program(self, binder: bytes, check: Callable[[bytes], Checked]) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in files_of(binder).items():
                archive.writestr(name, content)
        assert "packed anew" in said(check(out.getvalue()))

    def test_a_remark_at_its_end(self, binder: bytes, check: Callable[[bytes], Checked]) -> None:
        out = io.BytesIO(binder)
        with zipfile.ZipFile(out, "a") as archive:
            archive.comment = b"approved by the auditor"
        assert "packed anew, or holds something besides" in said(check(out.getvalue()))

    @pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.4", bytes(100), b"PK\x05\x06" + bytes(18)])
    def test_what_is_no_binder(self, check: Callable[[bytes], Checked], content: bytes) -> None:
        assert check(content).faults


def test_what_is_not_there_cannot_be_checked(tmp_path: Path) -> None:
    for path in (tmp_path / "none.zip", tmp_path):
        with pytest.raises(SdeskError):
            verify_binder(path)
