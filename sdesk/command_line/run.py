"""Parse, dispatch, and turn what goes wrong into one line and an exit status."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from sdesk.command_line.parser import Command, build_parser, command_names
from sdesk.command_line.plain_output import NotPrinted, PlainOutput
from sdesk.errors import SdeskError
from sdesk.local_time import this_computers_zone
from sdesk.translation import gettext as _
from sdesk.translation import message, word

DONE, NO, TROUBLE = 0, 1, 2
"""Exit statuses: done; the answer is no (gaps, damage); wrongly used, or it could not be done."""


def run(arguments: Sequence[str], window: Callable[[Path | None], int]) -> int:
    """Carry out one command line. Errors are one line on standard error."""
    _speak_utf8()
    with redirect_stdout(_plain(sys.stdout)), redirect_stderr(_plain(sys.stderr)):
        return _run(arguments, window)


def _plain(stream: TextIO | None) -> Any:
    return PlainOutput(stream) if stream else None  # a program without a console has none


def _run(arguments: Sequence[str], window: Callable[[Path | None], int]) -> int:
    try:
        if not arguments or _is_workspace(arguments):
            return window(Path(arguments[0]) if arguments else None)
        _refuse_unknown(arguments[0])
        options = build_parser().parse_args(list(arguments))
        command: Command = options.command
        status = command(options)
        if sys.stdout:  # a program without a console has none
            sys.stdout.flush()
        return status
    except SdeskError as fault:
        if isinstance(fault, NotPrinted):
            _let_go_of_stdout()
        return _refused(fault)
    except BrokenPipeError:
        _let_go_of_stdout()
        return DONE
    except KeyboardInterrupt:
        print("sdesk:", _("interrupted"), file=sys.stderr)
        return TROUBLE
    except OSError as fault:
        if fault.filename is None:
            raise
        from sdesk.practice.safekeeping import refused_path

        return _refused(refused_path(fault))


def _refused(fault: SdeskError) -> int:
    zone = this_computers_zone() if fault.by_this_clock else None
    print(f"sdesk: {_one_line(word(fault.whole, zone=zone))}", file=sys.stderr)
    return TROUBLE


def _is_workspace(arguments: Sequence[str]) -> bool:
    """Whether this is `sdesk FILE`: one word that is no command, no option, and a file that is there or a path of one.

    Any other word is a command mistyped, also where a folder is called the same.
    """
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in command_names():
        return False
    path = Path(arguments[0])
    return path.suffix.lower() == ".sdesk" or path.name != arguments[0] or path.is_file()


def _refuse_unknown(called: str) -> None:
    if not called.startswith("-") and called not in command_names():
        said = message("“{word}” is not a command.", word=called)
        raise SdeskError(said, message("See: {command} --help", command="sdesk"))


def _speak_utf8() -> None:
    """Also on Windows, where output to a file is in the code page of the day."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """Whoever read our output has gone, or the disk is full; Python would complain once more when it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(text: str) -> str:
    return " ".join(text.split())


__all__ = ["DONE", "NO", "TROUBLE", "run"]
