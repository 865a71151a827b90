"""From the command to a usable list of the sample, against a bare window with `import sqlmodel`. Whole processes, in
processor time: what runs beside them makes both wait."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Ratio, compare

_BARE = """
import time
import sqlmodel
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
print("usable", time.process_time(), flush=True)
"""

_OURS = """
import gc
gc.disable()  # as sdesk.__main__ does
import sys, time
from pathlib import Path
from sdesk.__main__ import import_before_qt
import_before_qt()
from benchmarks.opening import usable
usable(Path(sys.argv[1]), sys.argv[2])
print("usable", time.process_time(), flush=True)
"""


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    copy = Path(shutil.copy(sample, folder / "starting.sdesk"))
    bare = _process(_BARE, folder)
    return [
        compare("start to Today", _process(_OURS, folder, str(copy), "today"), bare, aim=1.6, turns=7),
        compare("start to a usable list of incidents", _process(_OURS, folder, str(copy), "incidents"), bare,
                aim=1.6, turns=7),
    ]  # fmt: skip


def start_to_today(path: Path, folder: Path) -> Callable[[], float]:
    return _process(_OURS, folder, str(path), "today")


def _process(code: str, folder: Path, *arguments: str) -> Callable[[], float]:
    """Seconds of the processor until the process says that it is usable; its modules compiled before, as on every second start."""
    settings = {
        **{f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
    }

    def run() -> float:
        with subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
            text=True,
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            process.stdout.read()
        word, _space, taken = line.partition(" ")
        if word != "usable":
            raise RuntimeError("The process ended before it was usable.")
        return float(taken)

    return run
