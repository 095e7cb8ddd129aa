"""A web page as tags and texts, in time proportional to its length.

Python's `html.parser` searches the rest of the page again for each tag that does not end, so a page of a few kilobytes
can take minutes. Here every character is looked at a bounded number of times, and what is no markup is text, as
browsers show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

# Elements whose content is no markup.
RAW = frozenset({"script", "style", "textarea", "title", "xmp"})
_NAME = re.compile(r"/?([a-zA-Z][^\s/>\x00]{0,60})")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>=\x00]++)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"']*+)))?""")
# Comments, declarations and processing instructions, by their beginning: how they end.
_SKIPPED = {"!--": "-->", "![CDATA[": "]]>", "!": ">", "?": ">"}
MAX_ATTRIBUTES = 200


@dataclass(frozen=True)
class HtmlTag:
    """A tag, in lower case. `attributes`: unescaped, by name in lower case; the first of a name counts."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    is_end: bool = False


def html_tokens(text: str) -> Iterator[HtmlTag | str]:
    """The tags and texts of a page, in order. Comments and declarations are left out."""
    page = _Page(text)
    place = 0
    while place < len(text):
        start = text.find("<", place)
        if start < 0:
            yield unescape(text[place:])
            return
        if start > place:
            yield unescape(text[place:start])
        token, place = page.token_at(start)
        if token is not None:
            yield token
        if isinstance(token, HtmlTag) and token.name in RAW and not token.is_end:
            end = page.find_end_of(token.name, place)
            if end > place:
                yield text[place:end]
            place = end


class _Page:
    """A page with what was searched for in vain: it is not searched for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()

    def token_at(self, start: int) -> tuple[HtmlTag | str | None, int]:
        """The token that begins with the < at `start`, and where the next one begins."""
        text = self.text
        for opening, ending in _SKIPPED.items():
            if text.startswith(opening, start + 1):
                end = self.find(ending, start + 1 + len(opening))
                return None, len(text) if end < 0 else end + len(ending)
        named = _NAME.match(text, start + 1)
        if named is None or self.find(">", named.end()) < 0:
            return "<", start + 1
        attributes, place = self._attributes(named.end())
        end = self.find(">", place)
        if end < 0:
            return "<", start + 1
        is_end = text[start + 1] == "/"
        return HtmlTag(named[1].lower(), {} if is_end else attributes, is_end), end + 1

    def _attributes(self, place: int) -> tuple[dict[str, str], int]:
        attributes: dict[str, str] = {}
        while len(attributes) < MAX_ATTRIBUTES and (match := _ATTRIBUTE.match(self.text, place)):
            value = next((part for part in match.groups()[1:] if part is not None), "")
            attributes.setdefault(match[1].lower(), unescape(value))
            place = match.end()
        return attributes, place

    def find_end_of(self, name: str, place: int) -> int:
        """Where the end tag of an element begins; the end of the page if it has none."""
        key = f"</{name}"
        if key in self.missing:
            return len(self.text)
        found = re.compile(re.escape(key), re.IGNORECASE).search(self.text, place)
        if found is None:
            self.missing.add(key)
            return len(self.text)
        return found.start()

    def find(self, ending: str, place: int) -> int:
        """Where a text is next; -1 if it is not in the rest of the page."""
        if ending in self.missing:
            return -1
        found = self.text.find(ending, place)
        if found < 0:
            self.missing.add(ending)
        return found
