"""Words that fill a field and say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdesk.models import (
    ChangeProcedure,
    ConfigurationItem,
    ImprovementReport,
    PerformanceReport,
    Record,
    ServiceScope,
    field_of,
)
from sdesk.practice.lifecycle.thin import what_is_thin

SECTION = field_of(ChangeProcedure, "removal")
STATEMENT = field_of(ServiceScope, "technology")
NAME = field_of(ConfigurationItem, "location")

SAYS_ENOUGH = "Whoever retires a component takes it off the list, wipes its disks, and tells every customer that used it."


@pytest.mark.parametrize(
    "text",
    ["x", "xx", "xxxx xxxx xxxx xxxx xxxx", "tbd", "T.B.D.", "n/a", "N / A", "ok", "-", "…", "none", "???", "0 0 0 0",
     "as above", "see there", "works works works works works works works works", "Technology used", "TECHNOLOGY  USED.",
     field_of(ServiceScope, "technology").content.help, "aaaa aaaa bbbb", "好的",
     "x x x yyyyyyyyyyyyyyyyyyyy", "aaaa bbbb cccc dddd eeee", "asdfgh asdfgh qwertz qwertz asdfgh", "字字字字字字字一", "的一的一的一的一的一的一的一的一的一的一的一的一的一的一的一的一",
     "tbd tbd later later unknown unknown nothing okay", "used technology, technology used, used", "ｘｘｘｘ ｘｘｘｘ ｘｘｘｘ ｘｘｘｘ ｘｘｘｘ",
     "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
     field_of(ServiceScope, "technology").content.help + " Yes, so.", "☎️ ☎️ ☎️ ☎️ 🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"],
)  # fmt: skip
def test_what_says_nothing_is_thin(text):
    assert what_is_thin(STATEMENT, text)
    assert what_is_thin(SECTION, text)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_what_is_empty_is_missing_not_thin(text):
    assert what_is_thin(SECTION, text) is None


@pytest.mark.parametrize(
    "text",
    ["Windows and Linux machines, one firewall.", "Laptops, printers, routers, backup.", "我们使用笔记本电脑和打印机", "แล็ปท็อปและเครื่องพิมพ์",
     "حواسيب محمولة وطابعات وموجهات", "노트북과 프린터를 쓰고 있습니다", "हम लैपटॉप और प्रिंटर से काम करते हैं", "Máy tính xách tay và máy in của chúng tôi",
     "נתב אחד, מחשבים ניידים ומדפסות"],
)  # fmt: skip
def test_a_plain_statement_counts_in_any_script(text):
    assert what_is_thin(STATEMENT, text) is None


def test_a_section_asks_for_more_than_a_statement():
    statement = "Take it off the list and wipe its disks."
    assert what_is_thin(STATEMENT, statement) is None
    assert str(what_is_thin(SECTION, statement)) == "it has 9 of 12 words"
    assert what_is_thin(SECTION, SAYS_ENOUGH) is None


@pytest.mark.parametrize(
    "text",
    ["The policy is read by the team and by the board, and the owner signs it once a year.",
     "변경은 매주 월요일에 검토하고, 승인된 것만 일정에 올리며, 배포 뒤에 고객에게 알립니다",
     "หลังการเปลี่ยนแปลงทุกครั้งเราจะแจ้งลูกค้าและตรวจสอบบันทึก"],
)  # fmt: skip
def test_an_honest_section_counts_in_any_script(text):
    assert what_is_thin(SECTION, text) is None


def test_who_goes_on_from_the_help_in_their_own_words_says_something():
    own = field_of(ServiceScope, "technology").content.help + " Ours are laptops of two makes."
    assert what_is_thin(STATEMENT, own) is None


def test_names_are_short():
    assert what_is_thin(NAME, "HQ") is None
    assert what_is_thin(NAME, "x")
    assert what_is_thin(NAME, "--")


@pytest.mark.parametrize(
    "model, name, text",
    [
        (ImprovementReport, "customer_issues", "None."),
        (PerformanceReport, "previous_actions", "First report"),
    ],
)
def test_an_answer_that_the_field_asks_for_counts(model: type[Record], name, text):
    assert what_is_thin(field_of(model, name), text) is None
    assert what_is_thin(STATEMENT, text)


@given(st.text(max_size=60))
def test_more_of_the_same_word_never_makes_it_enough(word):
    """A word, however often: thin, wherever it is one word."""
    if len(word.split()) == 1 and word.isascii():
        assert what_is_thin(SECTION, " ".join([word] * 40))


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text):
    said = what_is_thin(SECTION, text)
    assert said is None or str(said)
