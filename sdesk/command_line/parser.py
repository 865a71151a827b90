"""What the command line understands. Nothing is imported here before a command runs."""

import argparse
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from sdesk import __version__
from sdesk.errors import SdeskError

Options = argparse.Namespace
Command = Callable[[Options], int]

_ABOUT = """\
sdesk [FILE.sdesk] opens the window. The commands below do the rest without one.

Exit status: 0 when it is done, 1 when the answer is no (gaps, damage), 2 when it could not be done.
The passphrase of an encrypted workspace is read from SDESK_PASSPHRASE, or asked for."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SdeskError(f"{message.rstrip('.')}.", f"See: {self.prog} --help")


def _command(module: str, name: str) -> Command:
    """The function of that name in a module of this package, imported when it is called."""

    def call(options: Options) -> int:
        status: int = getattr(import_module(f"sdesk.command_line.{module}"), name)(options)
        return status

    return call


_COMMANDS: dict[str, tuple[str, str, str]] = {
    "new": ("files", "new", "make a new, empty workspace"),
    "sample": ("files", "sample", "make a year of a fictional provider"),
    "adopt": ("adoption", "adopt_pack", "adopt another standard from a day on"),
    "profile": ("profile", "print_profile", "print tasks, requirements, and work products with their fields"),
    "tasks": (
        "progress",
        "tasks",
        "print the tasks in dependency order, each done, ready, blocked or due",
    ),
    "check": ("progress", "check", "print which requirements are met and what is missing; 1 if anything is"),
    "list": ("records", "list_records", "print the records of a work product"),
    "show": ("records", "show_record", "print one record with its history"),
    "report": ("reports", "report", "make a report over a period, as PDF"),
    "import": (
        "imports",
        "import_records",
        "make records of the lines of a CSV or XLSX table; 1 if any stay out",
    ),
    "export": ("files", "export_records", "write every record as CSV, attachments beside them"),
    "backup": ("files", "backup", "write a verified copy"),
    "restore": ("files", "restore_backup", "put a verified copy of a backup in place"),
    "verify": ("files", "verify_file", "read everything and name every damage; 1 if there is any"),
}
"""Command -> the module of this package and the function in it, and what the command does."""


def command_names() -> tuple[str, ...]:
    return tuple(_COMMANDS)


def build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sdesk",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="sdesk COMMAND --help says what a command takes.",
    )
    parser.add_argument("--version", action="version", version=f"sdesk {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module, function, about) in _COMMANDS.items():
        one = commands.add_parser(name, help=about, description=f"{about[:1].upper()}{about[1:]}.")
        _ARGUMENTS[name](one)
        one.set_defaults(command=_command(module, function))
    return parser


def _file(parser: argparse.ArgumentParser, name: str = "FILE", about: str = "the workspace") -> None:
    parser.add_argument(name.lower(), metavar=name, type=Path, help=about)


def _json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print for programs")


def _new(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--organization", metavar="NAME", required=True, help="whose workspace it is")
    parser.add_argument("--variant", choices=("governance", "operational", "full"), default="full",
                        help="the part of the profile that you take on (default: full)")  # fmt: skip
    parser.add_argument(
        "--time-zone", metavar="ZONE", default="UTC", help="such as Europe/Lisbon (default: UTC)"
    )


def _sample(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "--today", metavar="DAY", type=_day, help="the day it is counted back from (default: today)"
    )


def _profile(parser: argparse.ArgumentParser) -> None:
    _json(parser)


def _tasks(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _json(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--variant", choices=("governance", "operational", "full"),
                        help="another part of the profile than the workspace has chosen")  # fmt: skip
    _json(parser)


def _adopt(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("pack", metavar="PACK", help="the standard, as `sdesk profile` names it")
    parser.add_argument(
        "--from", dest="from_day", metavar="DAY", type=_day, help="the first day (default: today)"
    )


def _list(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "type",
        metavar="WORK_PRODUCT",
        help="a work product by its id, or another kind of record: people, ACT, …",
    )
    parser.add_argument("--where", metavar="FIELD=VALUE", action="append", default=[],
                        help="only records for which this holds; may be given several times")  # fmt: skip
    parser.add_argument("--words", default="", help="only records with all these words")
    form = parser.add_mutually_exclusive_group()
    _json(form)
    form.add_argument("--csv", action="store_true", help="print comma-separated values")


def _show(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "number",
        metavar="NUMBER",
        help="such as INC-2026-0042, POL-0001@1, or the work product of a document",
    )
    parser.add_argument("--version", metavar="N", type=int, help="this version instead of the newest")
    _json(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    kinds = parser.add_subparsers(metavar="REPORT", required=True, dest="kind")
    for kind, about in (
        ("performance", "how a service did against its agreement"),
        ("improvement", "how service delivery went, and what will be done better"),
    ):
        one = kinds.add_parser(kind, help=about)
        if kind == "performance":
            one.add_argument(
                "--agreement", metavar="NUMBER", required=True, help="such as AGR-0001 or SUP-0001"
            )
        one.add_argument(
            "--from", metavar="DAY", dest="first", type=_day, required=True, help="first day of the period"
        )
        one.add_argument(
            "--to", metavar="DAY", dest="last", type=_day, required=True, help="last day of the period"
        )
        one.add_argument("-o", "--output", metavar="PDF", type=Path, required=True, help="the file to write")


def _import(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("type", metavar="WORK_PRODUCT", help="what the lines become; the map says the same")
    _file(parser, "TABLE", "a CSV or XLSX file")
    parser.add_argument(
        "--map", metavar="TOML", type=Path, required=True, help="which column goes into which field"
    )
    parser.add_argument("--as", metavar="NAME", dest="person", default="", help="who is bringing it in")
    parser.add_argument("--dry-run", action="store_true", help="do it, say what came of it, and keep nothing")
    _json(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _file(parser, "FOLDER", "a folder that is new or empty")


def _backup(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "-o", "--output", metavar="COPY", type=Path, help="where to (default: beside it, with the time)"
    )


def _restore(parser: argparse.ArgumentParser) -> None:
    _file(parser, "COPY", "the backup")
    _file(parser)
    parser.add_argument(
        "--force", action="store_true", help="put a file that is there aside, under another name"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-07-13") from None


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "new": _new,
    "sample": _sample,
    "adopt": _adopt,
    "profile": _profile,
    "tasks": _tasks,
    "check": _check,
    "list": _list,
    "show": _show,
    "report": _report,
    "import": _import,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
    "verify": _file,
}
