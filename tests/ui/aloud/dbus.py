"""What AT-SPI asks of D-Bus, and no more: calls, many at once, and signals (D-Bus Specification, chapters 4 and 5).

PySide6.QtDBus hands out structures as a QDBusArgument that Python cannot read, and a tree is told in structures.
"""

import os
import select
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

CALL, RETURN, FAULT, SIGNAL = 1, 2, 3, 4
PATH, INTERFACE, MEMBER, FAULT_NAME, REPLY_TO, DESTINATION, SENDER, SIGNATURE = 1, 2, 3, 4, 5, 6, 7, 8
NUMBERS = {"y": "B", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d", "b": "I"}
PATIENCE = 20
"""Seconds for an answer."""


class BusFault(Exception):
    """The other side answers with an error, or not at all."""


@dataclass(frozen=True)
class Told:
    """A message, as it came."""

    kind: int
    said: dict[int, Any]
    body: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Ask:
    """A method of an object, with what is given to it."""

    service: str
    path: str
    interface: str
    method: str
    signature: str = ""
    given: tuple[Any, ...] = ()


class Reader:
    """Values out of bytes; each begins at a multiple of its size."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def values(self, signature: str) -> list[Any]:
        return [self._value(part) for part in parts_of(signature)]

    def _value(self, kind: str) -> Any:
        if kind in NUMBERS:
            return self._number(kind)
        if kind in "so":
            return self._text(self._number("u"))
        if kind == "g":
            return self._text(self._number("y"))
        if kind == "v":
            [inner] = parts_of(self._text(self._number("y")))
            return self._value(inner)
        if kind[0] == "a":
            return self._array(kind[1:])
        self._align(8)
        return tuple(self.values(kind[1:-1]))

    def _array(self, kind: str) -> list[Any]:
        length = self._number("u")
        self._align(boundary_of(kind))
        end, found = self.at + length, []
        while self.at < end:
            found.append(self._value(kind))
        return found

    def _number(self, kind: str) -> Any:
        packed = NUMBERS[kind]
        self._align(struct.calcsize(packed))
        (found,) = struct.unpack_from(f"<{packed}", self._data, self.at)
        self.at += struct.calcsize(packed)
        return found

    def _text(self, length: int) -> str:
        found = self._data[self.at : self.at + length].decode()
        self.at += length + 1
        return found

    def _align(self, to: int) -> None:
        self.at += -self.at % to


def parts_of(signature: str) -> Iterator[str]:
    """Its complete types, one after the other."""
    at = 0
    while at < len(signature):
        end = _end_of(signature, at)
        yield signature[at:end]
        at = end


def _end_of(signature: str, at: int) -> int:
    if signature[at] == "a":
        return _end_of(signature, at + 1)
    if signature[at] not in "({":
        return at + 1
    depth = 0
    for end in range(at, len(signature)):
        depth += (signature[end] in "({") - (signature[end] in ")}")
        if not depth:
            return end + 1
    raise ValueError(signature)


def boundary_of(kind: str) -> int:
    if kind[0] in "({":
        return 8
    return struct.calcsize(NUMBERS[kind]) if kind in NUMBERS else 1 if kind[0] in "gv" else 4


def written(signature: str, given: Sequence[Any]) -> bytes:
    """Texts and numbers, which is all that is ever given here."""
    made = bytearray()
    for kind, value in zip(signature, given, strict=True):
        made += b"\0" * (-len(made) % boundary_of(kind))
        made += _text(value) if kind in "so" else struct.pack(f"<{NUMBERS[kind]}", value)
    return bytes(made)


def _text(value: str) -> bytes:
    said = value.encode()
    return struct.pack("<I", len(said)) + said + b"\0"


def message_of(ask: Ask, serial: int) -> bytes:
    body = written(ask.signature, ask.given)
    said = [(PATH, "o", ask.path), (INTERFACE, "s", ask.interface), (MEMBER, "s", ask.method)]
    fields = bytearray()
    for code, kind, value in [*said, (DESTINATION, "s", ask.service)]:
        fields += b"\0" * (-len(fields) % 8) + bytes([code, 1, ord(kind), 0]) + _text(value)
    if ask.signature:
        fields += b"\0" * (-len(fields) % 8) + bytes([SIGNATURE, 1, ord("g"), 0])
        fields += bytes([len(ask.signature)]) + ask.signature.encode() + b"\0"
    head = struct.pack("<BBBBIII", ord("l"), CALL, 0, 1, len(body), serial, len(fields)) + bytes(fields)
    return head + b"\0" * (-len(head) % 8) + body


class Bus:
    """A connection to a bus by its address. Signals that come while answers are awaited are kept."""

    def __init__(self, address: str) -> None:
        given = dict(part.split("=", 1) for part in address.partition(":")[2].split(","))
        place = given.get("path") or "\0" + given["abstract"]
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(place)
        self._serial = 0
        self._unread = b""
        self._signals: list[Told] = []
        who = str(os.getuid()).encode().hex().encode()
        self._socket.sendall(b"\0AUTH EXTERNAL " + who + b"\r\n")
        if not self._socket.recv(512).startswith(b"OK"):
            raise BusFault("refused")
        self._socket.sendall(b"BEGIN\r\n")
        self._asks_the_bus("Hello")

    def close(self) -> None:
        self._socket.close()

    def listen(self, rule: str) -> None:
        self._asks_the_bus("AddMatch", "s", rule)

    def _asks_the_bus(self, method: str, signature: str = "", *given: Any) -> None:
        name = "org.freedesktop.DBus"
        self.ask(Ask(name, "/org/freedesktop/DBus", name, method, signature, given))

    def ask(self, ask: Ask) -> list[Any]:
        [answer] = self.ask_all([ask])
        if answer is None:
            raise BusFault(f"{ask.interface}.{ask.method} of {ask.path} is not answered")
        return answer

    def ask_all(self, asks: Sequence[Ask]) -> list[list[Any] | None]:
        """All asked before the first is answered; None for an error, such as of what has gone meanwhile."""
        first = self._serial + 1
        self._serial += len(asks)
        self._socket.sendall(b"".join(message_of(ask, first + at) for at, ask in enumerate(asks)))
        answers: dict[int, list[Any] | None] = {}
        while len(answers) < len(asks):
            told = self._next(PATIENCE)
            if told is None:
                raise BusFault("no answer")
            if told.kind == SIGNAL:
                self._signals.append(told)
            elif first <= told.said.get(REPLY_TO, 0) <= self._serial:
                answers[told.said[REPLY_TO]] = told.body if told.kind == RETURN else None
        return [answers[first + at] for at in range(len(asks))]

    def signals(self, seconds: float) -> Iterator[Told]:
        """Those that came, and those that come within the time."""
        until = time.monotonic() + seconds
        while True:
            if self._signals:
                yield self._signals.pop(0)
                continue
            told = self._next(max(0.0, until - time.monotonic()))
            if told is None:
                return
            if told.kind == SIGNAL:
                yield told

    def _next(self, seconds: float) -> Told | None:
        until = time.monotonic() + seconds
        while (told := self._taken()) is None:
            ready, _, _ = select.select([self._socket], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            came = self._socket.recv(1 << 16)
            if not came:
                raise BusFault("the bus has gone")
            self._unread += came
        return told

    def _taken(self) -> Told | None:
        """The first message that is here as a whole."""
        if len(self._unread) < 16:
            return None
        _order, kind, _flags, _version, length, _serial, fields = struct.unpack_from("<BBBBIII", self._unread)
        head = 16 + fields + (-fields % 8)
        if len(self._unread) < head + length:
            return None
        whole, self._unread = self._unread[: head + length], self._unread[head + length :]
        reader = Reader(whole[:head])
        reader.at = 12
        [found] = reader.values("a(yv)")
        said = dict(found)
        body = Reader(whole[head:]).values(said.get(SIGNATURE, ""))
        return Told(kind, said, body)
