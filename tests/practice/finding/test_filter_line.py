"""The line by which a list is filtered: what is typed means one thing, and what is written is read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sdesk.practice.finding.filter_line import Term, parse, written


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("", ()),
        ("   ", ()),
        ("printer jam", (Term("printer"), Term("jam"))),
        ("customer:clinica owner:me", (Term("clinica", "customer"), Term("me", "owner"))),
        ("state=restored", (Term("restored", "state", whole=True),)),
        ('customer:"Clínica do Cais" x', (Term("Clínica do Cais", "customer"), Term("x"))),
        ('"re: printer"', (Term("re: printer"),)),
        ("14:30", (Term("14:30"),)),
        ("owner:", (Term("", "owner"),)),
        ("owner: me", (Term("", "owner"), Term("me"))),
        ('summary:"half', (Term("half", "summary"),)),
        ('summary:"a ""b"" c"', (Term('a "b" c', "summary"),)),
        ("assigned-to:ana", (Term("ana", "assigned-to"),)),
        ("http://x", (Term("//x", "http"),)),
        ("größe:2", (Term("2", "größe"),)),
    ],
)
def test_what_a_line_means(line: str, terms: tuple[Term, ...]) -> None:
    assert parse(line) == terms


fields = st.from_regex(r"[^\W\d_][\w-]{0,8}", fullmatch=True)
asked = st.builds(Term, st.text(max_size=12), fields, st.booleans())
plain = st.builds(Term, st.text(min_size=1, max_size=12).filter(str.strip))


@given(st.lists(asked | plain, max_size=6))
@example([Term('"', "a"), Term('""')])
@example([Term("a:b"), Term("a=b")])
def test_what_is_written_is_read_back(terms: list[Term]) -> None:
    assert parse(written(terms)) == tuple(terms)


@given(st.text(alphabet=' ab:="1-é\n', max_size=20) | st.text(max_size=30))
def test_every_line_means_something_and_the_same_however_often_it_is_written(line: str) -> None:
    terms = parse(line)
    assert parse(written(terms)) == terms
    assert written(parse(written(terms))) == written(terms)


@given(st.lists(st.text(alphabet="abé1-", min_size=1, max_size=6), max_size=6))
def test_no_word_is_lost(words: list[str]) -> None:
    assert [each.value for each in parse(" ".join(words))] == words
