"""The paragraph about a place and period: one module a subject, each a list of sentences.

It may use views and the other texts; nothing below uses it.
"""

from dxkpi.domain.views.text.paragraph.paragraph import finding, paragraph

__all__ = ["finding", "paragraph"]
