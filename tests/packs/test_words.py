"""Words: what is said in a language, what falls back, and what cannot be said."""

from pathlib import Path

import pytest

from sdesk.practice.workspaces import new_file
from sdesk.translation import term, word
from tests.packs.folders import copied, fault_of, loaded, written

SET = """
[set]
id = "mine"
standard = "Ours"
edition = "1"
language = "en"
status = "draft"

[[process]]
id = "A"
purpose = "To act."

[[requirement]]
id = "R 1"
process = "A"
statement = "Something is done."
evidence = ["A record", "A person who says so"]

[[work_product]]
id = "W"
process = "A"
kind = "records"
content = [{ ref = "a", text = "What was done" }, { ref = "b", text = "By whom" }]
"""


def test_what_has_no_words_is_called_by_its_id(tmp_path: Path) -> None:
    (pack,) = loaded(written(tmp_path, "mine", requirements=SET))
    assert pack.asks.header.title == "mine"
    assert pack.asks.process("A").name == "A"
    assert (pack.asks.work_product("W").name, pack.asks.work_product("W").short) == ("W", "W")
    assert pack.asks.requirement("R 1").statement == "Something is done."


def test_one_word_missing_among_many_is_the_id(tmp_path: Path) -> None:
    file = "words-en.toml"
    changes = [
        (file, 'name = "Define scope of service delivery"\n', ""),
        (file, 'CUS = { name = "Customer" }\n', ""),
    ]
    pack = loaded(copied(tmp_path, changes))[0]
    assert (pack.asks.task("GO.1.1").name, pack.asks.role("CUS").name) == ("GO.1.1", "CUS")
    assert pack.asks.task("GO.1.1").why
    assert pack.asks.role("SUP").name == "Supplier"


def test_a_work_product_without_a_short_name_is_called_by_its_name(tmp_path: Path) -> None:
    words = '[work_product.W]\nname = "What was done"\n'
    (pack,) = loaded(written(tmp_path, "mine", requirements=SET, words_en=words))
    assert pack.asks.work_product("W").short == "What was done"


def test_another_language_says_what_it_knows_and_leaves_the_rest(tmp_path: Path) -> None:
    english = '[set]\ntitle = "Mine"\n[process]\nA = { name = "Acting" }\n'
    german = (
        '[set]\ntitle = "Meins"\n[process]\nA = { purpose = "Zu handeln." }\n'
        '[requirement]\n"R 1" = { statement = "Etwas wird getan.", evidence = ["Ein Eintrag", "Jemand, der es sagt"] }\n'
        '[work_product]\nW = { content = { b = "Von wem" } }\n'
    )
    (pack,) = loaded(written(tmp_path, "mine", requirements=SET, words_en=english, words_de=german))
    said = pack.in_language("de")
    assert (said.header.title, said.process("A").name, said.process("A").purpose) == (
        "Meins",
        "Acting",
        "Zu handeln.",
    )
    assert said.requirement("R 1").statement == "Etwas wird getan."
    assert [item.text for item in said.work_product("W").content] == ["What was done", "Von wem"]
    assert pack.asks.requirement("R 1").statement == "Something is done."
    assert pack.in_language("fr") == pack.asks


def test_another_language_as_a_catalogue(tmp_path: Path) -> None:
    german = (
        '[process]\nA = { purpose = "Zu handeln." }\n'
        '[requirement]\n"R 1" = { evidence = ["Ein Eintrag", "Jemand, der es sagt"] }\n'
        '[work_product]\nW = { content = { b = "Von wem" } }\n'
    )
    (pack,) = loaded(written(tmp_path, "mine", requirements=SET, words_de=german))
    assert pack.translations("de") == {
        "To act.": "Zu handeln.",
        "A record": "Ein Eintrag",
        "A person who says so": "Jemand, der es sagt",
        "By whom": "Von wem",
    }
    assert pack.translations("en") == {}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('[process]\nB = { name = "Being" }', "process B must be in the set, but no process is called so."),
        ('[process]\nA = { nam = "Acting" }', "process A: nam is not known here; known are"),
        ('[process]\nA = { name = "" }', "process A: name must be a text that is not empty."),
        ("[process]\nA = { name = 1 }", "process A: name must be a text that is not empty."),
        ('[process]\nA = "Acting"', "process A must be a table."),
        ('process = "Acting"', "process must be a table of tables."),
        ('[person]\nA = { name = "Ann" }', "person is not known here; known are"),
        ('[set]\nname = "Mine"', "set: name is not known here; known are title."),
        (
            '[requirement]\n"R 1" = { evidence = ["One"] }',
            "requirement R 1: evidence must have a text for each of the 2",
        ),
        (
            '[work_product]\nW = { content = { z = "?" } }',
            "work_product W: content: z is not known here; known are a, b.",
        ),
        ('[process]\nA = { content = { a = "?" } }', "process A: content is not known here; known are"),
    ],
)
def test_a_fault_in_words(tmp_path: Path, words: str, message: str) -> None:
    written(tmp_path, "mine", requirements=SET, words_en=words)
    assert fault_of(tmp_path).startswith(f"mine/words-en.toml: {message}")


@pytest.mark.parametrize(
    ("language", "name"), [("xx", "Xing"), ("xx_YY.UTF-8", "Xing"), ("zz", "Acting"), ("en", "Acting")]
)
def test_whoever_reads_a_language_is_shown_the_words_of_a_pack_in_it(
    tmp_path: Path, language: str, name: str
) -> None:
    english, other = (f'[process]\nA = {{ name = "{said}" }}\n' for said in ("Acting", "Xing"))
    packs = loaded(written(tmp_path, "mine", requirements=SET, words_en=english, words_xx=other))
    with new_file(tmp_path / "p.sdesk", packs=packs, installation=tmp_path):
        assert word(term(packs[0].asks.process("A").name), language) == name
        assert str(term("Acting")) == "Acting"
