"""What reads and writes the file, with versions."""

from collections.abc import Mapping
from contextlib import closing

import sqlcipher3


def library_versions() -> Mapping[str, str]:
    """Of SQLite, of SQLCipher, and of what encrypts for it. That one answers only where there is a key."""
    with closing(sqlcipher3.connect(":memory:")) as asked:
        cipher = asked.execute("PRAGMA cipher_version").fetchone()
    with closing(sqlcipher3.connect("")) as asked:  # a file without a name, gone when it is closed
        asked.execute("PRAGMA key = 'of no worth'")
        encrypting = asked.execute("PRAGMA cipher_provider_version").fetchone()
    return {
        "SQLite": sqlcipher3.sqlite_version,
        "SQLCipher": _number(cipher),
        "OpenSSL": _number(encrypting),
    }


def _number(row: tuple[str] | None) -> str:
    """“4.19.0 community” is 4.19.0."""
    said = row[0] if row else ""
    words = said.removeprefix("OpenSSL ").split()
    return words[0] if words else ""
