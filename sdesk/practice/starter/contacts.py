"""Customers out of a file of contacts, as mail programs and address books save them (CSV)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sdesk.errors import SdeskError
from sdesk.models.governance.answers import AnsweredCustomer
from sdesk.practice.exchange.importing.tables import read_table
from sdesk.translation import message as _

_FIRM = ("company", "organization", "organisation", "organization name", "organization 1 - name", "firm",
         "customer", "business", "account name", "company name")  # fmt: skip
_NAME = ("name", "full name", "display name", "contact", "contact name", "contact person", "person")
_FIRST = ("first name", "given name", "forename")
_LAST = ("last name", "family name", "surname")
_MAIL = ("e-mail", "email", "mail", "e-mail address", "email address", "e-mail 1 - value", "email 1 - value",
         "e-mail 1", "primary email")  # fmt: skip
_PHONE = ("telephone", "phone", "business phone", "phone 1 - value", "company main phone", "mobile phone", "mobile",
          "primary phone", "phone number", "telephone number", "tel", "home phone")  # fmt: skip
_PLACE = ("place", "address", "business address", "address 1 - formatted", "location", "postal address")
_PARTS_OF_PLACE = (
    ("business street", "street", "address 1 - street", "work address"),
    ("business postal code", "postal code", "zip", "zip code", "address 1 - postal code", "work zip"),
    ("business city", "city", "town", "address 1 - city", "work city"),
)


def contacts_from_csv(path: Path) -> tuple[AnsweredCustomer, ...]:
    """A customer for each firm in the file, with the first person there that can be reached.

    Columns are known by the names that address books commonly give them. A person without a firm is a customer by
    their own name. Raises SdeskError where it is no such file, or names nobody.
    """
    if path.suffix.lower() in (".xlsx", ".xls", ".ods", ".vcf"):
        said = _("{file} is no CSV file.", file=path.name)
        raise SdeskError(said, _("Save or export the contacts as CSV, and choose that file."))
    table = read_table(path)
    if not _is_known(table.heads):
        said = _("{file} has no column with firms, names or addresses to reach them by.", file=path.name)
        raise SdeskError(said, _("Its first line has to name the columns: company, name, e-mail, telephone."))
    found: dict[str, AnsweredCustomer] = {}
    for _line, cells in table.cells():
        _take(found, _customer({_plain(head): cell.strip() for head, cell in cells.items()}))
    if not found:
        said = _("{file} has columns for contacts, and no contact in them.", file=path.name)
        raise SdeskError(said, _("Choose another file."))
    return tuple(found.values())


def _plain(head: str) -> str:
    return re.sub(r"\s+", " ", head).strip().casefold()


def _is_known(heads: Iterable[str]) -> bool:
    """Whether there is a column with what somebody is called, and another one that says more of them."""
    named = {_plain(each) for each in heads}
    return bool(named & {*_FIRM, *_NAME, *_FIRST, *_LAST}) and len(named) > 1


def _customer(cells: Mapping[str, str]) -> AnsweredCustomer:
    person = _first(cells, _NAME) or " ".join(
        part for part in (_first(cells, _FIRST), _first(cells, _LAST)) if part
    )
    street, code, town = (_first(cells, heads) for heads in _PARTS_OF_PLACE)
    parts = ", ".join(part for part in (street, " ".join(each for each in (code, town) if each)) if part)
    place = ", ".join(_lines(_first(cells, _PLACE))) or parts
    reach = _first(cells, _MAIL) or _first(cells, _PHONE)
    firm, person = (" ".join(_lines(each)) for each in (_first(cells, _FIRM) or person, person))
    return AnsweredCustomer(firm=firm, contact=person, reach=_one(reach), place=place)


def _lines(cell: str) -> Iterator[str]:
    """Those of a cell that say something."""
    return (line.strip() for line in cell.splitlines() if line.strip())


def _first(cells: Mapping[str, str], heads: Iterable[str]) -> str:
    return next((cells[head] for head in heads if cells.get(head)), "")


def _one(reach: str) -> str:
    """Of several in one cell, as some address books write them, the first."""
    return reach.split(":::")[0].strip()


def _take(found: dict[str, AnsweredCustomer], row: AnsweredCustomer) -> None:
    """Of the people of a firm the first that can be reached stands for it."""
    key = row.firm.casefold()
    if key and (key not in found or (row.reach and not found[key].reach)):
        found[key] = row


__all__ = ["contacts_from_csv"]
