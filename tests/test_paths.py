"""The program finds its own files, from a checkout and from a wheel, whatever the current folder is."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from sdesk.paths import resource

CHECKOUT = Path(__file__).parent.parent
SAY_WHERE = """
import sys
sys.path.insert(0, sys.argv[1])
from sdesk.paths import resource
from sdesk.packs import shipped_packs
print(resource("packs"))
print(len(shipped_packs()[0].asks.tasks))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked in it, which is all that installing pure Python does."""
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(built("wheel", CHECKOUT, tmp_path_factory.mktemp("wheel"))) as archive:
        archive.extractall(folder)
    return folder


def built(kind: str, source: Path, folder: Path) -> Path:
    """A wheel or an sdist, made of a folder with the sources."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(build, cwd=source, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


def test_a_checkout_has_its_resources_beside_the_package() -> None:
    assert resource("packs") == CHECKOUT / "resources" / "packs"
    assert resource("packs", "29110-4-3", "requirements.toml").is_file()


def test_an_installed_program_reads_its_own_copy_from_any_folder(installed: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", SAY_WHERE, str(installed)]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert said.splitlines() == [str(installed / "sdesk" / "resources" / "packs"), "40"]


def test_the_wheel_holds_every_resource_and_nothing_else_of_ours(installed: Path) -> None:
    def files(folder: Path) -> set[Path]:
        return {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}

    assert files(installed / "sdesk" / "resources") == files(CHECKOUT / "resources")
    assert {entry.name for entry in installed.iterdir() if not entry.name.endswith(".dist-info")} == {"sdesk"}


def test_of_the_sdist_comes_the_same_wheel(installed: Path, tmp_path: Path) -> None:
    """With its guide and the pictures in it: whoever packages it has nothing else."""
    with tarfile.open(built("sdist", CHECKOUT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.glob("sdesk-*")
    with zipfile.ZipFile(built("wheel", source, tmp_path / "wheel")) as archive:
        names = set(archive.namelist())
    there = {
        file.relative_to(installed).as_posix()
        for file in installed.rglob("*")
        if file.is_file() and file.suffix != ".pyc"  # of a program that ran there
    }
    assert names == there
