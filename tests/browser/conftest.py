"""Start the Chromium of the system once. Without it the tests are skipped, or fail if it is required."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

DEMANDED = "BACKRELIEF_BROWSER"
"""The environment variable that makes a missing browser a failure."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        message = f"no browser is installed; the tests look for {', '.join(NAMES)}"
        if os.environ.get(DEMANDED):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        # Chromium has no sandbox for root, and a container has little shared memory.
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield started
        started.close()
