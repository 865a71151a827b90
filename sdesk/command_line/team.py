"""`sdesk invite`, `sdesk join`, `sdesk exchange` and `sdesk laptops`: a workspace on several laptops."""

import getpass
import os
import sys
from datetime import datetime

from sdesk.command_line.output import print_json
from sdesk.command_line.parser import Options
from sdesk.command_line.workspaces import keep_a_copy, opened, opened_to_write, to_write_in
from sdesk.errors import SdeskError
from sdesk.practice.team.laptops import Outcome, take_out
from sdesk.practice.team.laptops import exchange as exchange_with
from sdesk.practice.team.laptops import invite as write_invitation
from sdesk.practice.team.laptops import join as join_with
from sdesk.practice.team.standings import (
    LaptopStanding,
    behind_said,
    content_said,
    lacking_said,
    look,
    standings,
)
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import Message, message, word
from sdesk.translation import gettext as _


def invite(options: Options) -> int:
    with to_write_in(options) as workspace:
        words = write_invitation(workspace, options.name or options.output.stem, options.output)
    print(_("{file} is an invitation for one laptop. Whoever opens it needs these words; read them out, never send them:").format(
        file=options.output))  # fmt: skip
    print(words)
    return 0


def join(options: Options) -> int:
    workspace = join_with(
        options.invitation, options.file, _words(), open_workspace, os.environ.get("SDESK_NEW_PASSPHRASE", "")
    )
    workspace.close()
    print(_("{file} is the workspace on this laptop. From now on it exchanges with the others: sdesk exchange").format(
        file=options.file))  # fmt: skip
    return 0


def _words() -> str:
    """From SDESK_INVITATION_WORDS, or asked for. Raises SdeskError where there is nobody to ask."""
    given = os.environ.get("SDESK_INVITATION_WORDS", "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise SdeskError(
            message("There is nobody to ask for the words of the invitation."),
            message("Give them in SDESK_INVITATION_WORDS."),
        )
    return getpass.getpass(_("Words of the invitation: "))


def exchange(options: Options) -> int:
    with opened_to_write(options) as workspace:
        outcome = exchange_with(workspace, options.folder)
        if outcome.came or outcome.exchanged.went:  # else there is nothing to do, and nothing is written
            keep_a_copy(workspace)
            outcome = exchange_with(workspace, options.folder).after(
                outcome
            )  # what tells of the copy goes at once
        names = _names(outcome)
    if options.json:
        print_json(_as_json(outcome, names))
    else:
        for line in outcome.said:
            print(word(line))
        for each in outcome.to_settle:
            print(word(each.said))
        print(_("Content: {hash}").format(hash=outcome.exchanged.content))
    return 1 if outcome.exchanged.missing or outcome.exchanged.said else 0


def _names(outcome: Outcome) -> dict[str, str]:
    return {each.replica.hex: each.device for each in outcome.laptops}


def _as_json(outcome: Outcome, names: dict[str, str]) -> dict[str, object]:
    found = outcome.exchanged
    return {
        "content": found.content,
        "came": [
            {"laptop": names.get(key.hex, ""), "operations": n} for key, n in sorted(found.came.items())
        ],
        "went": found.went,
        "laptops": [
            {"laptop": each.device, "seen": each.seen, "behind": each.behind, "out": each.is_out}
            for each in outcome.laptops
            if not each.is_this
        ],
        "missing": [
            {"laptop": each.device, "first": each.first, "last": each.last} for each in found.missing
        ],
        "to_settle": [
            {"number": each.number, "kind": each.kind, "field": each.field, "said": word(each.said)}
            for each in outcome.to_settle
        ],
        "said": [word(each) for each in found.said],
    }


def laptops(options: Options) -> int:
    """How far each is; or one is taken out, and those that are left are listed."""
    if options.take_out:
        with to_write_in(options) as workspace:
            take_out(workspace, options.take_out)
    with opened(options.file) as workspace:
        looked = look(workspace, options.folder) if options.folder else None
        found, now = standings(workspace, looked), workspace.clock()
        lacking = lacking_said(looked)
        if options.json:
            print_json(
                {
                    "laptops": [_standing_as_json(each) for each in found],
                    "missing": [word(each) for each in lacking],
                }
            )
            return 0
        if not found:
            print(_("Nobody else was ever invited: this laptop alone has the workspace."))
        for each in found:
            print(word(_standing_said(each, now)))
        for said in lacking:
            print(word(said))
    return 0


def _standing_as_json(each: LaptopStanding) -> dict[str, object]:
    return {
        "laptop": each.device, "this": each.is_this, "out": each.is_out, "joined": not each.is_expected,
        "wrote": each.wrote, "who": each.who, "behind": each.behind, "same_content": each.same,
        "missing": [{"first": missing.first, "last": missing.last} for missing in each.missing],
    }  # fmt: skip


def _standing_said(each: LaptopStanding, now: datetime) -> Message:
    if each.is_expected:
        return message("{device}: invited, and not heard of yet", device=each.device)
    if each.is_out:
        return message("{device}: taken out", device=each.device)
    wrote = each.wrote or message("never")
    if each.is_this:
        return message("{device}: this laptop, wrote last {wrote}", device=each.device, wrote=wrote)
    said = {"device": each.device, "wrote": wrote, "behind": behind_said(each), "content": content_said(each)}
    if each.is_ahead(now):
        return message(
            "{device}: wrote last {wrote} by its clock, which is ahead; {behind}; {content}", **said
        )
    return message("{device}: wrote last {wrote}; {behind}; {content}", **said)
