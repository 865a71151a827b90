"""`python -m benchmarks`: print the ratios. Nothing is asserted; a machine has its days."""

import argparse
import gc
import os
import shutil
import tempfile
from datetime import date
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "*=false")

from benchmarks.measuring import Ratio, print_table
from sdesk.__main__ import SELDOM
from sdesk.sample import make_sample

SAMPLE_TODAY = date(2026, 7, 15)
PARTS = {
    "start": "starting", "save": "saving", "list": "long_list", "report": "long_report", "many": "many",
    "sample": "writing_much", "import": "importing",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"only these: {', '.join(PARTS)}")
    gc.set_threshold(*SELDOM)  # as the command line has it; the window looks for none while it works
    chosen = parser.parse_args().parts or list(PARTS)
    folder = Path(tempfile.mkdtemp(prefix="sdesk-benchmarks-"))
    try:
        sample = folder / "sample.sdesk"
        make_sample(sample, SAMPLE_TODAY)
        found: list[Ratio] = []
        for part in chosen:
            found.extend(import_module(f"benchmarks.{PARTS[part]}").ratios(sample, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print_table(found)


if __name__ == "__main__":
    main()
