"""What the command line understands. Nothing is imported here before a command runs."""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from sdesk import __version__
from sdesk.errors import SdeskError
from sdesk.translation import gettext as _
from sdesk.translation import message, ngettext

Options = argparse.Namespace
Command = Callable[[Options], int]


class _Parser(argparse.ArgumentParser):
    def error(self, fault: str) -> NoReturn:
        said = message("{fault}.", fault=fault.rstrip("."))
        raise SdeskError(said, message("See: {command} --help", command=self.prog))

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """After the help was printed: it has to arrive."""
        if sys.stdout:
            sys.stdout.flush()
        super().exit(status, message)


def _command(module: str, name: str) -> Command:
    """The function of that name in a module of this package, imported when it is called."""

    def call(options: Options) -> int:
        status: int = getattr(import_module(f"sdesk.command_line.{module}"), name)(options)
        return status

    return call


_COMMANDS = {
    "new": ("files", "new"),
    "sample": ("files", "sample"),
    "adopt": ("adoption", "adopt_pack"),
    "profile": ("profile", "print_profile"),
    "tasks": ("progress", "tasks"),
    "check": ("progress", "check"),
    "incident": ("calls", "incident"),
    "list": ("records", "list_records"),
    "show": ("records", "show_record"),
    "report": ("reports", "report"),
    "figures": ("reports", "figures"),
    "samples": ("samples", "samples"),
    "binder": ("binders", "binder"),
    "verify-binder": ("binders", "verify_binder_file"),
    "import": ("imports", "import_records"),
    "claims": ("claims", "claims"),
    "export": ("files", "export_records"),
    "backup": ("files", "backup"),
    "restore": ("files", "restore_backup"),
    "verify": ("files", "verify_file"),
    "rescue": ("files", "rescue"),
    "passphrase": ("passphrase", "passphrase"),
    "invite": ("team", "invite"),
    "join": ("team", "join"),
    "exchange": ("team", "exchange"),
    "laptops": ("team", "laptops"),
}
"""Command -> the module of this package and the function in it."""


def _about() -> dict[str, str]:
    """What each command does."""
    return {
        "new": _("make a new, empty workspace"),
        "sample": _("make a year of a fictional provider"),
        "adopt": _("adopt another standard from a day on"),
        "profile": _("print tasks, requirements, and work products with their fields"),
        "tasks": _("print the tasks in dependency order, each done, ready, waiting, overdue or blocked"),
        "check": _("print which requirements are met and what is missing; 1 if anything is"),
        "incident": _(
            "make an incident of a mail, or put it into the story of its own; 1 if one lacks something"
        ),
        "list": _("print the records of a work product"),
        "show": _("print one record with its history"),
        "report": _("make a report over a period, as PDF"),
        "figures": _("print every figure of a report with the records that it counted"),
        "samples": _("draw the samples of all audits again by their seeds; 1 if any is not the same"),
        "binder": _("write all that an auditor is shown, with its evidence, as PDF or as ZIP"),
        "verify-binder": _("check the ZIP of a binder without the workspace; 1 if it is not as it was made"),
        "claims": _("print what was imported and approved by nobody here, or adopt it; 1 if any is left"),
        "import": _("make records of the lines of a CSV or XLSX table; 1 if any stay out"),
        "export": _("write every record as CSV, attachments beside them"),
        "backup": _("write a verified copy"),
        "restore": _("put a verified copy of a backup in place"),
        "verify": _("read everything and name every damage; 1 if there is any, or the anchor does not fit"),
        "rescue": _("save what can be read of a damaged workspace, and name what cannot; 1 if there is any"),
        "passphrase": _("set or change the passphrase that the workspace is encrypted with, or remove it"),
        "invite": _("write an invitation for one more laptop, and print the words that open it"),
        "join": _("make the workspace of an invitation on this laptop, which then exchanges with the others"),
        "exchange": _(
            "take in what other laptops wrote into a folder, and put there what was written here; 1 if anything is missing"
        ),
        "laptops": _("list the laptops that share the workspace, or take one out"),
    }


def command_names() -> tuple[str, ...]:
    return tuple(_COMMANDS)


