"""No network at all: not by the program with its window, not by its command line; and that the tests would see it."""

import ast
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import no_network
from tests.no_network import CAN_BE_KILLED, NetworkUsed
from tests.test_imports import PACKAGE, imported

BLOCKED = "from tests.no_network import *\nforbid()\n" + ("forbid_to_the_system()\n" if CAN_BE_KILLED else "")

COMMANDS = """
import sys
from sdesk.__main__ import main
file, folder = sys.argv[1:]
for command in (
    ["verify", file], ["list", file, "incidents"], ["tasks", file], ["export", file, f"{folder}/csv"],
    ["report", file, "improvement", "--from", "2026-04-01", "--to", "2026-06-30", "-o", f"{folder}/improvement.pdf"],
    ["backup", file, "-o", f"{folder}/copy.sdesk"],
):
    print(command[0], main(command), file=sys.stderr, flush=True)
assert not [name for name in sys.modules if name.startswith("PySide6")]
"""

WINDOW = """
import os
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
import sdesk.app
from sdesk.models import ServiceIncident
from sdesk.ui.reporting.output import Output, print_pages
from sdesk.ui.reporting.preview import PdfPane
from sdesk.ui.window.places import PLACES, place_called
file, folder = sys.argv[1:]

class Used(sdesk.app.Program):
    def start(self, path):
        self.worker.at_once = True
        super().start(path)
        QTimer.singleShot(0, self.go_through)

    def go_through(self):
        window = self.window
        for at in range(len(PLACES)):
            window.show_tab(at)
            QApplication.processEvents()
        record = window.desk.workspace.find(ServiceIncident)[0]
        window.show_record(record.id)
        window.show_help()
        window.show_report(record.id)
        self.reports = window.show_tab(place_called("reports"))
        self.until_shown = QTimer(self, interval=20)
        self.until_shown.timeout.connect(self.print_it)
        self.until_shown.start()

    def print_it(self):
        pane = self.reports.findChild(PdfPane)
        if not pane.pages():
            return
        self.reports.findChild(Output).write_pdf(Path(folder, "saved.pdf"))
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(folder + "/printed.pdf")
        printer.setResolution(72)
        print("pages", print_pages(printer, pane.document), flush=True)
        self.window.close()
        self._app.quit()

def fails(*fault):
    sys.__excepthook__(*fault)
    os._exit(1)

sdesk.app.go_on_after_faults = lambda program: setattr(sys, "excepthook", fails)
sdesk.app.Program = Used
sys.exit(sdesk.app.run_window(Path(file)))
"""


def blocked(does: str, *given: object) -> subprocess.CompletedProcess[str]:
    """Which printers there are, Qt asks the print service of the system: here over a local socket that nobody answers."""
    return subprocess.run(
        [sys.executable, "-c", BLOCKED + does, *map(str, given)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "CUPS_SERVER": "/nowhere/cups.sock"},
    )


@pytest.mark.parametrize(
    "reaches",
    [
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    ],
)
def test_what_reaches_for_the_network_ends(reaches: str) -> None:
    assert blocked(f"try:\n    {reaches}\nexcept Exception:\n    pass").returncode != 0


@pytest.mark.skipif(not CAN_BE_KILLED, reason="only Linux can be told so")
def test_also_where_it_is_no_python() -> None:
    """As a library would, or another program that is started."""
    raw = "import ctypes; ctypes.CDLL(None).socket(2, 1, 0)"
    assert blocked(raw).returncode == -signal.SIGSYS
    started = (
        f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {raw!r}]).returncode == -31)"
    )
    assert blocked(started).returncode == 1
    assert blocked("import socket; socket.socket(socket.AF_UNIX).close()").returncode == 0


def test_the_tests_themselves_are_kept_from_it() -> None:
    with pytest.raises(NetworkUsed):
        socket.socket(socket.AF_INET)
    assert no_network.reached.pop() == "socket.__new__ (2, 1, 0)"


@pytest.mark.torture
def test_the_command_line_opens_no_internet_socket(sample_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "harbour.sdesk"
    file.write_bytes(sample_path.read_bytes())
    done = blocked(COMMANDS, file, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        *("verify 0", "list 0", "tasks 0", "export 0", "report 0", "backup 0"),
    ]
    assert (tmp_path / "improvement.pdf").stat().st_size > 1000


@pytest.mark.torture
def test_the_window_opens_no_internet_socket(sample_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "harbour.sdesk"
    file.write_bytes(sample_path.read_bytes())
    done = blocked(WINDOW, file, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("pages ")
    assert (tmp_path / "saved.pdf").stat().st_size > 1000
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


LOCAL = {"PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket"}
OF_A_NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "socketserver", "xmlrpc", "asyncio",
                "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtHttpServer",
                "PySide6.QtWebEngineCore", "requests", "httpx", "aiohttp")  # fmt: skip


def test_nothing_that_speaks_to_a_network_is_imported() -> None:
    """But, of Qt, the socket between two programs of one computer."""
    found = {
        f"{file.relative_to(PACKAGE).as_posix()}: {name}"
        for file in PACKAGE.rglob("*.py")
        for name in imported(file.read_text(encoding="utf-8"))
        if any(f"{name}.".startswith(f"{each}.") for each in OF_A_NETWORK) and name not in LOCAL
    }
    assert found == set()
    bell = ast.parse((PACKAGE / "ui" / "window" / "doorbell.py").read_text(encoding="utf-8"))
    assert {name for name in imported(ast.unparse(bell)) if "QtNetwork" in name} == LOCAL
