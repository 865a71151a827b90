"""The man page, of what the command line says of itself: `python -m scripts.bundle.manual`, in troff."""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date

from sdesk import __version__
from sdesk.command_line.parser import build_parser

ENVIRONMENT = {
    "SDESK_PASSPHRASE": "The passphrase of an encrypted workspace; without it, it is asked for.",
    "SDESK_NEW_PASSPHRASE": "The passphrase that a workspace is to have.",
    "SDESK_INVITATION_WORDS": "The words of the invitation that is joined.",
}


def manual(day: date) -> str:
    parser = build_parser()
    about, *more = (parser.description or "").split("\n\n")
    return "\n".join(
        [
            f'.TH SDESK 1 "{day.isoformat()}" "sdesk {__version__}" "User Commands"',
            ".SH NAME",
            "sdesk \\- service delivery for very small IT service providers",
            ".SH SYNOPSIS",
            ".B sdesk",
            r"[\fIFILE.sdesk\fR]",
            ".br",
            ".B sdesk",
            r"\fICOMMAND\fR [\fIOPTION\fR ...]",
            ".SH DESCRIPTION",
            escaped(about),
            *(line for text in more for line in (".PP", escaped(text))),
            ".SH COMMANDS",
            *(line for command in commands(parser) for line in told(command)),
            ".SH ENVIRONMENT",
            *(line for name, text in ENVIRONMENT.items() for line in (".TP", f".B {name}", escaped(text))),
            ".SH FILES",
            ".TP",
            ".I ~/.config/sdesk",
            "Settings of this user.",
            ".TP",
            ".I ~/.local/state/sdesk",
            "What the program notes beside the workspaces: its log, the key of this laptop, text that is not saved yet.",
            "",
        ]
    )


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Also those of a command that has its own, in their place."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                deeper = list(commands(one))
                yield from deeper or [one]


def told(command: argparse.ArgumentParser) -> Iterator[str]:
    usage = " ".join(command.format_usage().split()).partition(": ")[2]
    yield f".SS {escaped(usage)}"
    yield escaped(command.description or "")
    for action in command._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        yield ".TP"
        called = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        takes = f" {action.metavar}" if action.option_strings and action.metavar else ""
        yield rf"\fB{escaped(called)}\fR{escaped(takes)}"
        yield escaped(str(action.help or ""))


def escaped(text: str) -> str:
    """So that troff reads no command in it: of lines, one."""
    plain = re.sub(r"\s+", " ", text).replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", plain)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(manual(date.fromisoformat(sys.argv[1]) if sys.argv[1:] else date.today()), end="")
