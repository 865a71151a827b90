"""The program itself on a real screen, by keyboard only: `python -m tests.journeys.under_xvfb OUT [1024x700]`.

Starts an X server without a monitor (Xvfb), a window manager (openbox) and `python -m sdesk`, presses keys with
xdotool, and leaves pictures of the welcome screen, the first run, the questions and the set-up in OUT. Exit status 1,
and why, where the keys do not lead to a workspace with what was answered, and drafts, in it.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sdesk.models import ServiceCatalogue
from sdesk.practice.starter.answers import answers
from sdesk.practice.workspaces import open_workspace, people

PATIENCE = 30
"""Seconds that something on the screen may take."""


class Screen:
    """A screen with a keyboard in front of it."""

    def __init__(self, display: str, pictures: Path, home: Path) -> None:
        self.pictures = pictures
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        }

    @contextmanager
    def running(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def asks(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def keys(self, *names: str) -> None:
        for name in names:
            self.asks("xdotool", "key", "--clearmodifiers", name)

    def types(self, text: str) -> None:
        self.asks("xdotool", "type", "--delay", "15", text)

    def waits_for(self, title: str) -> None:
        """Until a window whose title has these words has the focus. Raises TimeoutError."""
        until = time.monotonic() + PATIENCE
        while title not in self.asks("xdotool", "getactivewindow", "getwindowname"):
            if time.monotonic() > until:
                seen = self.asks("xdotool", "getactivewindow", "getwindowname")
                raise TimeoutError(f"“{title}” is not in front; “{seen}” is.")
            time.sleep(0.2)
        time.sleep(1)

    def picture(self, name: str) -> None:
        time.sleep(1)
        self.asks("import", "-window", "root", str(self.pictures / f"{name}.png"))


def first_run(screen: Screen, home: Path) -> Path:
    """From the welcome screen to a workspace, without a mouse."""
    screen.waits_for("sdesk")
    screen.picture("1-welcome")
    screen.keys("Return")
    screen.waits_for("A new workspace")
    screen.types("Harbour IT")
    screen.keys("Tab")
    screen.types("Ana Reyes")
    screen.picture("2-first-run")
    screen.keys("Return")
    screen.waits_for("Questions about the firm")
    screen.picture("3-your-firm")
    return next(home.rglob("*.sdesk"))


def questions(screen: Screen) -> None:
    """The help desk is ticked, and what stands there is the answer to the rest of the first screen; then to the set-up."""
    screen.keys("space", "ctrl+Return")
    screen.picture("4-around-you")
    screen.types("Pier Dental")
    screen.keys("ctrl+Return")
    screen.picture("5-promises")
    screen.keys("ctrl+Return")
    screen.waits_for("Set up")
    screen.picture("6-set-up")
    screen.keys("ctrl+w")
    screen.waits_for("Harbour IT")
    screen.picture("7-today")
    screen.keys("ctrl+q")


def journey(pictures: Path, size: str) -> str:
    """What went wrong; empty if nothing did."""
    display = f":{os.getpid() % 500 + 100}"
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder)
        (home / "Documents").mkdir()
        screen = Screen(display, pictures, home)
        stack.enter_context(screen.running("Xvfb", display, "-screen", "0", f"{size}x24"))
        time.sleep(1)
        stack.enter_context(screen.running("openbox"))
        time.sleep(1)
        program = stack.enter_context(screen.running(sys.executable, "-m", "sdesk"))
        try:
            path = first_run(screen, home)
            questions(screen)
        except TimeoutError as fault:
            screen.picture("stopped-here")
            return str(fault)
        program.wait(PATIENCE)
        return found_wrong(path)


def found_wrong(path: Path) -> str:
    with open_workspace(path) as workspace:
        names = [person.name for person in people(workspace)]
        said = answers(workspace)
        answered = ([each.name for each in said.services], [each.firm for each in said.customers])
        drafts = workspace.count(ServiceCatalogue)
    wanted = (["Ana Reyes"], (["Help desk"], ["Pier Dental"]), 1)
    found = (names, answered, drafts)
    return "" if found == wanted else f"The workspace has {found}."


def main() -> int:
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    pictures = Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    wrong = journey(pictures, sys.argv[2] if len(sys.argv) > 2 else "1280x800")
    print(wrong or f"The keys led all the way. Pictures are in {pictures}.")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
