"""Anchors: a code that was kept elsewhere tells whether what was written up to there is what it was then."""

import shutil
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from sdesk.errors import SdeskError
from sdesk.models import Operation, Replica, ServiceIncident, ServiceScope
from sdesk.practice.lifecycle.approvals import approvals_of
from sdesk.practice.lifecycle.records import create
from sdesk.practice.safekeeping import anchor_now, held_against, verify
from sdesk.practice.workspaces import open_workspace, start_workspace
from sdesk.storage import Workspace, col
from sdesk.storage.anchors import anchors_of_approvals, code_of, point_of
from sdesk.storage.signing import Key
from tests.fixtures.fill import fixture
from tests.forging import forge, places, put_before_all
from tests.provider import Provider

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
HASH = sha256(b"an operation").hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.sdesk"
    start_workspace(path, "Harbour IT", device="here", installation=tmp_path / "here").close()
    return path


def write(path: Path, *summaries: str, at: str = "here") -> str:
    """One incident for each, written there; the anchor afterwards."""
    with open_workspace(path, device=at, installation=path.parent / at) as workspace:
        for summary in summaries:
            create(workspace, ServiceIncident, {"summary": summary})
        return anchor_now(workspace)


def held(path: Path, anchor: str) -> tuple[bool, str]:
    """By a computer that remembers nothing. What it says counts for a workspace that is whole."""
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        assert verify(workspace) == []
        holds, said = held_against(workspace, anchor)
        return holds, str(said)


# ---------------------------------------------------------------- the code


def is_read(workspace: Workspace, code: str) -> bool:
    try:
        point_of(workspace, code)
    except SdeskError:
        return False
    return True


def test_a_code_has_115_bits_of_the_hash_and_no_letter_that_is_taken_for_another() -> None:
    code = code_of(HASH)
    groups = code.split("-")
    assert [len(group) for group in groups] == [5] * 5
    assert set("".join(groups)) <= set(LETTERS)
    value = 0
    for letter in "".join(groups)[:23]:
        value = value * 32 + LETTERS.index(letter)
    assert value == int(HASH, 16) >> 141
    assert code_of(HASH[:28] + "0" * 36) != code  # the last of the bits is in the 29th digit
    assert len({code_of(sha256(bytes([n])).hexdigest()) for n in range(200)}) == 200


def test_a_wrong_letter_two_exchanged_and_one_too_few_or_many_are_noticed(path: Path) -> None:
    """Every one of each: the check letters leave none."""
    code = code_of(HASH).replace("-", "")
    wrong = {code[:at] + letter + code[at + 1 :] for at in range(25) for letter in LETTERS}
    for one, other in combinations(range(25), 2):
        swapped = list(code)
        swapped[one], swapped[other] = code[other], code[one]
        wrong.add("".join(swapped))
    wrong |= {code[:at] + code[at + 1 :] for at in range(25)} | {
        code + "0",
        "",
        "no code at all",
        "É" * 25,
        "U" + code[1:],
    }
    wrong.discard(code)
    assert len(wrong) > 1000
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        assert [each for each in wrong if is_read(workspace, each)] == []


def test_however_it_is_written_down_it_is_read(path: Path) -> None:
    anchor = write(path, "one")
    spoken = anchor.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    for each in (anchor, anchor.replace("-", ""), f" {anchor}\n", spoken, anchor.replace("1", "I")):
        assert held(path, each)[0]


# ---------------------------------------------------------------- what it says


def test_an_anchor_says_up_to_where_the_history_is_what_it_was(path: Path) -> None:
    anchor = write(path, "one", "two")
    assert write(path) == anchor
    holds, said = held(path, anchor)
    assert holds
    assert said.startswith("Up to operation 3 of here (")
    assert said.endswith(": 3 operations. Written since: 0.")
    assert write(path, "three") != anchor
    assert held(path, anchor)[1].endswith(": 3 operations. Written since: 1.")


