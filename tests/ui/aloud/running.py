"""A screen, a bus and the program on them, for as long as a test takes."""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.ui.aloud.dbus import Ask, Bus
from tests.ui.aloud.tree import ACCESSIBLE, REGISTRY, Reader

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE = 60
"""Seconds that something may take to be there."""


def missing() -> list[str]:
    """What of it this computer does not have."""
    wanted = [each for each in ("Xvfb", "dbus-daemon") if shutil.which(each) is None]
    return wanted if any(Path(each).exists() for each in LAUNCHERS) else [*wanted, "at-spi2-core"]


class Shown:
    """The program in its window; `reader` reads it."""

    def __init__(self, process: subprocess.Popen[str], bus: Bus) -> None:
        self._process = process
        self.bus = bus
        self.said("shown")
        self.reader = Reader(bus, self._service())

    def go_to(self, place: str) -> None:
        """To a place that `shown.py` knows, until it is there."""
        assert self._process.stdin is not None
        print(place, file=self._process.stdin, flush=True)
        self.said("there")

    def said(self, word: str) -> None:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        line = self._process.stdout.readline().strip() if ready else ""
        assert line == word, f"the program says “{line}” where “{word}” was waited for"

    def _service(self) -> str:
        """Its name on the bus, once it has told the registry."""
        asks = Ask(*REGISTRY, ACCESSIBLE, "GetChildren")
        wait_for(lambda: self.bus.ask(asks)[0], "the program in the registry")
        return self.bus.ask(asks)[0][0][0]


@contextmanager
def process(
    command: list[str], environment: dict[str, str], **more: object
) -> Iterator[subprocess.Popen[str]]:
    made = subprocess.Popen(command, env=environment, text=True, **more)  # type: ignore[call-overload]
    try:
        yield made
    finally:
        made.terminate()
        made.wait(PATIENCE)


@contextmanager
def shown_program(workspace: Path, home: Path) -> Iterator[Shown]:
    """The window of that workspace on a screen of its own."""
    quiet = {"stderr": subprocess.DEVNULL}
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with ExitStack() as stack:
        enter = stack.enter_context
        screen = enter(
            process(["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"], environment,
                    stdout=subprocess.PIPE, **quiet)
        )  # fmt: skip
        environment["DISPLAY"] = f":{screen.stdout.readline().strip()}"
        daemon = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        bus = enter(process(daemon, environment, stdout=subprocess.PIPE, **quiet))
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        launcher = next(each for each in LAUNCHERS if Path(each).exists())
        enter(process([launcher, "--launch-immediately"], environment, stdout=subprocess.DEVNULL, **quiet))
        address = address_of_the_readers(environment["DBUS_SESSION_BUS_ADDRESS"])
        readers = Bus(address)
        stack.callback(readers.close)
        readers.listen("type='signal',interface='org.a11y.atspi.Event.Object'")
        listens = Ask("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry",
                      "RegisterEvent", "s", ("Object:Announcement",))  # fmt: skip
        wait_for(lambda: readers.ask_all([listens])[0] is not None, "the registry of screen readers")
        program = [sys.executable, "-m", "tests.ui.aloud.shown", str(workspace), str(home)]
        yield Shown(enter(process(program, environment, **piped)), readers)


def address_of_the_readers(session: str) -> str:
    """The bus that programs and screen readers have for themselves."""
    bus = Bus(session)
    lists = Ask("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames")
    try:
        wait_for(lambda: "org.a11y.Bus" in bus.ask(lists)[0], "the bus of screen readers")
        return bus.ask(Ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"))[0]
    finally:
        bus.close()


def wait_for(is_there: Callable[[], object], what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_there():
        assert time.monotonic() < until, f"{what} does not come"
        time.sleep(0.05)
