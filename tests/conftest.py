"""Set before Qt starts: no test needs a screen, a font of this machine, or the settings of who runs it."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import Phase, is_hypothesis_test, settings

from sdesk.practice.workspaces import Workspace, open_workspace, people, work_as
from sdesk.sample import make_sample
from sdesk.ui import wall
from sdesk.ui.garbage import collect_what_is_due
from tests import no_network
from tests.patience import wait_patiently
from tests.provider import Provider, new_provider, working_provider
from tests.sharing import folder_of_the_run, made_once_a_run
from tests.thorough import TORTURE, left_out

no_network.forbid()
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

if os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", ""
):  # every program that a test starts would compile it all again
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")

IN_MEMORY = Path("/dev/shm")
"""Where the files of the tests lie if there is room: a disk has them wait for each commit to arrive."""

if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > 2 * 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

settings.register_profile("quick", max_examples=10, deadline=None, derandomize=True)
settings.register_profile("torture", max_examples=2000, deadline=None)
settings.register_profile(
    "mutants", max_examples=25, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """What was to be deleted is: windows that stay make each change of the theme, and each collection, longer."""
    yield
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_what_is_due()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each `make test` tries the same examples; `make torture` looks for others, by chance, and tries what is left out."""
    if TORTURE:
        for item in items:
            if is_hypothesis_test(getattr(item, "obj", None)):
                item.add_marker(pytest.mark.torture)
    by_test: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("a_few") and not item.get_closest_marker("torture"):
            by_test.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in by_test.values():
        marker = cases[0].get_closest_marker("a_few")
        assert marker
        for case in left_out(cases, *marker.args):
            case.add_marker(pytest.mark.torture)


def pytest_collection_finish() -> None:
    """Thousands of tests are there to the end: no need to look through them again and again for what may go.

    What goes, goes between two tests, as in the program in the window's thread alone.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


TESTS = count()
SAMPLE_TODAY = date(2026, 7, 15)
"""The day on which the sample of the tests ends: a Wednesday."""


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, recent workspaces and backups of the tests go to a folder of their own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        yield home


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        wait_patiently(patch)
        yield


@pytest.fixture(autouse=True)
def installation_of_the_test(home_of_the_tests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the installation remembers of files made for all tests is the same for each of them.

    Under a number of our own: pytest would look through all that there are for the next one.
    """
    state = home_of_the_tests / "states" / str(next(TESTS))
    if (home_of_the_tests / "state").exists():
        shutil.copytree(home_of_the_tests / "state", state)
    else:
        state.mkdir(mode=0o700, parents=True)
    monkeypatch.setenv("XDG_STATE_HOME", str(state))


@pytest.fixture(autouse=True)
def no_network_is_reached() -> Iterator[None]:
    """Also where what was raised was caught."""
    yield
    reached, no_network.reached[:] = no_network.reached[:], []
    assert reached == []


@pytest.fixture(autouse=True)
def bare_wall() -> Iterator[None]:
    """No test sees the clock and calendar that the workspace of another has hung up."""
    yield
    wall.take_down()


@pytest.fixture(scope="session")
def sample_path(home_of_the_tests: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as made for a fixed day, once a run: for reading. Take `sample` to change it."""
    made = made_once_a_run(folder_of_the_run(tmp_path_factory) / "sample", sample_and_its_notes)
    shutil.copytree(made / "state", home_of_the_tests / "state", dirs_exist_ok=True)
    return Path(shutil.copy(made / "harbour.sdesk", tmp_path_factory.mktemp("sample")))


def sample_and_its_notes(folder: Path) -> None:
    """With what the installation remembers of it: who has that goes on with it as the one that made it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        make_sample(folder / "harbour.sdesk", SAMPLE_TODAY)


@pytest.fixture
def sample(sample_path: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the sample workspace, open, on the morning of its last day; Ana Reyes is working."""
    copy = Path(shutil.copy(sample_path, tmp_path / "harbour.sdesk"))
    morning = datetime.combine(SAMPLE_TODAY, time(8, 30), UTC)
    with open_workspace(copy, clock=lambda: morning) as workspace:
        work_as(workspace, next(person for person in people(workspace) if person.name == "Ana Reyes"))
        yield workspace


@pytest.fixture
def quick_keys() -> Iterator[None]:
    """A passphrase is a key in a moment: how often SQLCipher hashes it is against who guesses, and no file of a test's."""
    with closing(sqlcipher.connect(":memory:")) as any_one:
        ((usual,),) = any_one.execute("PRAGMA cipher_default_kdf_iter").fetchall()
        any_one.execute("PRAGMA cipher_default_kdf_iter = 4000")
        yield
        any_one.execute(f"PRAGMA cipher_default_kdf_iter = {usual}")


@pytest.fixture
def beginner(tmp_path: Path) -> Iterator[Provider]:
    """Three people and nothing written yet."""
    made = new_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    """Roles, policy, catalogue, procedures and one configuration item are approved. Ana is working."""
    made = working_provider(tmp_path / "harbour.sdesk")
    yield made
    made.workspace.close()
