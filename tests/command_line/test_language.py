"""The command line in a language of no people: what stays English there would stay so for everybody."""

import re
import shutil
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from sdesk.command_line.output import WIDEST
from sdesk.command_line.parser import command_names
from sdesk.models import RECORDS, Approval, Attachment, fields_of
from sdesk.practice.chosen_places import folder_for_copies
from sdesk.practice.exchange.json_values import records_as_json
from sdesk.practice.workspaces import open_workspace
from sdesk.translation import catalogues
from tests.command_line.asking import Sdesk, as_json

_PLACE = re.compile(r"\{[^}]*\}|%\([a-z_]+\)[a-z]|%[a-z]")
_FOREIGN = {ord("A") + i: 0x100 + 2 * i for i in range(26)} | {ord("a") + i: 0x101 + 2 * i for i in range(26)}
"""Latin letters that English has not."""


class Foreign(NullTranslations):
    """Knows every text, and says it without one English letter; places stay."""

    def gettext(self, message: str) -> str:
        places = [*_PLACE.findall(message), ""]
        said = (part.translate(_FOREIGN) for part in _PLACE.split(message))
        return "".join(part + place for part, place in zip(said, places, strict=True))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def abroad(sdesk: Sdesk, monkeypatch: pytest.MonkeyPatch) -> Sdesk:
    """A command line in a country where nobody speaks English."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with monkeypatch.context() as there:
            known = catalogues.catalogue
            there.setattr(catalogues, "catalogue", lambda code: known(code) if code else Foreign())
            return sdesk(*arguments)

    return call


def texts(value: Any) -> Iterator[str]:
    """What people wrote, line by line, in a record as JSON has it."""
    match value:
        case dict():
            for each in value.values():
                yield from texts(each)
        case list():
            for each in value:
                yield from texts(each)
        case str():
            yield from (" ".join(line.split()) for line in value.splitlines())


KEPT: tuple[type[BaseModel], ...] = (*RECORDS, Approval, Attachment)
FIELDS = {name for model in KEPT for name in model.model_fields}
WORDS = {
    word
    for model in RECORDS
    for word in (
        *(state.name for state in model.states),
        *(step.name for step in model.steps),
        *(choice.value for spec in fields_of(model) for choice in spec.choices),
    )
}
"""Words of declarations, which a language has."""
IDS = re.compile(
    r"[A-Z]{2,5}(-[0-9A-Z]+)+"  # INC-2026-0042
    r"|[A-Z]{1,2}\.?[0-9][0-9.]*"  # WP.18, GO.1.1, P07
    r"|[0-9a-f]{16,64}|\d{4}-\d\d-\d\dT[\d:.]+Z?"
    r"|--?[a-z-]+|\{[a-z,]+\}|[A-Z_=]{2,}|\.pdf|sdesk"  # options, choices, what stands for a value
)


def english_in(said: str, data: set[str]) -> set[str]:
    """What is left of it without what is data, or a name for programs."""
    known = {*data, *(f"{text[: WIDEST - 1]}…" for text in data)}
    whole = sorted((text for text in known if text in said), key=len, reverse=True)
    if whole:
        said = re.sub(rf"(?<!\w)({'|'.join(map(re.escape, whole))})(?!\w)", "", said)
    return set(re.findall("[A-Za-z_][A-Za-z_0-9]+", IDS.sub("", said))) - FIELDS - set(command_names())


@pytest.fixture(scope="session")
def records_of_the_sample(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    with open_workspace(Path(shutil.copy(sample_path, tmp_path_factory.mktemp("read")))) as opened:
        return [records_as_json(opened, opened.find(model)) for model in RECORDS]


def data_in(records: list[Any], workspace: Path, sdesk: Sdesk, *shown: str) -> set[str]:
    """What people wrote into the records, and into the history of those that are shown."""
    histories = [as_json(sdesk, "show", workspace, number) for number in shown]
    return {text for text in texts([records, histories]) if len(text) > 2} - WORDS - {""}


@pytest.mark.parametrize(
    "arguments", [[], *([name] for name in command_names()), ["report", "x", "improvement"]]
)
def test_help(abroad: Sdesk, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        abroad(*arguments, "--help")
    assert english_in(capsys.readouterr().out, set()) <= {"performance", "improvement"}


@pytest.mark.parametrize(
    "arguments",
    [["new"], ["list", "a", "b", "--csv", "--json"], ["report", "x", "y"], ["sample", "x", "--today", "y"], ["new", "x", "--organization"]],
)  # fmt: skip
def test_wrong_use(abroad: Sdesk, arguments: list[str]) -> None:
    status, out, err = abroad(*arguments)
    assert (status, out) == (2, "")
    assert english_in(err, set()) <= {"performance", "improvement"}


@pytest.mark.a_few(2)
@pytest.mark.parametrize(
    "arguments",
    [
        ["profile"],
        ["tasks", "FILE"],
        ["check", "FILE"],
        ["list", "FILE", "WP.18"],
        ["list", "FILE", "people"],
        ["show", "FILE", "INC-2026-0042"],
        ["show", "FILE", "AGR-0001"],
        ["adopt", "FILE", "20000-1-2011", "--from", "2026-07-01"],
        ["report", "FILE", "improvement", "--from", "2026-04-01", "--to", "2026-06-30", "-o", "OUT"],
        ["verify", "FILE"],
        ["export", "FILE", "OUT"],
        ["backup", "FILE", "-o", "OUT"],
        ["restore", "FILE", "OUT"],
        ["new", "OUT", "--organization", "X"],
        ["import", "FILE", "Customer", "TABLE", "--map", "MAP", "--as", "Ana Reyes", "--dry-run"],
    ],
)
def test_every_command(
    sdesk: Sdesk,
    abroad: Sdesk,
    harbour: Path,
    records_of_the_sample: list[Any],
    tmp_path: Path,
    arguments: list[str],
) -> None:
    places = {name: tmp_path / name.lower() for name in ("OUT", "TABLE", "MAP")} | {"FILE": harbour}
    places["MAP"].write_text(
        'work_product = "Customer"\nkey = "reference"\n[fields]\nreference = "No"\nname = "Name"\n', "utf-8"
    )
    places["TABLE"] = places["TABLE"].with_suffix(".csv")
    places["TABLE"].write_text("No,Name\n1,Bakery\n2,\n", encoding="utf-8")
    data = {str(harbour), str(places["OUT"]), str(folder_for_copies()), "office server"}
    if "FILE" in arguments:
        shown = arguments[2:] if arguments[0] == "show" else ()
        data |= data_in(records_of_the_sample, harbour, sdesk, *shown)
    _status, out, err = abroad(*(places.get(each, each) for each in arguments))
    assert english_in(out + err, data) == set()
