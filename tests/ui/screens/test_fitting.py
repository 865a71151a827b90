"""No window or dialog is larger than the screen, and no button outside: from 1024x700 to 1920x1080, at 96, 144 and 192 dpi."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SIZES = ("1024x700", "1280x800", "1366x768", "1920x1080")


@pytest.mark.parametrize("sizes", [SIZES[:1], pytest.param(SIZES[1:], marks=pytest.mark.torture)])
def test_everything_fits_on_every_screen(sample_path: Path, tmp_path: Path, sizes: tuple[str, ...]):
    """By a program of its own, as a program has its screens from its start on."""
    workspace = shutil.copy(sample_path, tmp_path)
    command = [
        sys.executable,
        "-X",
        "faulthandler",
        "-m",
        "tests.ui.screens.fitting",
        str(workspace),
        str(tmp_path),
        *sizes,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    looked_at = f"{3 * len(sizes)} screens were looked at\n"
    assert (done.returncode, done.stdout) == (0, looked_at), done.stdout + done.stderr[-2000:]
