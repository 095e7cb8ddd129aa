"""What a reviewer does, for journeys that are not about reviewing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.people import REVIEWER, store_in

from dxkpi.domain.model.permissions import Actor, Role

NUMBER = re.compile(r"Lượt nộp số (\d+)")
NEWEST = "/data/values.json?indicator=resolution_rate"
TRIES = 300  # the server looks for a new vintage once a second


def publish(page: Page, home: Path) -> int:
    """Approve what the receipt on a page is for, and wait until the server shows it: the new vintage."""
    receipt = page.locator(".dx-receipt")
    expect(receipt).to_contain_text("chờ duyệt")
    number = NUMBER.search(receipt.inner_text())
    assert number is not None
    with store_in(home) as store:
        by = Actor(REVIEWER, Role.REVIEWER, None)
        vintage = store.approve(int(number[1]), by=by, at=datetime.now(UTC))
    server = page.evaluate("location.origin")
    seen = (page.request.get(server + NEWEST).json()["vintage"] for _ in range(TRIES))
    assert any(vintage_on_page >= vintage for vintage_on_page in seen)
    return vintage
