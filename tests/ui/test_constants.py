"""However often Qt is called, Python's constants stay."""

import subprocess
import sys

CALLS = """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import sdesk.ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(300_000):
    thing.setObjectName("x")      # returns None
    thing.blockSignals(True)      # returns False, then True
    thing.parent()
print("alive")
"""


def test_a_day_of_calls_leaves_none_true_and_false_alive():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr[-500:]
