"""Messages: values in practice, words at the edge."""

import copy
import pickle
from datetime import UTC, date, datetime
from gettext import NullTranslations
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest

from sdesk.errors import SdeskError
from sdesk.translation import NOTHING_SAID, Message, catalogues, counted, message, sentences, term, word


class Catalogue(NullTranslations):
    """Of a language that says everything backwards in its own order."""

    KNOWN: ClassVar = {
        "{who} waits for {what}.": "For {what} it is that {who} waits.",
        "the printer": "ye printer",
        "{some} and {last}": "{some} und {last}",
        "March": "Lenzmond",
        "{day} {month} {year}": "{day}. {month} {year}",
    }

    def gettext(self, message: str) -> str:
        return self.KNOWN.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ("one case", "two cases", "{n} cases, many")[min(n, 3) - 1]


@pytest.fixture(autouse=True)
def other_language(monkeypatch: pytest.MonkeyPatch) -> None:
    known = catalogues.catalogue
    monkeypatch.setattr(
        catalogues, "catalogue", lambda language: Catalogue() if language == "xx" else known(language)
    )


def test_it_is_english_as_text_and_anything_at_the_edge() -> None:
    said = message("{who} waits for {what}.", who="Ana", what=message("the printer"))
    assert str(said) == "Ana waits for the printer."
    assert word(said, "xx") == "For ye printer it is that Ana waits."


def test_data_is_never_translated_nor_read_as_a_sentence() -> None:
    assert word("the printer", "xx") == "the printer"
    assert word(message("{who} waits for {what}.", who="March {what}", what="the printer"), "xx") == (
        "For the printer it is that March {what} waits."
    )
    assert str(term("a {braced} label")) == "a {braced} label"


def test_days_and_moments_are_those_of_the_reader() -> None:
    said = message(
        "since {at}, until {day}", at=datetime(2026, 3, 3, 23, 30, tzinfo=UTC), day=date(2026, 3, 5)
    )
    assert str(said) == "since 3 March 2026, 23:30 UTC, until 5 March 2026"
    assert (
        word(said, "xx", ZoneInfo("Europe/Lisbon")) == "since 3. Lenzmond 2026, 23:30, until 5. Lenzmond 2026"
    )
    assert word(said, zone=ZoneInfo("Asia/Tokyo")).startswith("since 4 March 2026, 08:30,")


def test_a_language_has_its_own_numbers_of_plurals() -> None:
    said = [counted("{n} case", "{n} cases", n=n) for n in (1, 2, 3)]
    assert [str(each) for each in said] == ["1 case", "2 cases", "3 cases"]
    assert [word(each, "xx") for each in said] == ["one case", "two cases", "3 cases, many"]


def test_a_list_is_joined_as_the_language_does() -> None:
    said = message("{which}", which=("a", term("the printer"), "c"))
    assert (str(said), word(said, "xx")) == ("a, the printer and c", "a, ye printer und c")
    assert str(message("{which}", which=())) == ""


def test_sentences_follow_each_other() -> None:
    assert str(sentences(message("One."), NOTHING_SAID, "Two", message("Three."))) == "One. Two Three."
    assert sentences() is NOTHING_SAID
    assert not NOTHING_SAID
    assert word(NOTHING_SAID, "xx") == ""


def test_it_is_a_value() -> None:
    said = counted("{n} case of {who}", "{n} cases of {who}", n=2, who="Ana")
    assert said == counted("{n} case of {who}", "{n} cases of {who}", n=2, who="Ana")
    assert said != counted("{n} case of {who}", "{n} cases of {who}", n=2, who="Rita")
    assert {said: 1}[copy.deepcopy(said)] == 1
    assert pickle.loads(pickle.dumps(said)) == said
    with pytest.raises(TypeError):
        said.parts["n"] = 3  # type: ignore[index]


@pytest.mark.parametrize("parts", [{}, {"what": "x"}, {"who": "x", "what": "y"}])
def test_places_and_parts_are_the_same(parts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="other places"):
        Message("{who} waits.", parts)


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    fault = SdeskError(message("It is {what}.", what="open"), message("Close it."))
    assert str(fault) == "It is open. Close it."
    assert fault.whole == sentences(fault.message, fault.hint)