def build_parser() -> argparse.ArgumentParser:
    """In the language spoken here."""
    _let_argparse_speak()
    about_all = _(
        "sdesk [FILE.sdesk] opens the window. The commands below do the rest without one.\n\n"
        "Exit status: 0 when it is done, 1 when the answer is no (gaps, damage), 2 when it could not be done.\n"
        "The passphrase of an encrypted workspace is read from SDESK_PASSPHRASE, or asked for."
    )
    parser = _Parser(
        prog="sdesk",
        description=about_all,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_("sdesk COMMAND --help says what a command takes."),
    )
    version = _("show program's version number and exit")
    parser.add_argument("--version", action="version", version=f"sdesk {__version__}", help=version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, about in _about().items():
        one = commands.add_parser(name, help=about, description=f"{about[:1].upper()}{about[1:]}.")
        _ARGUMENTS[name](one)
        one.set_defaults(command=_command(*_COMMANDS[name]))
    return parser


def _let_argparse_speak() -> None:
    """What it says by itself ("usage: ") it looks up by these two names, and takes no others."""
    for name, ours in (("_", _), ("ngettext", ngettext)):
        setattr(argparse, name, ours)


def _file(parser: argparse.ArgumentParser, name: str = "FILE", about: str = "") -> None:
    parser.add_argument(name.lower(), metavar=name, type=Path, help=about or _("the workspace"))


def _take_over(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--take-over",
        action="store_true",
        help=_("go on where another computer left word that it has it open"),
    )


def _json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help=_("print for programs"))