def test_one_anchor_holds_what_all_laptops_wrote(path: Path) -> None:
    write(path, "here")
    write(path, "there", "there too", at="there")
    theirs = write(path, "here again")
    assert held(path, theirs)[1].endswith(": 5 operations. Written since: 0.")
    last = write(path, "on a third", at="a third")
    assert held(path, last)[1].endswith(": 6 operations. Written since: 0.")


def test_an_anchor_of_another_workspace_and_one_that_was_cut_off(path: Path, tmp_path: Path) -> None:
    earlier = Path(shutil.copy(path, tmp_path / "earlier.sdesk"))
    anchor = write(path, "one")
    holds, said = held(earlier, anchor)
    assert not holds
    assert "stands for nothing in this history" in said
    start_workspace(other := tmp_path / "other.sdesk", "Another", installation=tmp_path / "here").close()
    assert not held(other, anchor)[0]
    assert not held(path, code_of(uuid4().hex * 2))[0]


@pytest.mark.torture
def test_a_history_with_other_keys_and_all_signed_anew_is_found_by_an_anchor(tmp_path: Path) -> None:
    """`verify` calls it whole: at 40 places."""
    original, copy = fixture(), tmp_path / "forged.sdesk"
    with open_workspace(Path(shutil.copy(original, copy)), installation=tmp_path / "reader") as workspace:
        anchor = anchor_now(workspace)
    assert held(copy, anchor)[0]
    for place in Random("anchored").sample(places(original), 40):
        shutil.copy(original, copy)
        forge(copy, place, keys=True)
        assert not held(copy, anchor)[0]


def test_an_anchor_says_nothing_of_what_came_after_it(path: Path) -> None:
    anchor = write(path, "one")
    write(path, "two")
    before = path.read_bytes()
    later = [place for place in places(path) if not place.field][-1]
    forge(path, later)
    assert path.read_bytes() != before
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        assert [str(each) for each in verify(workspace)] == [
            "history, operation 3 of here: its signature is not that of here"
        ]
        assert held_against(workspace, anchor)[
            0
        ]  # asked of what is damaged, it says no more than where it stands


def test_what_a_stranger_puts_in_before_an_anchor_is_found(path: Path) -> None:
    """Another laptop, with a key of its own, whose operations claim to be older than those the anchor holds."""
    anchor = write(path, "one", "two")
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        [ours] = workspace.find(Replica)
    write(path, "put in", at="a stranger")
    with open_workspace(path, installation=path.parent / "reader") as workspace:
        [theirs] = (each for each in workspace.find(Replica) if each.id != ours.id)
        assert held_against(workspace, anchor)[0]
    key = Key.read((path.parent / "a stranger" / f"{theirs.id.hex}.key").read_text())
    assert key is not None
    put_before_all(path, theirs.id, key)
    assert held(path, anchor) == (
        False,
        "1 operation stands before the anchor and was not there when that was given.",
    )


def test_the_anchor_of_an_approval_stays_what_it_is(provider: Provider) -> None:
    scope = provider.approved(ServiceScope)
    [approval] = approvals_of(provider.workspace, scope)
    [(of, anchor)] = anchors_of_approvals(provider.workspace, scope.id).items()
    assert of == approval.id
    assert anchor == anchor_now(provider.workspace)
    provider.create(ServiceIncident)
    assert anchors_of_approvals(provider.workspace, scope.id) == {of: anchor}
    holds, said = held_against(provider.workspace, anchor)
    assert holds
    assert str(said).endswith("Written since: 1.")
    assert provider.workspace.count(Operation, col(Operation.tick) > 0) > 1


def test_where_nothing_was_written_there_is_no_anchor(tmp_path: Path) -> None:
    with Workspace.open(Path(shutil.copy(fixture(1), tmp_path / "old.sdesk"))) as workspace:
        assert anchor_now(workspace) == ""
        assert point_of(workspace, code_of(HASH)) is None
