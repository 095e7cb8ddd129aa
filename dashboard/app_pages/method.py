"""Phương pháp: what every indicator means, how figures are compared, and the words of the field."""

import page_state
from dxkpi.workflows import lookup
from page_content import PageContent
from read import lists, methods

workspace, language = page_state.workspace(), page_state.language()

content = PageContent()
content.add("indicators", lists.methods(lookup.indicators(workspace), language))
content.add("methods", methods.page_of(language, lookup.method_settings(workspace)))
content.add("glossary", lists.glossary(lookup.measures(workspace), language))
content.show()
