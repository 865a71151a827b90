"""Says whether Qt can start on this machine and, if not, which system packages are missing.

    python scripts/check_qt.py            what the tests need
    python scripts/check_qt.py --window   what a window on this screen needs as well

Exit status 0 if Qt can start, 1 if not.
"""

import os
import sys

from sdesk.system_libraries import lacking, missing_libraries, qt_files


def main(arguments: list[str]) -> int:
    wanted = qt_files(os.environ if "--window" in arguments else {})
    missing = missing_libraries(wanted) if sys.platform == "linux" else []
    if missing:
        print(lacking(missing), file=sys.stderr)
        return 1
    try:
        import PySide6.QtPdf
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        print(f"Qt cannot start: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
