"""No window or dialog is larger than the screen, and no button outside: from 1024x700 to 1920x1080, at 96, 144 and 192 dpi."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.screens.fitting import DOTS

SIZES = ("1024x700", "1280x800", "1366x768", "1920x1080")
ALL_DOTS = tuple(map(str, DOTS))


@pytest.mark.parametrize(
    ("sizes", "dots"),
    [(SIZES[:1], ALL_DOTS[-1:]), pytest.param(SIZES, ALL_DOTS, marks=pytest.mark.torture)],
)
def test_everything_fits_on_every_screen(
    sample_path: Path, tmp_path: Path, sizes: tuple[str, ...], dots: tuple[str, ...]
):
    """By a program of its own, as a program has its screens from its start on; in every run on the one with the least room."""
    workspace = shutil.copy(sample_path, tmp_path)
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "tests.ui.screens.fitting",
        str(workspace),
        str(tmp_path),
        ",".join(dots),
        *sizes,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    looked_at = f"{len(dots) * len(sizes)} screens were looked at\n"
    assert (done.returncode, done.stdout) == (0, looked_at), done.stdout + done.stderr[-2000:]
