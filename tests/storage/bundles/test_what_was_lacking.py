"""Keys that somebody lacks, invitations of which nobody knows, and work that is nowhere: who is there gives what they have, or it is said."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdesk.practice.team.laptops import exchange, take_out
from sdesk.practice.team.standings import lacking_said, look
from tests.provider import incident
from tests.storage.bundles.test_exchange import Office, goes_on, summaries


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    for each in made.all:
        each.workspace.close()


def test_what_was_lost_with_the_copy_in_which_it_was_is_said_to_be(firm: Office) -> None:
    """The bundle of it was lost before anybody took it in, and the laptop was put back from an older copy."""
    home = firm.invited("home")
    firm.everybody()
    firm.office.workspace.close()
    kept = shutil.copy(firm.office.workspace.path, firm.home / "kept")
    goes_on(firm.office, firm.office.workspace.path)
    known = set(firm.bundles())
    incident(firm.office, "recorded", summary="lost")
    exchange(firm.office.workspace, firm.folder)
    (first,) = set(firm.bundles()) - known
    incident(firm.office, "recorded", summary="lies there, but rests on it")
    exchange(firm.office.workspace, firm.folder)
    first.unlink()
    (missing,) = exchange(home.workspace, firm.folder).exchanged.missing
    assert not missing.is_gone  # it puts it there again
    firm.office.workspace.close()
    shutil.copy(kept, firm.office.workspace.path)
    goes_on(firm.office, firm.office.workspace.path)
    incident(firm.office, "recorded", summary="after it was put back")
    firm.everybody(but_gone=True)
    for each in firm.all:
        (said,) = map(str, lacking_said(look(each.workspace, firm.folder)))
        assert said.startswith("desk-1 was put back from an older copy: its operations ")
    assert summaries(home) == {"after it was put back"}


def test_who_joined_before_the_key_changed_can_read_what_those_wrote_who_are_out_since(firm: Office) -> None:
    """The others had built on it; it was written with a key in between, and nobody writes it again."""
    lost, site, late = [firm.invited(name) for name in ("lost", "site", "late")]
    for each in (lost, site, firm.office):
        exchange(each.workspace, firm.folder)
    take_out(firm.office.workspace, "lost")
    for each in (firm.office, site):
        exchange(each.workspace, firm.folder)
    incident(site, "recorded", summary="with a key in between")
    for each in (site, firm.office):
        exchange(each.workspace, firm.folder)
    take_out(firm.office.workspace, "site")
    exchange(firm.office.workspace, firm.folder)
    for each in (lost, site):
        firm.all.remove(each)
        each.workspace.close()
    firm.everybody()
    assert summaries(late) == {"with a key in between"}


def test_a_restored_copy_reads_what_was_written_with_a_key_that_it_had_made_itself(firm: Office) -> None:
    lost, home = firm.invited("lost"), firm.invited("home")
    firm.everybody()
    firm.office.workspace.close()
    kept = shutil.copy(firm.office.workspace.path, firm.home / "kept")
    goes_on(firm.office, firm.office.workspace.path)
    take_out(firm.office.workspace, "lost")
    firm.all.remove(lost)
    lost.workspace.close()
    incident(firm.office, "recorded", summary="after the copy")
    exchange(firm.office.workspace, firm.folder)
    firm.office.workspace.close()
    shutil.copy(kept, firm.office.workspace.path)
    goes_on(firm.office, firm.office.workspace.path)
    exchange(firm.office.workspace, firm.folder)
    firm.everybody()
    assert summaries(firm.office) == summaries(home) == {"after the copy"}


def test_who_was_invited_before_the_one_who_did_it_was_put_back_is_believed(firm: Office) -> None:
    """The invitation is nowhere but in the copy that went with it, which nobody knows as a laptop of theirs yet."""
    home = firm.invited("home")
    firm.everybody()
    firm.office.workspace.close()
    kept = shutil.copy(firm.office.workspace.path, firm.home / "kept")
    goes_on(firm.office, firm.office.workspace.path)
    incident(firm.office, "recorded", summary="is in the copy")
    late = firm.invited("late")
    incident(late, "recorded", summary="of late")
    firm.office.workspace.close()
    shutil.copy(kept, firm.office.workspace.path)
    goes_on(firm.office, firm.office.workspace.path)
    incident(firm.office, "recorded", summary="after it was put back")
    firm.everybody()
    assert summaries(home) == {"is in the copy", "of late", "after it was put back"}
