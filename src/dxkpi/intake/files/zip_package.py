"""Zip packages (XLSX, ODS): their parts, with a limit on unpacked size, and small XML as a tree."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from dxkpi.intake.files.sheet import MAX_UNPACKED, damaged, encrypted, too_large

# What zipfile raises for bytes that are no sound archive.
BROKEN_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError,
                  IndexError, OverflowError, struct.error, zlib.error)  # fmt: skip
BROKEN_XML = (expat.ExpatError, ValueError, LookupError)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
PIECE = 1024 * 1024
# A million cells take some 60 MB; reading a part takes several times its size of memory.
MAX_PART = 128 * 1024 * 1024
# Styles and properties are held as trees of some hundred bytes per element; sheets are not.
MAX_TREE = 64 * 1024 * 1024
MAX_ELEMENTS = 400_000


@dataclass(frozen=True)
class ZipPackage:
    """An opened archive; parts are named in lower case, as office programs look them up."""

    archive: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def part(self, name: str) -> bytes:
        """The bytes of a part, empty if there is none. Raises `Unreadable`."""
        entry = self.entries.get(name.lower())
        if entry is None:
            return b""
        if entry.flag_bits & IS_ENCRYPTED:
            raise encrypted()
        if entry.compress_type not in METHODS:
            raise damaged()
        if entry.file_size > MAX_PART:
            raise too_large()
        try:
            return _inflated(self.archive, entry)
        except BROKEN_ARCHIVE:
            raise damaged() from None

    def tree(self, name: str) -> Element:
        """A part as a tree of local names; an empty element if there is none. Raises `Unreadable`."""
        content = self.part(name)
        return tree(content) if content else Element("")


def opened(content: bytes) -> ZipPackage:
    """Open a zip package. Raises `Unreadable`, also if its directory promises too many bytes."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except BROKEN_ARCHIVE:
        raise damaged() from None
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise too_large()
    return ZipPackage(archive, {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in entries})


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, in pieces: one that is larger than the directory says is not inflated to its end, which
    `ZipFile.read` would do before it cuts them."""
    parts, left = list[bytes](), entry.file_size
    with archive.open(entry) as file:
        while left > 0 and (part := file.read(min(left, PIECE))):
            parts.append(part)
            left -= len(part)
        if file.read(1):
            raise damaged()
    return b"".join(parts)


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A copy of a package that we wrote, with its parts changed; `change` gets each part's name and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, change(entry.filename, old.read(entry)))
    return out.getvalue()


def tree(xml: bytes) -> Element:
    """Small XML as elements and attributes without prefixes. Raises `Unreadable`, also for a document type."""
    if len(xml) > MAX_TREE:
        raise too_large()
    # Each element takes some hundred bytes, however short its XML is.
    if xml.count(b"<") > 2 * MAX_ELEMENTS:
        raise too_large()
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    parser.StartElementHandler = lambda name, attributes: builder.start(
        local(name), {local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: builder.end(local(name))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(xml, True)
        return builder.close()
    except BROKEN_XML:
        raise damaged() from None


def refuse_document_type(*_: object) -> None:
    """Refuse a document type: no office program writes one, and its entities may expand without limit."""
    raise damaged()


def local(name: str) -> str:
    """A name in XML without its prefix."""
    return name.rpartition(":")[2]
