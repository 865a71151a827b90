"""The small language of starter texts: sentences with `$names`, some of them only `when` something is so.

[ServiceDeliveryPolicy.emergency_change]
from = [8, 2]                                             # the questions from whose answers it is made
takes = ["ServiceDeliveryPolicy.normal_change"]           # what is quoted, as $normal_change
say = ["All read this.", { when = "alone", text = "$decider reads it." }, "", "A new paragraph."]
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import Any

from sdesk.practice.starter.resources import read


class _Text(Template):
    idpattern = "(?a:[a-z][a-z0-9_]*)"
    flags = re.RegexFlag(0)  # capitals are no names


@dataclass(frozen=True)
class Sentence:
    """Said where all of `when` is so; each is the name of a condition, behind "not" that of one which is not so."""

    text: str
    when: tuple[str, ...] = ()

    def is_said(self, conditions: frozenset[str]) -> bool:
        return all(_holds(each, conditions) for each in self.when)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(_Text(self.text).get_identifiers())


def _holds(condition: str, conditions: frozenset[str]) -> bool:
    denied = condition.removeprefix("not ")
    return denied not in conditions if denied != condition else condition in conditions


@dataclass(frozen=True)
class StarterText:
    """What is proposed for one section. `questions`: from whose answers; `takes`: what it quotes, as "Kind.field"."""

    sentences: tuple[Sentence, ...]
    questions: tuple[int, ...] = ()
    takes: tuple[str, ...] = ()

    def worded(self, names: Mapping[str, str], conditions: frozenset[str]) -> str:
        """Raises KeyError for a name that nobody knows: a bug in the text. An empty sentence begins a paragraph, and one that
        begins with a line break a line."""
        said = (each for each in self.sentences if each.is_said(conditions))
        paragraphs: list[list[str]] = [[]]
        for sentence in said:
            if sentence.text:
                paragraphs[-1].append(_Text(sentence.text).substitute(names))
            elif paragraphs[-1]:
                paragraphs.append([])
        return _tidy("\n\n".join(" ".join(each) for each in paragraphs if each))


def _tidy(said: str) -> str:
    """A name that ends with a full stop, such as "Sol Ltd.", ends the sentence with it."""
    return _TWO_STOPS.sub(".", said.replace(" \n", "\n"))


_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")


def starter_texts() -> Mapping[str, StarterText]:
    """All of them by the section that they are for, as "Kind.field"."""
    return {
        f"{kind}.{field}": _text(said)
        for kind, fields in read("texts.toml").items()
        for field, said in fields.items()
    }


def substituted(phrase: str, **names: str) -> str:
    """A short phrase of `[words]` in rows.toml, with the names in it."""
    return _tidy(_Text(read("rows.toml")["words"][phrase]).substitute(names))


def rows_of(kind: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of `[[kind]]` in rows.toml."""
    return tuple(read("rows.toml")[kind])


def facts() -> Mapping[str, StarterText]:
    """What several documents say in the same words, said in one place: by the name under which they quote it."""
    return {name: _text(said) for name, said in read("facts.toml").items()}


def _text(said: Mapping[str, Any]) -> StarterText:
    return StarterText(
        tuple(_sentences(said["say"])), tuple(said.get("from", ())), tuple(said.get("takes", ()))
    )


def _sentences(said: Sequence[str | Mapping[str, str]]) -> Iterator[Sentence]:
    for each in said:
        if isinstance(each, str):
            yield Sentence(each)
        else:
            yield Sentence(each["text"], tuple(part.strip() for part in each["when"].split(",")))


__all__ = ["Sentence", "StarterText", "facts", "rows_of", "starter_texts", "substituted"]
