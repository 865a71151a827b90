"""ICU's data without what nobody here asks Qt for: 32 MB become 8. Linux only; elsewhere the system has ICU.

QtCore is linked with it and asks it for the order of names (file dialogs), for capitals, for names of time zones, and for text
in encodings of long ago. The program has Python for the last two, and `packs` and `holidays` for names of countries.
"""

import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

LEFT_OUT = ("brkitr/", "curr/", "lang/", "rbnf/", "region/", "translit/", "unit/", "zone/")
"""Where lines break, money, names of languages, numbers in words, countries, other scripts, units, time zones. Qt has its own of the
first and of what it shows; ICU goes on without the rest."""
ENCODINGS = ".cnv"
_MAGIC = b"\xda\x27"
_HEADER = struct.Struct("<H2s")
_ENTRY = struct.Struct("<II")
_ALIGNED = 16


def write_reduced(library: Path, target: Path) -> None:
    """A library of the same name, with the same symbol, over less data. ValueError where it is not as ICU writes it."""
    whole = library.read_bytes()
    symbol = _symbol(library)
    data = target.with_suffix(".dat")
    data.write_bytes(packed({name: item for name, item in items(whole).items() if is_kept(name)}, whole))
    made = target.with_suffix(".o")
    start = "_binary_" + "".join(each if each.isalnum() else "_" for each in data.name) + "_start"
    for command in (
        ["ld", "-r", "-b", "binary", "-z", "noexecstack", "-o", made.name, data.name],
        ["objcopy", "--redefine-sym", f"{start}={symbol}", "--keep-global-symbol", symbol, "--set-section-alignment", f".data={_ALIGNED}",
         "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents", made.name],
        ["ld", "-shared", "-s", "-z", "noexecstack", "-soname", library.name, "-o", target.name, made.name],
    ):  # fmt: skip
        subprocess.run(command, check=True, cwd=target.parent)


def is_kept(name: str) -> bool:
    return not name.endswith(ENCODINGS) and not name.partition("/")[2].startswith(LEFT_OUT)


def items(whole: bytes) -> Mapping[str, bytes]:
    """The name and the content of each, as they stand in the library: a table of contents, names, items."""
    base = _base(whole)
    (count,) = struct.unpack_from("<I", whole, base)
    table = [_ENTRY.unpack_from(whole, base + 4 + each * _ENTRY.size) for each in range(count)]
    ends = [at for _name, at in table[1:]] + [table[-1][1] + _SIZE_OF_LAST]
    return {
        whole[base + name : whole.index(b"\0", base + name)].decode(): whole[base + at : base + end]
        for (name, at), end in zip(table, ends, strict=True)
    }


def packed(kept: Mapping[str, bytes], whole: bytes) -> bytes:
    """Under the header of the whole: the table with these items alone, in their order."""
    base = _base(whole)
    names = [each.encode() + b"\0" for each in kept]
    name_at = 4 + _ENTRY.size * len(kept)
    item_at = _aligned(name_at + sum(map(len, names)))
    table, content = bytearray(struct.pack("<I", len(kept))), bytearray()
    for name, item in zip(names, kept.values(), strict=True):
        table += _ENTRY.pack(name_at, item_at + len(content))
        name_at += len(name)
        content += item + bytes(_aligned(len(item)) - len(item))
    table += b"".join(names)
    return whole[_header_at(whole) : base] + table + bytes(item_at - len(table)) + content


_SIZE_OF_LAST = 1 << 20
"""No table says where the last item ends: more than it has does no harm."""


def _header_at(whole: bytes) -> int:
    at = whole.find(_MAGIC) - 2
    if at < 0 or whole[at + 12 : at + 16] != b"CmnD":
        raise ValueError("This is not the data of ICU.")
    return at


def _base(whole: bytes) -> int:
    at = _header_at(whole)
    return at + int(_HEADER.unpack_from(whole, at)[0])


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _symbol(library: Path) -> str:
    """As `libicudata.so.73` names it: "icudt73_dat"."""
    return f"icudt{library.suffix[1:]}_dat"


__all__ = ["items", "packed", "write_reduced"]
