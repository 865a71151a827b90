"""What a user gets, as a list (CycloneDX 1.6) with the texts of all licences: `make sbom`, and in the bundle.

    python -m scripts.parts FOLDER

FOLDER/sbom.json names each part; FOLDER/licences/ has the same list and the texts, as About reads them in a bundle. The same
environment gives the same bytes. Fails where what is installed is not what requirements.lock names.
"""

import hashlib
import json
import re
import shutil
import ssl
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sdesk.parts import TEXT_OF, Part, declarations, declared, needed, needs, packages, plain, program
from sdesk.paths import resource

ROOT = Path(__file__).parents[1]
Component = dict[str, Any]


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = not_as_locked((ROOT / "requirements.lock").read_text("utf-8"))
    for each in wrong:
        print(each, file=sys.stderr)
    if wrong:
        return 1
    folder = Path(arguments[0])
    told = write(folder)
    print(f"{folder / 'sbom.json'}: {len(told['components'])} parts; {folder / 'licences'}: their licences")
    return 0


def not_as_locked(lock: str) -> list[str]:
    """What is needed here and not locked so, in words."""
    locked = {plain(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}
    if "sdesk" not in needed():
        return ["sdesk is not installed here, so that nobody says what it needs."]
    return [
        f"{name} {each.version} is installed, {locked.get(name, 'and nothing')} is locked."
        for name, each in needed().items()
        if name != "sdesk" and locked.get(name) != each.version
    ]


def write(folder: Path) -> Component:
    """The list and the texts, in the place of what was there."""
    licences = folder / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    licences.mkdir(parents=True)
    libraries, others = packages(), [with_version(each) for each in declared(bundled=True)]
    told = document(libraries, others, licences)
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    for place in (folder, licences):
        (place / "sbom.json").write_text(text, "utf-8", newline="\n")
    return told


def with_version(each: Part) -> Part:
    """The OpenSSL of Python says its version only to what may speak to a network, which the program may not."""
    return replace(each, version=ssl.OPENSSL_VERSION.split()[1]) if each.title == "OpenSSL (Python)" else each


def document(libraries: Sequence[Part], others: Sequence[Part], licences: Path) -> Component:
    """CycloneDX; the texts are put into `licences`."""
    ours = program()
    refs = {plain(each.name): package_url(each) for each in libraries}
    top = {**component(ours, "application", f"part:{ours.name}", licences)}
    components = [
        {**component(each, "library", refs[plain(each.name)], licences), "purl": refs[plain(each.name)], **brought(each.name)}
        for each in libraries
    ]  # fmt: skip
    files = {each["name"]: each["files"] for each in declarations()["part"] if "files" in each}
    for each in others:
        made = component(each, "library", ref_of(each), licences)
        components.append({**made, **fonts(files[each.name])} if each.name in files else made)
    components.sort(key=lambda each: str(each["bom-ref"]))
    depends = {refs[name]: sorted(refs[other] for other in needs(each) if other in refs) for name, each in needed().items() if name in refs}  # fmt: skip
    direct = [refs[name] for name in needs(needed()["sdesk"]) if name in refs]
    depends[top["bom-ref"]] = direct
    for each in others:
        owner = refs.get(plain(each.within)) or (f"part:{each.within}" if each.within else top["bom-ref"])
        depends.setdefault(owner, []).append(ref_of(each))
        depends.setdefault(ref_of(each), [])
    body = {
        "metadata": {"component": top},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(on))} for ref, on in sorted(depends.items())],
    }
    serial = uuid5(NAMESPACE_URL, json.dumps(body, sort_keys=True))
    head = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
    }
    return {**head, **body}


def package_url(each: Part) -> str:
    return f"pkg:pypi/{plain(each.name)}@{each.version}"


def ref_of(each: Part) -> str:
    return f"part:{each.within}/{each.name}" if each.within else f"part:{each.name}"


def component(each: Part, kind: str, ref: str, licences: Path) -> Component:
    """One part, its texts copied. Raises ValueError where there is none, or no licence is known."""
    if not each.texts or not each.licence:
        raise ValueError(f"{each.title} has no text of its licence")
    return {
        "type": kind,
        "bom-ref": ref,
        "name": each.name,
        **({"version": each.version} if each.version else {}),
        "licenses": [{"expression": each.licence}],
        "properties": [{"name": TEXT_OF, "value": copied(text, each, licences)} for text in each.texts],
    }


def copied(text: Path, of: Part, licences: Path) -> str:
    """Where it lies below `licences`: a tracked text once, that of a package in a folder of its own."""
    tracked = text.is_relative_to(resource()) and text.suffix == ".txt"
    place = Path(text.name if tracked else f"{plain(of.name).replace(' ', '-')}/{text.name}")
    (licences / place).parent.mkdir(exist_ok=True)
    shutil.copyfile(text, licences / place)
    return place.as_posix()


def brought(name: str) -> Component:
    """What a wheel says by itself that it holds."""
    found = [
        plainly(each, f"within:{plain(name)}/{file.name}")
        for file in metadata.distribution(name).files or ()
        if "sboms" in file.parts and file.suffix == ".json"
        for each in json.loads(Path(str(file.locate())).read_text("utf-8")).get("components", ())
    ]
    return {"components": found} if found else {}


def plainly(each: Mapping[str, Any], place: str) -> Component:
    """Name, version, licence and address alone: references within another list mean nothing in this one."""
    version = str(each.get("version") or "")
    known = {"version": version, **{key: each[key] for key in ("licenses", "purl", "scope") if key in each}}
    return {"type": "library", "bom-ref": f"{place}/{each['name']}@{version}", "name": each["name"],
            **{key: value for key, value in known.items() if value}}  # fmt: skip


def fonts(pattern: str) -> Component:
    return {"components": list(_fonts(pattern))}


def _fonts(pattern: str) -> Iterator[Component]:
    for file in sorted(resource().glob(pattern)):
        data = file.read_bytes()
        yield {
            "type": "file", "bom-ref": f"font:{file.name}", "name": file.name, "version": revision(data),
            "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}],
        }  # fmt: skip


def revision(font: bytes) -> str:
    """The fontRevision of its table “head”."""
    tables = struct.unpack(">H", font[4:6])[0]
    for at in range(12, 12 + 16 * tables, 16):
        name, _sum, offset, _length = struct.unpack(">4sLLL", font[at : at + 16])
        if name == b"head":
            return f"{struct.unpack('>l', font[offset + 4 : offset + 8])[0] / 65536:.3f}"
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
