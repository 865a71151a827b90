"""What is installed is what was tested: each version stands in the locks, with the hashes of its files."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-tools.lock")
"""For users, for tests, and for what a few targets of make need on top; each has all of the one before."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> dict[str, list[str]]:
    """What a lock demands, "library==version ; where", with the hashes that it takes."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {
        line.partition("--hash=")[0].strip(): re.findall(r"--hash=sha256:([0-9a-f]{64})(?:\s|$)", line)
        for line in lines
    }


def asked(*extras: str) -> set[str]:
    optional = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(each for extra in extras for each in optional[extra])]
    return {plain(re.match(r"[\w.-]+", each)[0]) for each in wanted}  # type: ignore[index]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [(LOCKS[0], ()), (LOCKS[1], ("test", "dev")), (LOCKS[2], tuple(PROJECT["optional-dependencies"]))],
)
def test_a_lock_has_all_that_is_asked_for_in_one_version_with_hashes(
    lock: str, extras: tuple[str, ...]
) -> None:
    pinned = locked(lock)
    assert [each for each, hashes in pinned.items() if not hashes] == []
    assert [each for each in pinned if not re.match(r"[a-z0-9-]+==[^\s;]+( ; |$)", each)] == []
    names = [each.split("==")[0] for each in pinned]
    assert asked(*extras) - set(names) == set()
    assert len(names) == len(set(names))


def test_users_have_what_was_tested() -> None:
    """Of the same files: the hashes are the same too."""
    for fewer, more in pairwise(LOCKS):
        assert locked(fewer).items() <= locked(more).items()


def test_no_lock_says_where_to_ask() -> None:
    """That is for whoever installs to say, by the configuration of pip."""
    for name in LOCKS:
        assert not re.search(r"://|--(extra-)?index|--find-links", (ROOT / name).read_text("utf-8"))


def test_a_library_that_promises_nothing_has_an_end() -> None:
    """A version before 1.0 may change anything in the next one."""
    versions = {each.split("==")[0]: each.split("==")[1].split(" ")[0] for each in locked(LOCKS[0])}
    endless = [
        each
        for each in PROJECT["dependencies"]
        if versions[plain(re.match(r"[\w.-]+", each)[0])].startswith("0.") and "<" not in each  # type: ignore[index]
    ]
    assert endless == []
