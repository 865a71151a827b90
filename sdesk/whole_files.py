"""Files that leave the program: whole, or not there at all."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path`; what lay there stays until all of it is written. Raises OSError: nothing is left then.

    `private`: its owner alone may read it; else who could read what lay there.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():  # a device or a pipe takes what it gets
        path.write_bytes(content)
        return
    part = path.with_name(f".{path.name[:40]}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600 if private else 0o666)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not private:
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
