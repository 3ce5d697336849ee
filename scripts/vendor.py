"""Take the files of the docs pages from npm, pinned, and check that nobody changed them.

    python scripts/vendor.py check     compare the files with their recorded checksums; no network
    python scripts/vendor.py update    fetch the pinned versions again with npm and write everything

To move to another version, change `PACKAGES` and run `update`. What lies in the folder afterwards is
what the wheel holds: the files compressed, their licences, and `versions.json`, which records where
each came from and what was changed in it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "framework" / "etude" / "openapi" / "static"
RECORD = STATIC / "versions.json"
FAVICON = STATIC / "favicon.svg"


@dataclass(frozen=True)
class Patch:
    """A change to a vendored file: a text that must occur exactly once, and what replaces it."""

    why: str
    old: str
    new: str


@dataclass(frozen=True)
class Asset:
    """A file of a package that the docs pages load."""

    key: str
    source: str
    patches: tuple[Patch, ...] = ()

    @property
    def name(self) -> str:
        return Path(self.source).name


@dataclass(frozen=True)
class Package:
    """A pinned npm package, what is taken from it, and the texts of its licences."""

    name: str
    version: str
    licence: str
    assets: tuple[Asset, ...]
    notices: dict[str, str]
    """Our name of a licence or notice -> its path in the package."""


PACKAGES = (
    Package(
        name="swagger-ui-dist",
        version="5.35.0",
        licence="Apache-2.0",
        assets=(
            Asset("SWAGGER_JS", "swagger-ui-bundle.js"),
            Asset(
                "SWAGGER_CSS",
                "swagger-ui.css",
                (
                    Patch(
                        why="The source map is not shipped: a browser would ask for it in vain.",
                        old="/*# sourceMappingURL=swagger-ui.css.map*/",
                        new="",
                    ),
                ),
            ),
        ),
        notices={
            "swagger-ui.LICENSE.txt": "LICENSE",
            "swagger-ui.NOTICE.txt": "NOTICE",
            "swagger-ui-bundle.js.LICENSE.txt": "swagger-ui-bundle.js.LICENSE.txt",
        },
    ),
    Package(
        name="redoc",
        version="2.5.4",
        licence="MIT",
        assets=(
            Asset(
                "REDOC_JS",
                "bundles/redoc.standalone.js",
                (
                    Patch(
                        why="The logo beside the credit came from another host: the credit stays.",
                        old='e?n.createElement("img",{alt:"redocly logo",onError:()=>t(!1),'
                        'src:"https://cdn.redoc.ly/redoc/logo-mini.svg"}):null',
                        new="null",
                    ),
                    Patch(
                        why="The source map is not shipped: a browser would ask for it in vain.",
                        old="\n//# sourceMappingURL=redoc.standalone.js.map",
                        new="",
                    ),
                ),
            ),
        ),
        notices={
            "redoc.LICENSE.txt": "LICENSE",
            "redoc.standalone.js.LICENSE.txt": "bundles/redoc.standalone.js.LICENSE.txt",
        },
    ),
)


class VendorError(Exception):
    """A file is not what it should be; the message says which one, and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run one of the two commands; return 0, or 1 when something is wrong."""
    parser = argparse.ArgumentParser(description="Vendor the files of the docs pages.")
    parser.add_argument("command", choices=sorted(COMMANDS))
    command = parser.parse_args(arguments).command
    try:
        COMMANDS[command]()
    except VendorError as error:
        print(f"vendor.py {command}: {error}", file=sys.stderr)
        return 1
    return 0


def update() -> None:
    """Fetch every pinned package and write its files, their licences and the record."""
    STATIC.mkdir(parents=True, exist_ok=True)
    assets: dict[str, Any] = {
        "FAVICON": _record_of(FAVICON.name, FAVICON.name, FAVICON.read_bytes())
    }
    packages = []
    for package in PACKAGES:
        files = _fetch(package)
        for asset in package.assets:
            assets[asset.key] = _write_asset(package, asset, files[asset.source])
        for name, source in package.notices.items():
            (STATIC / name).write_bytes(files[source])
        packages.append(_describe(package))
    record = {"packages": packages, "assets": assets, "notices": _notice_checksums()}
    RECORD.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(_summary(assets))


def check() -> None:
    """Compare the folder with the record and the record with the pins; no network is needed."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    if record["packages"] != [_describe(package) for package in PACKAGES]:
        raise VendorError(
            f"{RECORD.name} does not record the pinned versions and patches: "
            "run `python scripts/vendor.py update`."
        )
    for asset in record["assets"].values():
        _check_asset(asset)
    for name, checksum in record["notices"].items():
        _expect(name, "sha256", _sha256(_read(name)), checksum)
    _check_for_strangers(record)
    print(_summary(record["assets"]))


