"""The template of the catalogues, and the catalogues of the languages that are there: `make messages`.

A language is data alone: copy `build/messages/sdesk.pot` to `resources/messages/<language>/LC_MESSAGES/sdesk.po`,
translate it, and run this again. What the program says is found in the code; what declarations and packs call their
parts is read from them.
"""

import argparse
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from pydantic import BaseModel

from sdesk import __version__
from sdesk.models import RECORDS, ApprovalForm, Contact, fields_of
from sdesk.models.governance import ServiceRole
from sdesk.packs import Standing, shipped_packs
from sdesk.packs.load_set import CADENCES, KINDS
from sdesk.packs.product_state import STATES
from sdesk.packs.words import texts_of
from sdesk.practice.readiness.rules.asked import Verdict

CODE = Path("sdesk")
LANGUAGES = Path("resources/messages")
TEMPLATE = Path("build/messages/sdesk.pot")

KEYWORDS = {
    "_": None, "gettext": None, "message": None, "transaction": None, "ngettext": (1, 2), "counted": (1, 2),
}  # fmt: skip
"""What words a literal, and which of its arguments are sentences; None for the first.

A transaction is called what was done, which the history shows.
"""


def template(code: Path = CODE) -> Catalog:
    """Everything that is said to people, with where it stands."""
    catalogue = Catalog(
        project="sdesk", version=__version__, header_comment="# What sdesk says.", fuzzy=False
    )
    for name, _line, said, comments, _context in extract_from_dir(code, keywords=KEYWORDS):
        catalogue.add(said, locations=[(f"{code.name}/{name}", 0)], auto_comments=comments)
    for _line, said, _comments, _context in extract_from_file("python", argparse.__file__, keywords=KEYWORDS):
        catalogue.add(said, locations=[("argparse", 0)])
    for place, text in declared():
        catalogue.add(text, locations=[(place, 0)])
    return catalogue


def declared() -> Iterator[tuple[str, str]]:
    """What records, their parts and packs are called: where it stands, and the text."""
    models: tuple[type[BaseModel], ...] = (*RECORDS, Contact)
    parts = ((f"sdesk/models {model.__name__}", text) for model in models for text in _texts_of_model(model))
    packs = ((f"resources/packs/{pack.id}", text) for pack in shipped_packs() for text in texts_of(pack.asks))
    roles = (("sdesk/models ServiceRole", role.label) for role in ServiceRole)
    forms = (
        ("sdesk/models ApprovalForm", word) for form in ApprovalForm for word in (form.value, form.label)
    )
    kinds = (("sdesk/packs", word) for word in (*CADENCES, *KINDS, *STATES, *get_args(Standing)))
    verdicts = (("sdesk/practice/readiness Verdict", verdict.value) for verdict in Verdict)
    said = (parts, packs, roles, forms, kinds, verdicts)
    yield from ((place, text) for each in said for place, text in each if text.strip())


def _texts_of_model(model: type[BaseModel]) -> Iterator[str]:
    yield from (getattr(model, name, "") for name in ("singular", "plural", "why"))
    yield from (getattr(model, name, "").lower() for name in ("singular", "plural"))  # inside a sentence
    yield from getattr(model, "groups", ())
    for state in getattr(model, "states", ()):
        yield from (state.name, state.label)
    for step in getattr(model, "steps", ()):
        yield from (step.name, step.label)
    for spec in fields_of(model):
        said = spec.content
        yield from (said.label, said.help, said.example, said.group, said.unit)
        yield from (word for choice in spec.choices for word in (choice.value, choice.label))
        if spec.row:
            yield from _texts_of_model(spec.row)


def faults_of(catalogue: Catalog) -> list[str]:
    """Translations that leave out a place of the sentence, or have one that it does not know."""
    faults = []
    for message in catalogue:
        sentences = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        said = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = {frozenset(_places(each)) for each in sentences} | {
            frozenset(_places(sentences[-1]) - {"n"})
        }
        if message.id and any(each and frozenset(_places(each)) not in wanted for each in said):
            faults.append(f"{sentences[0]!r}: the translation has other places in braces.")
    return faults


def _places(text: str) -> set[str]:
    return {name for _text, name, _spec, _way in string.Formatter().parse(text) if name is not None}


def main() -> int:
    """Write the template, bring every language up to date with it, and compile those; 1 if one is at fault."""
    made = template()
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    with TEMPLATE.open("wb") as file:
        write_po(file, made, sort_output=True, include_lineno=False)
    print(f"{TEMPLATE}: {len(made)} texts")
    return max(
        [compile_language(each, made) for each in sorted(LANGUAGES.glob("*/LC_MESSAGES/sdesk.po"))], default=0
    )


def compile_language(path: Path, made: Catalog) -> int:
    """1 if the translation of a sentence has other places than the sentence; then it is not compiled."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue.update(made)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, include_lineno=False)
    faults = faults_of(catalogue)
    print(*(f"{path}: {fault}" for fault in faults), sep="\n", file=sys.stderr)
    if faults:
        return 1
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main())
