"""Where the program's own files are: profile, icons, fonts, sample, translations, user guide; and its settings."""

from pathlib import Path

from platformdirs import user_config_path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """The path of a file or folder below `resources/`.

    The wheel carries that folder inside the package; a checkout has it beside the package.
    """
    installed = _PACKAGE / "resources"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "resources"
    return folder.joinpath(*parts)


def guide(*parts: str) -> Path:
    """The path of a page of the user guide, below `docs/`: in the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "docs"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "docs"
    return folder.joinpath(*parts)


def settings_folder() -> Path:
    return user_config_path("sdesk", appauthor=False)
