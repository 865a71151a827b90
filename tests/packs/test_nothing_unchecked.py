"""Whatever one word in a file of the shipped packs is changed to nonsense, loading says so, and says where."""

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from sdesk.errors import SdeskError
from sdesk.packs import SERVICE_DELIVERY, Pack, shipped_packs
from sdesk.packs.entry import Entry
from sdesk.packs.load_bindings import read_bindings
from sdesk.packs.load_set import read_set
from sdesk.practice.readiness.check_bindings import Vocabulary, binding_faults
from tests.packs.folders import SHIPPED

ISO_20000 = "20000-1-2011"
NONSENSE = "Nonsense.of words"
FREE = {
    "text",
    "duty",
    "purpose",
    "clause",
    "evidence",
    "source",
    "statement",
    "guide",
    "standard",
    "edition",
    "language",
    "id",
    "ref",
    "related",
}
"""Keys of requirement sets under which anything may be written, or what only others name."""

Path = tuple[str | int, ...]


def read(pack: str, file: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / pack / file).read_text(encoding="utf-8"))


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """The places of all texts, numbers and flags in a file."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))
    else:
        yield path


def changed(values: dict[str, Any], path: Path, to: Any) -> dict[str, Any]:
    copied = copy.deepcopy(values)
    here: Any = copied
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = to
    return copied


def said_of_bindings(values: dict[str, Any], pack: Pack) -> str:
    try:
        bound = read_bindings(Entry("bindings.toml", values), pack.asks)
    except SdeskError as error:
        return str(error.message)
    return next((str(error.message) for error in binding_faults(Pack(pack.asks, bound), Vocabulary())), "")


def said_of_set(values: dict[str, Any]) -> str:
    try:
        read_set(Entry("requirements.toml", values))
    except SdeskError as error:
        return str(error.message)
    return ""


@pytest.mark.parametrize("pack", shipped_packs(), ids=lambda pack: pack.id)
def test_every_word_of_the_bindings_is_checked(pack: Pack) -> None:
    values = read(pack.id, "bindings.toml")
    places = list(leaves(values))[:: 25 if pack.id == ISO_20000 else 1]
    assert len(places) >= 20 and said_of_bindings(values, pack) == ""
    for path in places:
        said = said_of_bindings(changed(values, path, NONSENSE), pack)
        assert str(path[0]) in said and str(path[1]) in said, (path, said)
        assert NONSENSE in said or str(path[-1]) in said or str(path[-2]) in said, (path, said)


def test_every_word_by_which_a_set_names_something_is_checked() -> None:
    values = read(SERVICE_DELIVERY, "requirements.toml")
    for path in leaves(values):
        keys = {each for each in path if isinstance(each, str)}
        if not keys & FREE:
            assert said_of_set(changed(values, path, NONSENSE)).startswith("requirements.toml: "), path


def _at(values: Any, path: tuple[Any, ...]) -> Any:
    return _at(values[path[0]], path[1:]) if path else values


WRONG: tuple[Any, ...] = (1, True, [], {}, [1], {"a": 1}, "")


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_every_value_of_the_wrong_type_is_refused(number: int) -> None:
    """Every seventh place with each value, another seventh each time."""
    pack, to = shipped_packs()[0], WRONG[number]
    values = read(pack.id, "bindings.toml")
    for path in list(leaves(values))[number :: len(WRONG)]:
        if type(_at(values, path)) not in (bool, int) or type(_at(values, path)) is not type(to):
            assert said_of_bindings(changed(values, path, to), pack), (path, to)
