"""Whether the ZIP file of a binder is what it was when it was made: told from the file alone, by whoever has it.

It may come from anybody. Nothing of it is unpacked, and nothing read that is not as long as the file itself has bytes for.
"""

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from sdesk.file_names import same_name
from sdesk.practice.audit.binder.packing import (
    CHUNK,
    FORMAT,
    MANIFEST,
    PAPER,
    SEAL,
    VERSION,
    seal_of,
    write_zip,
)
from sdesk.storage.anchors import code_of
from sdesk.storage.file.faults import not_read
from sdesk.storage.file.held import refuse_held
from sdesk.storage.ledger import sha256
from sdesk.translation import Message
from sdesk.translation import message as _

MOST_FILES = 500_000
LARGEST_LIST = 200 * 1024 * 1024
LARGEST_RECORD = 64 * 1024 * 1024

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, ValueError,
           OverflowError, MemoryError, LookupError)  # fmt: skip
"""What reading a ZIP file raises that somebody has damaged or crafted."""

_SHA256 = re.compile("[0-9a-f]{64}")
_DRIVE = re.compile("[A-Za-z]:")


@dataclass(frozen=True)
class Checked:
    """What was found. Without `faults` it is whole: `seal` is the SHA-256 of its list, `anchor` that of its history."""

    faults: tuple[Message, ...] = ()
    items: int = 0
    organization: str = ""
    day: str = ""
    seal: str = ""
    anchor: str = ""


def verify_binder(path: Path) -> Checked:
    """Everything that differs from what was made, each as a sentence. Raises SdeskError where the file cannot be read."""
    refuse_held(path)
    try:
        with path.open("rb") as file:
            return _checked(file, path)
    except OSError as fault:
        raise not_read(path, fault) from fault


def _checked(file: BinaryIO, path: Path) -> Checked:
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN:
        return Checked(
            (_("{file} is no ZIP file, or a damaged one: nothing of it can be read.", file=path.name),)
        )
    with archive:
        infos = archive.infolist()
        faults = tuple(_of_names(infos, path.stat().st_size))
        if faults:
            return Checked(faults)
        try:
            listed, seal = _list_of(archive)
        except _NotToBeUsed as unusable:
            return Checked((unusable.why,))
        found = {each.filename: each for each in infos}
        items = {each["path"]: each for each in listed["items"]}
        faults = (*_of_head(listed), *_of_items(archive, items, found))
        faults = faults or tuple(_of_approvals(archive, items))
        if not faults and not _is_as_made(archive, infos, file):
            faults = (
                _("{file} was packed anew, or holds something besides its files: its bytes are not those that were made.",
                  file=path.name),
            )  # fmt: skip
    head = listed["head"] or {}
    return Checked(faults, len(items), listed["organization"], listed["day"], seal, head.get("anchor", ""))


# ---------------------------------------------------------------- names


def _of_names(infos: Sequence[zipfile.ZipInfo], size: int) -> Iterator[Message]:
    """What nobody may unpack, before anything is read."""
    if len(infos) > MOST_FILES:
        yield _("It holds {n} files, more than any binder.", n=len(infos))
        return
    for name, times in Counter(each.orig_filename for each in infos).items():
        if times > 1:
            yield _(
                "{file} is in it {n} times, so that nobody knows which one counts.", file=_cut(name), n=times
            )
    first: dict[str, str] = {}
    for name in dict.fromkeys(each.orig_filename for each in infos):
        other = first.setdefault(same_name(name), name)
        if other != name:
            yield _(
                "{one} and {other} are one and the same file on some systems.",
                one=_cut(other),
                other=_cut(name),
            )
        if not _stays_inside(name):
            yield _(
                "{file} would be unpacked outside of its folder, or under a name that no system takes.",
                file=_cut(name),
            )
    for each in infos:
        if each.flag_bits & 1:
            yield _("{file} is encrypted, which nothing in a binder is.", file=_cut(each.orig_filename))
        elif each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size:
            said = _(
                "{file} is compressed, which nothing in a binder is: it might fill the disk.",
                file=_cut(each.orig_filename),
            )
            yield said
    if sum(each.file_size for each in infos) > size:
        yield _("Its files claim to be larger than all of it: it might fill the disk.")


