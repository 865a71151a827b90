"""Bringing in records from tables: read a file, map its columns to fields, look before, do it, take it back."""

from sdesk.practice.exchange.importing.apply import CellProblem, ImportOutcome, import_table
from sdesk.practice.exchange.importing.guess import guess_mapping
from sdesk.practice.exchange.importing.mapping import ImportMap, Source, load_map, map_as_toml
from sdesk.practice.exchange.importing.tables import ImportedTable, TableFormat, guess_format, read_table

__all__ = [
    "CellProblem",
    "ImportMap",
    "ImportOutcome",
    "ImportedTable",
    "Source",
    "TableFormat",
    "guess_format",
    "guess_mapping",
    "import_table",
    "load_map",
    "map_as_toml",
    "read_table",
]
