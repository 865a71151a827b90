"""What Windows shows as the details of a program: a file for PyInstaller, of the one version that there is."""

from pathlib import Path

ABOUT = "Service delivery for very small IT service providers"


def written(target: Path, name: str, version: str) -> str:
    """The path of the file, which is there then. `version` is as "0.1.0"."""
    target.write_text(text(name, version), "utf-8")
    return str(target)


def text(name: str, version: str) -> str:
    numbers = (*(int(each) for each in version.split(".")[:3]), 0, 0, 0)[:4]
    words = {
        "CompanyName": "sdesk",
        "FileDescription": f"sdesk: {ABOUT}",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "sdesk",
        "ProductVersion": version,
    }
    lines = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in words.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1, "
        f"subtype=0, date=(0, 0)), kids=[StringFileInfo([StringTable('040904B0', [{lines}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
