"""What may lie on a disk after the power failed: of all that was not made to arrive, any part, in any order, torn.

A write may be lost, or arrive in part, by sectors of 512 bytes, or leave nothing but the length; names that were given,
taken and changed in a folder may be lost each for itself until the folder was made to arrive.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.torture.disk import Call

SECTOR = 512


class Recorder:
    """Notes every call, and what Python wrote since the one before, which is seen in the files alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._calls: list[Call] = []
        self._written: dict[Path, bytes] = {}

    def before(self, call: Call) -> int:
        self._look()
        if call.kind == "open":
            self._open(call)
        elif call.kind == "rename" and call.to and call.path in self._written:
            self._written[call.to] = self._written.pop(call.path)
        elif call.kind == "delete":
            self._written.pop(call.path, None)
        if call.kind != "more":
            self._calls.append(call)
        return 0

    def _open(self, call: Call) -> None:
        if call.at and call.path.name != "":  # by Python: what it writes is seen later
            self._written[call.path] = b"" if call.at & os.O_TRUNC else _content(call.path)

    def say(self, said: str) -> None:
        self._look()
        self._calls.append(Call("said", self._folder, data=said.encode()))

    def end(self) -> list[Call]:
        self._look()
        return self._calls

    def _look(self) -> None:
        for path, before in self._written.items():
            now = _content(path)
            if now != before:
                self._written[path] = now
                self._calls.extend(_difference(path, before, now))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _difference(path: Path, before: bytes, now: bytes) -> Iterator[Call]:
    for at in range(0, len(now), 4096):
        if now[at : at + 4096] != before[at : at + 4096]:
            yield Call("write", path, at, now[at : at + 4096])
    if len(now) < len(before):
        yield Call("cut", path, len(now))


@dataclass
class _Node:
    """A file: what has arrived, and what is under way. `calls` come to each in their order."""

    arrived: bytes = b""
    under_way: list[Call] = field(default_factory=list)
    is_folder: bool = False
    by_sqlite: bool = False

    def arrive(self) -> None:
        self.arrived, self.under_way = _with(self.arrived, self.under_way), []


@dataclass(frozen=True)
class _Naming:
    """One change of a folder, which is made whole or not at all: a rename takes and gives."""

    takes: Path | None
    gives: tuple[Path, _Node] | None

    def touches(self, folder: Path) -> bool:
        return any(path.parent == folder for path in (self.takes, self.gives and self.gives[0]) if path)


Chosen = dict[Path, bytes | None]
"""A state of a disk: path -> content, None for a folder."""


class DiskModel:
    """A folder on a disk to which calls come, one after the other."""

    def __init__(self, folder: Path, before: Path) -> None:
        """`before` holds what lay in `folder` before the first call."""
        self._folder = folder
        self._arrived = {
            folder / each.relative_to(before): _Node(is_folder=True)
            if each.is_dir()
            else _Node(each.read_bytes())
            for each in sorted(before.rglob("*"))
        }
        self._now = dict(self._arrived)
        self._under_way: list[_Naming] = []
        self.said: list[str] = []

    def take(self, call: Call) -> None:
        node = self._now.get(call.path)
        match call.kind:
            case "said":
                self.said.append(call.data.decode())
            case "open" if node is None:
                self._name(None, (call.path, _Node(by_sqlite=not call.at)))
            case "open" if call.at & os.O_TRUNC:
                node.under_way.append(Call("cut", call.path, 0))
            case "write" | "cut" if node is not None:
                node.under_way.append(call)
            case "sync" if call.path == self._folder or (node is not None and node.is_folder):
                self._arrive(call.path)
            case "sync" if node is not None:
                self._sync(call.path, node)
            case "rename" if call.to and node is not None:
                self._name(call.path, (call.to, node))
            case "delete" | "rmdir":
                self._name(call.path, None)
            case "mkdir":
                self._name(None, (call.path, _Node(is_folder=True)))

    def _name(self, takes: Path | None, gives: tuple[Path, _Node] | None) -> None:
        self._under_way.append(_Naming(takes, gives))
        _carry_out(self._now, self._under_way[-1])

    def _sync(self, path: Path, node: _Node) -> None:
        node.arrive()
        if node.by_sqlite and path.name.endswith("-journal"):  # its folder goes with it, the first time
            node.by_sqlite = False
            self._arrive(path.parent)

    def _arrive(self, folder: Path) -> None:
        for naming in [each for each in self._under_way if each.touches(folder)]:
            _carry_out(self._arrived, naming)
            self._under_way.remove(naming)

    def states(self, chance: Random) -> Iterator[tuple[str, Chosen]]:
        """Some of the states that it may be in now: the two ends, and between them by chance."""
        yield "nothing more arrived", self._state(chance, 0, 0)
        yield "all arrived", self._state(chance, 1, 1)
        yield "contents without names", self._state(chance, 1, 0)
        yield "names without contents", self._state(chance, 0, 1)
        for share in (0.15, 0.5, 0.85):
            yield f"{share:.0%} arrived", self._state(chance, share, chance.choice((0, share, 1)))
        yield "torn", self._state(chance, 0.7, 1, torn=0.5)
        yield "the last alone", self._state(chance, -1, 1)

    def _state(self, chance: Random, contents: float, names: float, torn: float = 0.1) -> Chosen:
        at = dict(self._arrived)
        for naming in self._under_way:
            if chance.random() < names:
                _carry_out(at, naming)
        torn = torn if 0 < contents < 1 else 0
        return {
            path: None if node.is_folder else _partly(node, chance, contents, torn)
            for path, node in at.items()
        }


def _carry_out(names: dict[Path, _Node], naming: _Naming) -> None:
    if naming.takes is not None:
        names.pop(naming.takes, None)
    if naming.gives is not None:
        path, node = naming.gives
        names[path] = node


def _partly(node: _Node, chance: Random, share: float, torn: float) -> bytes:
    if share < 0:
        return _with(node.arrived, node.under_way[-1:])
    kept: list[Call] = []
    for call in node.under_way:
        if chance.random() < share:
            kept.extend(_torn(call, chance) if chance.random() < torn else [call])
    return _with(node.arrived, kept)


def _torn(call: Call, chance: Random) -> Iterator[Call]:
    """Some of its sectors; of the others only that the file is as long as that."""
    if call.kind != "write":
        return
    end = call.at + len(call.data)
    for at in range(call.at - call.at % SECTOR, end, SECTOR):
        begin, stop = max(at, call.at), min(at + SECTOR, end)
        if chance.random() < 0.5:
            yield Call("write", call.path, begin, call.data[begin - call.at : stop - call.at])
        else:
            yield Call("write", call.path, stop, b"")


def _with(content: bytes, calls: list[Call]) -> bytes:
    held = bytearray(content)
    for call in calls:
        held.extend(bytes(max(0, call.at + len(call.data) - len(held))))
        if call.kind == "cut":
            del held[call.at :]
        else:
            held[call.at : call.at + len(call.data)] = call.data
    return bytes(held)


def laid_out(state: Chosen, was: Path, folder: Path) -> Path:
    """The state of the disk below `was`, as files below the new `folder`. What has no folder is lost."""
    folder.mkdir()
    for path, content in sorted(state.items()):
        place = folder / path.relative_to(was)
        if not place.parent.is_dir():
            continue
        if content is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(content)
    return folder


__all__ = ["DiskModel", "Recorder", "laid_out"]
