"""The program's own icon in the sizes and files that desktops ask for: `python -m scripts.bundle.icons packaging/icons`.

The results are kept with the source, so that a build needs no screen.
"""

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels; below 512 of each there is one for the Linux desktop."""
IN_ICO = (16, 24, 32, 48, 64, 256)
IN_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: drawn(size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"sdesk-{size}.png").write_bytes(picture)
    (folder / "sdesk.ico").write_bytes(ico(pictures))
    (folder / "sdesk.icns").write_bytes(icns(pictures))
    return 0


def drawn(size: int) -> bytes:
    """As PNG."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    from sdesk.paths import resource

    if QGuiApplication.instance() is None:
        QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(resource("icons", "sdesk.svg"))).render(painter)
    painter.end()
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(held, "PNG", 0)  # type: ignore[call-overload]
    return bytes(held.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """For Windows: PNG in each place, which it reads since Vista."""
    at = 6 + 16 * len(IN_ICO)
    head = struct.pack("<HHH", 0, 1, len(IN_ICO))
    for size in IN_ICO:
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(pictures[size]), at)
        at += len(pictures[size])
    return head + b"".join(pictures[size] for size in IN_ICO)


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """For macOS."""
    parts = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size] for size, kind in IN_ICNS.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
