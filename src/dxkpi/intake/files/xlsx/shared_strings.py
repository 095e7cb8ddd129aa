"""The shared strings of an XLSX, and those whose parts have fonts of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dxkpi.intake.files.legacy_fonts import TextRun
from dxkpi.intake.files.sheet import MAX_UNPACKED, too_large
from dxkpi.intake.files.xlsx.styles import is_struck
from dxkpi.intake.files.zip_package import tree

RAISED = ("superscript", "subscript")
LOOKS = (b"<rFont", b"<vertAlign", b"<strike")
_ENTRY_START = re.compile(rb"<(si|is)(?=[\s>])")
_ENTRY_END = re.compile(rb"<si(?:\s[^<>]*)?/>|</si\s*>")
_NUMBER = re.compile(rb"<(?:[\w.-]+:)?v[^<>]*>\s*0*([0-9]{1,9})")
# XML in which a tag that is found by pattern may not be one: comments, declarations, tags within tags.
_NOT_TAME = re.compile(rb"<!|<[^<>]*<|(?<=.)<\?", re.DOTALL)
# Calamine allocates memory for as many texts as this attribute announces.
_PROMISED_COUNT = re.compile(rb"uniqueCount(?=\s*=)")
_PREFIX = re.compile(rb"(</?)[\w.-]+:(?=[A-Za-z])")


def without_promises(xml: bytes) -> bytes:
    """The XML without the attribute that announces how many texts there are."""
    return _PROMISED_COUNT.sub(b"promised", xml)


def refuse_volume(xml: bytes, sheets: Sequence[bytes]) -> None:
    """Raise `Unreadable` if long texts in many cells add up to more than `MAX_UNPACKED`."""
    longest = max(map(len, xml.split(b"si>")))
    if longest * sum(data.count(b"<c ") for data in sheets) <= MAX_UNPACKED:
        return
    if _NOT_TAME.search(xml):
        raise too_large()
    lengths = [len(entry) for entry in _ENTRY_END.split(_PREFIX.sub(rb"\1", xml))]
    volume = 0
    for data in sheets:
        numbers = [int(number) for number in _NUMBER.findall(data)]
        volume += sum(lengths[number] for number in numbers if number < len(lengths))
        # Calamine reads an index that is no number as 0, the first text.
        volume += (data.count(b"<c ") - len(numbers)) * lengths[0]
        if volume > MAX_UNPACKED:
            raise too_large()


def rich_texts(xml: bytes) -> dict[int, list[TextRun]]:
    """Texts with runs in fonts of their own, raised or struck through, by index."""
    entries = _ENTRY_END.split(_PREFIX.sub(rb"\1", xml))
    return {number: runs_of(entry) for number, entry in enumerate(entries) if has_looks(entry)}


def has_looks(xml: bytes) -> bool:
    """Whether some part of a text has a font of its own, or is raised or struck through."""
    return any(mark in xml for mark in LOOKS)


def runs_of(entry: bytes) -> list[TextRun]:
    """The runs of one text, from its XML, with or without the closing tag."""
    start = _ENTRY_START.search(entry)
    if not start:
        return []
    end = b"</%s>" % start[1]
    text = tree(entry[start.start() :].removesuffix(end) + end)
    runs = []
    for run in text.iterfind("r"):
        look, words = run.find("rPr"), run.find("t")
        if words is not None and words.text:
            shown = words.text if words.get("space") == "preserve" else words.text.strip(" \t\r\n")
            font, place = run.find("rPr/rFont"), run.find("rPr/vertAlign")
            raised = place is not None and place.get("val") in RAISED
            runs.append(TextRun("" if font is None else font.get("val", ""), shown, raised, is_struck(look)))
    return runs