def _stays_inside(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return not (
        any(char in name for char in "\\\x00")
        or any(ord(char) < 32 or ord(char) == 127 for char in name)
        or _DRIVE.match(name)
        or any(part.strip(" .") == "" for part in parts)
    )


def _cut(name: str) -> str:
    return "".join(char if char.isprintable() else "�" for char in name[:200])


# ---------------------------------------------------------------- the list


class _NotToBeUsed(Exception):
    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


def _list_of(archive: zipfile.ZipFile) -> tuple[dict[str, Any], str]:
    """The list of the binder, whole by its own hash, and that hash."""
    content, seal = (_short(archive, name) for name in (MANIFEST, SEAL))
    try:
        listed = json.loads(content.decode())
    except (ValueError, RecursionError):
        listed = None
    if isinstance(listed, dict) and listed.get("format") == FORMAT and _is_newer(listed.get("version")):
        raise _NotToBeUsed(_("It was made by a newer program, and cannot be checked with this one."))
    if seal != seal_of(content):
        raise _NotToBeUsed(
            _(
                "{file} was changed, or {seal} was: the one is not the hash of the other.",
                file=MANIFEST,
                seal=SEAL,
            )
        )
    if not _is_list(listed):
        raise _NotToBeUsed(_("{file} is not the list of a binder.", file=MANIFEST))
    return listed, sha256(content)


def _is_newer(version: Any) -> bool:
    return isinstance(version, int) and version > VERSION


def _short(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        if archive.getinfo(name).file_size <= LARGEST_LIST:
            return archive.read(name)
    except KeyError as missing:
        raise _NotToBeUsed(_("{file} is missing: without it nothing can be checked.", file=name)) from missing
    except _BROKEN as fault:
        raise _NotToBeUsed(_("{file} was changed.", file=name)) from fault
    raise _NotToBeUsed(_("{file} is not the list of a binder.", file=name))


def _is_list(listed: Any) -> bool:
    texts = ("organization", "profile", "variant", "day")
    return (
        isinstance(listed, dict)
        and listed.get("format") == FORMAT
        and listed.get("version") == VERSION
        and all(isinstance(listed.get(name), str) for name in texts)
        and isinstance(listed.get("verdicts"), dict)
        and "head" in listed
        and _is_head(listed["head"])
        and isinstance(listed.get("items"), list)
        and all(map(_is_item, listed["items"]))
        and len({same_name(each["path"]) for each in listed["items"]}) == len(listed["items"])
        and PAPER in (each["path"] for each in listed["items"])
    )


def _is_head(head: Any) -> bool:
    return head is None or (
        isinstance(head, dict)
        and isinstance(head.get("hash"), str)
        and bool(_SHA256.fullmatch(head["hash"]))
        and isinstance(head.get("anchor"), str)
    )


def _is_item(item: Any) -> bool:
    return (
        isinstance(item, dict)
        and isinstance(item.get("path"), str)
        and item["path"] not in (MANIFEST, SEAL)
        and type(item.get("size")) is int
        and isinstance(item.get("sha256"), str)
        and bool(_SHA256.fullmatch(item["sha256"]))
    )


def _of_head(listed: Mapping[str, Any]) -> Iterator[Message]:
    head = listed["head"]
    if head and code_of(head["hash"]) != head["anchor"]:
        yield _("The anchor in {file} is not that of the hash beside it.", file=MANIFEST)


# ---------------------------------------------------------------- the items


def _of_items(
    archive: zipfile.ZipFile, items: Mapping[str, Mapping[str, Any]], found: Mapping[str, zipfile.ZipInfo]
) -> Iterator[Message]:
    missing = [path for path in items if path not in found]
    added = [path for path in found if path not in items and path not in (MANIFEST, SEAL)]
    hashes = {path: _hash_of(archive, found[path]) for path in added}
    for path in missing:
        new = next((each for each in added if hashes[each] == items[path]["sha256"]), None)
        if new is None:
            yield _("{file} is missing.", file=_cut(path))
        else:
            added.remove(new)
            yield _("{file} was renamed: it is called {new} now.", file=_cut(path), new=_cut(new))
    for path in added:
        yield _("{file} was added: it is not in the list.", file=_cut(path))
    for path, item in items.items():
        if path in found and (
            found[path].file_size != item["size"] or _hash_of(archive, found[path]) != item["sha256"]
        ):
            yield _("{file} was changed: its SHA-256 is not that of the list.", file=_cut(path))


def _hash_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """ "" for what cannot be read."""
    digest = hashlib.sha256()
    try:
        with archive.open(info) as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except _BROKEN:
        return ""
    return digest.hexdigest()


def _of_approvals(archive: zipfile.ZipFile, items: Mapping[str, Mapping[str, Any]]) -> Iterator[Message]:
    """Each approval holds what was approved: its hash is computed again."""
    for path, item in items.items():
        if not path.endswith(".json") or not path.startswith("records/") or item["size"] > LARGEST_RECORD:
            continue
        for approval in _approvals_in(archive.read(path)):
            content, said = approval.get("content"), approval.get("sha256")
            if not isinstance(content, str) or sha256(content.encode("utf-8", "surrogatepass")) != said:
                yield _("An approval in {file} has another SHA-256 than what was approved.", file=_cut(path))


def _approvals_in(content: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        record = json.loads(content.decode())
    except (ValueError, RecursionError):
        return
    approvals = record.get("approvals") if isinstance(record, dict) else None
    for each in approvals if isinstance(approvals, list) else ():
        yield each if isinstance(each, dict) else {}


def _is_as_made(archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo], file: BinaryIO) -> bool:
    """Whether packing the same files again gives these very bytes: nothing is hidden before, between or behind them."""
    with TemporaryFile() as again:
        ordered = sorted(infos, key=lambda each: each.filename)
        write_zip(again, ((each.filename, partial(archive.open, each)) for each in ordered))
        again.seek(0)
        file.seek(0)
        return _are_equal(again, file)


def _are_equal(one: IO[bytes], other: IO[bytes]) -> bool:
    while True:
        here, there = one.read(CHUNK), other.read(CHUNK)
        if here != there:
            return False
        if not here:
            return True


__all__ = ["Checked", "verify_binder"]