COMMANDS = {"check": check, "update": update}


def _fetch(package: Package) -> dict[str, bytes]:
    """Download a package with npm, without running its scripts; return its files by path."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "pack", "--ignore-scripts", "--silent", f"{package.name}@{package.version}"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(folder).glob("*.tgz")
        return _unpack(archive)


def _unpack(archive: Path) -> dict[str, bytes]:
    files = {}
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            content = tar.extractfile(member)
            if content is not None:
                files[member.name.partition("/")[2]] = content.read()
    return files


def _write_asset(package: Package, asset: Asset, original: bytes) -> dict[str, Any]:
    content = _patched(asset, original.decode("utf-8")).encode("utf-8")
    compressed = _gzip(content)
    file = f"{asset.name}.gz"
    (STATIC / file).write_bytes(compressed)
    origin = {
        "package": f"{package.name}@{package.version}",
        "source": asset.source,
        "source_sha256": _sha256(original),
    }
    return {**_record_of(asset.name, file, content), "gzip": _measure(compressed), **origin}


def _patched(asset: Asset, text: str) -> str:
    for patch in asset.patches:
        if text.count(patch.old) != 1:
            raise VendorError(
                f"a patch of {asset.source} occurs {text.count(patch.old)} times instead of once. "
                f"It is there because: {patch.why} Adapt it in scripts/vendor.py."
            )
        text = text.replace(patch.old, patch.new)
    return text


def _gzip(content: bytes) -> bytes:
    """Compress with no name and no time in the header, so that the same bytes give the same file."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def _record_of(name: str, file: str, content: bytes) -> dict[str, Any]:
    """Describe an asset; the name that it is served by holds the beginning of its checksum."""
    checksum = _sha256(content)
    stem, _, suffix = name.rpartition(".")
    return {"file": file, "served_as": f"{stem}.{checksum[:12]}.{suffix}", **_measure(content)}


def _measure(content: bytes) -> dict[str, Any]:
    return {"size": len(content), "sha256": _sha256(content)}


def _describe(package: Package) -> dict[str, Any]:
    changes = {
        asset.source: [patch.why for patch in asset.patches]
        for asset in package.assets
        if asset.patches
    }
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "notices": list(package.notices),
        "changes": changes,
    }


def _notice_checksums() -> dict[str, str]:
    names = [name for package in PACKAGES for name in package.notices]
    return {name: _sha256(_read(name)) for name in names}


def _check_asset(asset: dict[str, Any]) -> None:
    content = _read(asset["file"])
    if "gzip" in asset:
        _expect(asset["file"], "sha256", _sha256(content), asset["gzip"]["sha256"])
        _expect(asset["file"], "size", len(content), asset["gzip"]["size"])
        content = gzip.decompress(content)
    _expect(asset["file"], "sha256 of the content", _sha256(content), asset["sha256"])
    _expect(asset["file"], "size of the content", len(content), asset["size"])


def _check_for_strangers(record: dict[str, Any]) -> None:
    known = {RECORD.name, *record["notices"]}
    known.update(asset["file"] for asset in record["assets"].values())
    strangers = sorted({path.name for path in STATIC.iterdir()} - known)
    if strangers:
        raise VendorError(f"{', '.join(strangers)}: not recorded in {RECORD.name}. Remove it.")


def _expect(file: str, what: str, found: object, recorded: object) -> None:
    if found != recorded:
        raise VendorError(
            f"{file}: its {what} is {found}, recorded is {recorded}. Take the file back from git, or "
            "run `python scripts/vendor.py update` if the change is meant."
        )


def _read(name: str) -> bytes:
    try:
        return (STATIC / name).read_bytes()
    except FileNotFoundError:
        raise VendorError(
            f"{name} is missing in {STATIC}: take it back from git, or run "
            "`python scripts/vendor.py update`."
        ) from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _summary(assets: dict[str, Any]) -> str:
    rows = [
        f"{asset['file']:28} {asset['size']:>9} bytes, {_shipped(asset):>7} in the wheel"
        for asset in assets.values()
    ]
    total = sum(_shipped(asset) for asset in assets.values())
    return "\n".join([*rows, f"{len(rows)} files, {total} bytes in the wheel"])


def _shipped(asset: dict[str, Any]) -> int:
    """Return how many bytes the wheel holds for an asset."""
    size: int = asset.get("gzip", asset)["size"]
    return size


if __name__ == "__main__":
    sys.exit(main())
