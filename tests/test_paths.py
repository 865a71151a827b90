"""The program finds its own files, from a checkout and from a wheel, whatever the current folder is."""

import subprocess
import sys
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
    built = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    folder = tmp_path_factory.mktemp("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


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