def _new(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--organization", metavar="NAME", required=True, help=_("whose workspace it is"))
    parser.add_argument("--variant", choices=("governance", "operational", "full"), default="full",
                        help=_("the part of the profile that you take on (default: full)"))  # fmt: skip
    parser.add_argument(
        "--time-zone", metavar="ZONE", default="UTC", help=_("such as Europe/Lisbon (default: UTC)")
    )


def _sample(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "--today", metavar="DAY", type=_day, help=_("the day it is counted back from (default: today)")
    )


def _profile(parser: argparse.ArgumentParser) -> None:
    _json(parser)


def _tasks(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _json(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--variant", choices=("governance", "operational", "full"),
                        help=_("another part of the profile than the workspace has chosen"))  # fmt: skip
    _json(parser)


def _adopt(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument("pack", metavar="PACK", help=_("the standard, as `sdesk profile` names it"))
    parser.add_argument(
        "--from", dest="from_day", metavar="DAY", type=_day, help=_("the first day (default: today)")
    )


def _claims(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "type", metavar="WORK_PRODUCT", help=_("a work product by its id, or a kind of record")
    )
    parser.add_argument(
        "--adopt", metavar="TEXT", help=_("approve all of it: what was looked at, in a sentence")
    )
    parser.add_argument("--batch", metavar="NAME", default="", help=_("what the batch is called"))
    parser.add_argument("--as", dest="person", metavar="NAME", default="", help=_("who adopts it"))


def _incident(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "--from",
        dest="mails",
        metavar="MAIL",
        type=Path,
        action="append",
        required=True,
        help=_("a mail as .eml file, - for standard input; may be given several times"),
    )
    parser.add_argument("--as", dest="person", metavar="NAME", default="", help=_("who takes it in"))
    _json(parser)


def _list(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "type",
        metavar="WORK_PRODUCT",
        help=_("a work product by its id, or another kind of record: people, ACT, …"),
    )
    parser.add_argument("--where", metavar="FIELD=VALUE", action="append", default=[],
                        help=_("only records for which this holds, or a filter line such as “owner:ana is:late”; may be given several times"))  # fmt: skip
    parser.add_argument("--words", default="", help=_("only records with all these words"))
    form = parser.add_mutually_exclusive_group()
    _json(form)
    form.add_argument("--csv", action="store_true", help=_("print comma-separated values"))


def _show(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "number",
        metavar="NUMBER",
        help=_("such as INC-2026-0042, POL-0001@1, or the work product of a document"),
    )
    parser.add_argument("--version", metavar="N", type=int, help=_("this version instead of the newest"))
    _json(parser)


def _report(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    kinds = parser.add_subparsers(metavar="REPORT", required=True, dest="kind")
    for kind, about in (
        ("performance", _("how a service did against its agreement")),
        ("improvement", _("how service delivery went, and what will be done better")),
    ):
        one = kinds.add_parser(kind, help=about)
        if kind == "performance":
            one.add_argument(
                "--agreement", metavar="NUMBER", required=True, help=_("such as AGR-0001 or SUP-0001")
            )
        _period(one)
        one.add_argument(
            "-o", "--output", metavar="PDF", type=Path, required=True, help=_("the file to write")
        )


def _figures(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "Print every figure of a report as it is now, with the numbers of the records that it counted, so that anybody "
        "can check it. With --json: their ids, and under “records” what number each has."
    )
    _file(parser)
    about = _("such as AGR-0001 or SUP-0001 (default: all of service delivery)")
    parser.add_argument("--agreement", metavar="NUMBER", help=about)
    _period(parser)
    _json(parser)


def _period(parser: argparse.ArgumentParser) -> None:
    first, last = _("first day of the period"), _("last day of the period")
    parser.add_argument("--from", metavar="DAY", dest="first", type=_day, required=True, help=first)
    parser.add_argument("--to", metavar="DAY", dest="last", type=_day, required=True, help=last)


def _samples(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _json(parser)


def _binder(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument("--variant", choices=("governance", "operational", "full"),
                        help=_("another part of the profile than the workspace has chosen"))  # fmt: skip
    about = _("the file to write: .pdf, or .zip with the records and attachments as well")
    parser.add_argument("-o", "--output", metavar="BINDER", type=Path, required=True, help=about)


def _verify_binder(parser: argparse.ArgumentParser) -> None:
    _file(parser, "ZIP", _("the binder"))
    about = _("see also whether it was made of this workspace, as the history of that tells; 1 if not")
    parser.add_argument("--made-of", metavar="FILE", type=Path, help=about)


def _import(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "type", metavar="WORK_PRODUCT", help=_("what the lines become; the map says the same")
    )
    _file(parser, "TABLE", _("a CSV or XLSX file"))
    parser.add_argument(
        "--map", metavar="TOML", type=Path, required=True, help=_("which column goes into which field")
    )
    parser.add_argument("--as", metavar="NAME", dest="person", default="", help=_("who is bringing it in"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("do it, say what came of it, and keep nothing")
    )
    _json(parser)


def _export(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    _file(parser, "FOLDER", _("a folder that is new or empty"))


def _backup(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument(
        "-o", "--output", metavar="COPY", type=Path, help=_("where to (default: beside it, with the time)")
    )


def _restore(parser: argparse.ArgumentParser) -> None:
    _file(parser, "COPY", _("the backup"))
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "--force", action="store_true", help=_("put a file that is there aside, under another name")
    )


def _verify(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--anchor", metavar="CODE", help=_("hold the history against a code that was kept elsewhere")
    )
    what.add_argument(
        "--copy",
        metavar="COPY",
        type=Path,
        help=_(
            "read this copy of it through instead, and tell it in its history; 1 if it is damaged, or cannot be told"
        ),
    )


def _rescue(parser: argparse.ArgumentParser) -> None:
    _file(parser, "DAMAGED", _("the damaged workspace, or a damaged copy; it stays as it is"))
    _file(parser, "FILE", _("the new workspace"))


def _passphrase(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "Set or change the passphrase that the workspace is encrypted with, or remove it. The new one is read from "
        "SDESK_NEW_PASSPHRASE, or asked for twice. Copies made before stay as they are."
    )
    _file(parser)
    _take_over(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--remove", action="store_true", help=_("anybody can read the file from then on"))
    what.add_argument(
        "--sheet", metavar="PDF", type=Path, help=_("write it as a page to print and lock away, too")
    )


def _invite(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "-o", "--output", metavar="INVITATION", type=Path, required=True, help=_("the new invitation")
    )
    parser.add_argument(
        "--for", dest="name", metavar="NAME", default="", help=_("what the laptop is called, or whose it is")
    )


def _join(parser: argparse.ArgumentParser) -> None:
    parser.description = _(
        "Make the workspace of an invitation on this laptop. Its words are read from SDESK_INVITATION_WORDS, or asked for; the "
        "passphrase that it is to have here from SDESK_NEW_PASSPHRASE."
    )
    _file(parser, "INVITATION", _("the invitation"))
    _file(parser, "FILE", _("the new workspace"))


def _exchange(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    parser.add_argument(
        "--folder",
        metavar="F",
        type=Path,
        required=True,
        help=_("the folder that all laptops reach, or that is carried"),
    )
    _json(parser)


def _laptops(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    _take_over(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--folder",
        metavar="F",
        type=Path,
        help=_("the exchange folder: look there what has not come, and whose content is the same"),
    )
    what.add_argument(
        "--take-out",
        metavar="LAPTOP",
        default="",
        help=_("take in nothing more of this laptop, and let it read nothing new"),
    )
    _json(parser)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = _("“{text}” is not a day; write it like 2026-07-13").format(text=text)
        raise argparse.ArgumentTypeError(said) from None


_ARGUMENTS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "new": _new,
    "sample": _sample,
    "adopt": _adopt,
    "profile": _profile,
    "tasks": _tasks,
    "check": _check,
    "incident": _incident,
    "list": _list,
    "show": _show,
    "report": _report,
    "figures": _figures,
    "samples": _samples,
    "binder": _binder,
    "verify-binder": _verify_binder,
    "import": _import,
    "claims": _claims,
    "export": _export,
    "backup": _backup,
    "restore": _restore,
    "verify": _verify,
    "rescue": _rescue,
    "passphrase": _passphrase,
    "invite": _invite,
    "join": _join,
    "exchange": _exchange,
    "laptops": _laptops,
}
