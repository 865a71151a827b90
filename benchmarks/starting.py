"""From the command to what a person sees, against a bare window with `import sqlmodel`. Whole processes, in wall time:
processor time would count what is read beside the window. Many turns, and their median, even out what else is running."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Ratio, compare

TURNS = 11

_BARE = """
import sqlmodel
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
print("usable", flush=True)
"""

_OURS = """
import sys
from benchmarks.opening import start
start(sys.argv[1], sys.argv[2])
"""


def ratios(sample: Path, folder: Path) -> list[Ratio]:
    copy = Path(shutil.copy(sample, folder / "starting.sdesk"))
    bare = _process(_BARE, folder)
    start_to_today(copy, folder, "live")()  # leaves a picture
    return [
        compare(what, _process(_OURS, folder, str(copy), until), bare, aim=1.6, turns=TURNS)
        for what, until in (
            ("start to Today, as it was", "picture"),
            ("start to Today, live, in the place of its picture", "live"),
            ("start to Today, live, where there is no picture", "no picture"),
            ("start to a usable list of incidents", "incidents"),
        )
    ]


def start_to_today(path: Path, folder: Path, until: str) -> Callable[[], float]:
    return _process(_OURS, folder, str(path), until)


def _process(code: str, folder: Path, *arguments: str) -> Callable[[], float]:
    """Seconds until the process says that it is usable; its modules compiled before, as on every second start."""
    settings = {
        **{f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_LOGGING_RULES": "*=false",
    }

    def run() -> float:
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
            text=True,
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            taken = time.perf_counter() - begun
            process.stdout.read()
        if line != "usable\n":
            raise RuntimeError("The process ended before it was usable.")
        return taken

    return run
