"""Adding a page: one file in dashboard/app_pages/, its entry in `PAGES`."""

from __future__ import annotations

import pytest

from .conftest import ProjectCopy

pytestmark = pytest.mark.slow

PAGE = '''"""A page of one sentence."""

from page_content import show_html

show_html("<p>Nothing but this sentence.</p>")
'''
METHOD = 'N_("Method"), "method"),'
ENTRY = '    Page("short.py", USE, N_("Method"), "short"),'
OPEN = """
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

ContextProxy.cookies = property(lambda _: {})  # AppTest has no browser that sends any
app = AppTest.from_file("dashboard/app.py", default_timeout=60)
app.context = {"url": "http://localhost/short", "theme": "light"}
app._page_hash = calc_hash("short")
app.run()
assert not app.exception, app.exception
print([component.proto.bytes.decode() for component in app.get("bidi_component")])
"""
SITEMAP = """
from starlette.applications import Starlette
from starlette.testclient import TestClient
from dxkpi.settings import settings
from dxkpi.web.dashboard import dashboard_routes
from dxkpi.workspace import open_workspace

app = Starlette(routes=dashboard_routes(open_workspace(settings()), with_provider=False))
print(TestClient(app).get("/sitemap.xml").text)
"""


@pytest.fixture(scope="module")
def copy_with_page(project_copy: ProjectCopy) -> ProjectCopy:
    """A copy of the product after the recipe was followed."""
    project_copy.write("dashboard/app_pages/short.py", PAGE)
    project_copy.add_line("src/dxkpi/workflows/pages.py", ENTRY, after=METHOD)
    return project_copy


def test_a_new_page_is_shown(copy_with_page: ProjectCopy) -> None:
    """The dashboard opens it and shows what its file says."""
    ran = copy_with_page.python(OPEN)
    assert "Nothing but this sentence." in ran.stdout, ran.stderr


def test_a_new_page_is_in_the_sitemap(copy_with_page: ProjectCopy) -> None:
    """The sitemap lists a page that anybody may read."""
    ran = copy_with_page.python(SITEMAP)
    assert "/short</loc>" in ran.stdout, ran.stderr
