"""The power fails: whatever of the unsynced writes was lost, torn or came first, what was shown as saved is there."""

import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from sdesk.errors import SdeskError
from sdesk.storage.file import engine, files
from tests.torture.power import Chosen, DiskModel, laid_out
from tests.torture.trials import before_of, calls_of, moments
from tests.torture.works import BACKUP, KEPT, PASSPHRASE, RESTORE, SAVE, Work

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="sees the disk and the memory as Linux tells of them"
)


def fail(work: Work, by_chance: int, seed: str, tmp_path: Path) -> int:
    """States of the disk when something was said (the last times), and at so many moments else. How many they were."""
    place, calls = calls_of(work)
    told = [at for at, call in enumerate(calls, start=1) if call.kind == "said"]
    chosen = {*told[-max(1, by_chance) :], *moments(by_chance, len(calls), f"{seed} {work}")}
    chance, seen, number = Random(f"{seed} {work}"), set(), 0
    model = DiskModel(place, before_of(work))
    for at, call in enumerate(calls, start=1):
        model.take(call)
        for what, state in model.states(chance) if at in chosen else ():
            if (mark := _mark(state)) in seen:
                continue
            seen.add(mark)
            number += 1
            folder = laid_out(state, place, tmp_path / f"{work.name} {number}")
            try:
                work.look(folder, model.said)
            except BaseException as fault:
                fault.add_note(
                    f"{work}, after call {at} of {len(calls)} ({call.kind} {call.path.name}): {what}"
                )
                raise
    return number


def _mark(state: Chosen) -> str:
    mark = sha256()
    for path, content in sorted(state.items()):
        mark.update(f"{path} {'folder' if content is None else len(content)}".encode())
        mark.update(content or b"")
    return mark.hexdigest()


@pytest.mark.a_few(1)
@pytest.mark.parametrize("work", KEPT[::3], ids=str)
def test_whatever_arrived_nothing_that_was_shown_as_done_is_lost(work: Work, tmp_path: Path) -> None:
    """Each work meets one of the three ways to fail in every run; all of them in the long ones."""
    number = fail(work, 0 if work is PASSPHRASE else 1, "short", tmp_path)
    print(f"{work}: {number} states, nothing lost")


class TestItWouldBeSeen:
    """The trials find what they are for: else that nothing is lost would say nothing."""

    def test_when_the_database_does_not_wait(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(engine._SETTINGS, "synchronous", ("OFF", 0))
        with pytest.raises((AssertionError, SdeskError)):
            fail(replace(SAVE, name="careless"), 0, "careless", tmp_path)

    def test_when_a_name_is_not_waited_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "sync_folder", lambda folder: None)
        with pytest.raises((AssertionError, SdeskError)):
            fail(replace(RESTORE, name="careless"), 0, "careless", tmp_path)

    def test_when_a_copy_is_not_waited_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files, "_arrive", lambda descriptor: None)
        with pytest.raises((AssertionError, SdeskError)):
            fail(replace(BACKUP, name="careless"), 0, "careless", tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("work", KEPT, ids=str)
def test_nothing_is_lost_in_hundreds_of_states(work: Work, tmp_path: Path) -> None:
    number = fail(work, 20 if work is PASSPHRASE else 60, "long", tmp_path)
    print(f"{work}: {number} states, nothing lost")
