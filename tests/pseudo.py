"""A language of no people, and a workspace whose people write Cyrillic: what is Latin on a screen then, is a bare string.

Every text of the template has a translation, which is the same with an accent on each letter; what the program
words without a catalogue, or puts together itself, keeps plain letters. Data has none, so it cannot hide among them.
"""

import re
import string
from collections.abc import Iterator
from functools import cache
from gettext import NullTranslations
from typing import Any

from babel.messages import Catalog
from pydantic import BaseModel
from sqlmodel import select

from scripts.messages import template
from sdesk.models import RECORDS, Contact, Kind, NotApplicable, Row, ServiceReport, fields_of
from sdesk.models.measures import Measure
from sdesk.practice.workspaces import Workspace

PLAIN = string.ascii_lowercase + string.ascii_uppercase
ACCENTED = str.maketrans(PLAIN, "áƀçđéƒğĥíĵķļḿñóṕɋŕšţúṽŵẋýžÁɃÇĐÉƑĞĤÍĴĶĻḾÑÓṔɊŔŠŢÚṼŴẊÝŽ")
CYRILLIC = str.maketrans(PLAIN, "абцдефгхийклмнопярстувъьызАБЦДЕФГХИЙКЛМНОПЯРСТУВЪЬЫЗ")

_PLACES = re.compile(r"(\{\w*\})")
_WORD = re.compile(r"[A-Za-z]{2,}")
_ALLOWED = re.compile(
    r"""(?x)
      https?://\S+ | [\w.+-]+@[\w.-]+
    | \b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b   # anchors of a history
    | \b[A-Z]{1,4}[-.]\d[\w.-]*            # numbers of records and keys of a set: INC-2026-0001, WP.18, GO.1.1
    | \b[A-Z][a-z]+/[A-Z]\w+ | \bUTC\b     # time zones
    | \b(?:Ctrl|Alt|Shift|Esc|Del|Enter|Space|Return|Tab|Home|End|PgUp|PgDn|PgDown|Ins|Backspace|Up|Down|Left|Right)\b | \bF\d+\b
    | \b[0-9a-f]{8,}\b                     # hashes
    | \b(?:sdesk|SQLCipher|SHA|ISO|IEC|PDF|HTML|CSV|XLSX|JSON|Qt|Apache|Windows|DOS|Mac[ ]Roman)\b
    | \b(?:office[ ]server|laptop[ ]for[ ]visits)\b   # the laptops of the sample, by which they signed
    | \S+\.(?:sdesk|csv|xlsx|pdf|html|eml|ics|png|svg|txt|md|json)\b
    """
)
"""What is the same in every language."""


def accented(text: str) -> str:
    return "".join(
        part if _PLACES.fullmatch(part) else part.translate(ACCENTED) for part in _PLACES.split(text)
    )


@cache
def whole_template() -> Catalog:
    """It takes seconds: made once, and only to be read."""
    return template()


@cache
def known() -> frozenset[str]:
    """Every text that a translator gets to see."""
    ids = (each.id for each in whole_template())
    return frozenset(text for each in ids for text in (each if isinstance(each, (tuple, list)) else (each,)))


class PseudoLanguage(NullTranslations):
    def gettext(self, message: str) -> str:
        return accented(message) if message in known() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def bare(text: str) -> list[str]:
    """The words of the text that no catalogue has given."""
    return _WORD.findall(_ALLOWED.sub(" ", text))


# ---------------------------------------------------------------- data that has no Latin letters

NOT_TEXT = ("time_zone", "task", "pack", "number", "figures")


def write_cyrillic(workspace: Workspace) -> None:
    """Give every text that people have typed other letters."""
    with workspace.transaction("save") as session:
        for model in RECORDS:
            for record in session.exec(select(model)):
                for name, value in _written(model, record):
                    setattr(record, name, value)
                if isinstance(record, ServiceReport):
                    record.figures = _of_figures(record.figures)


def _written(model: type[BaseModel], of: Any) -> Iterator[tuple[str, Any]]:
    for spec in fields_of(model):
        value = getattr(of, spec.name)
        is_key = spec.name in NOT_TEXT or (model is NotApplicable and spec.name == "subject")
        if value and not is_key and (made := _cyrillic(spec.kind, value)) != value:
            yield spec.name, made


def _cyrillic(kind: Kind, value: Any) -> Any:
    if kind in (Kind.TEXT, Kind.LONG_TEXT):
        return value.translate(CYRILLIC)
    if isinstance(value, Contact):
        return Contact(**{name: text.translate(CYRILLIC) for name, text in value})
    if kind is Kind.ROWS:
        return tuple(_row(row) for row in value)
    return value


def _row(row: Row) -> Row:
    return row.model_copy(update=dict(_written(type(row), row)))


_DATA = (
    "statement",
    "detail",
    "service",
    "party",
    "summary",
    "by",
    "grounds",
    "reached",
    "owner",
    "cause",
    "who",
    "outcome",
)
"""Where the figures of a report keep what people have written."""


def _of_figures(kept: Any) -> Any:
    if isinstance(kept, list):
        return [_of_figures(each) for each in kept]
    if not isinstance(kept, dict):
        return kept
    typed = {*_DATA, *(("measure",) if kept.get("measure") not in list(Measure) else ())}
    typed |= {"name"} if "measure" in kept or "party" in kept else set()
    typed |= {"unit"} if kept.get("word") and not kept.get("sense") else set()
    return {
        key: value.translate(CYRILLIC) if key in typed and isinstance(value, str) else _of_figures(value)
        for key, value in kept.items()
    }
