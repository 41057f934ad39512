"""Makes docs/page.png from the real page: `python -m docs.screenshot`."""

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, Site, Visitor, chromium

PROGRAM = """\
import numpy as np


def affine_grads(A, dZ):
    return A.T @ dZ, dZ.mean(axis=0, keepdims=True)
"""


def main() -> None:
    site = Site(Path(tempfile.mkdtemp()) / "chainrule.db")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1100, "height": 860})
            visitor = Visitor(page, site.address)
            visitor.open("affine_grads")
            visitor.write(PROGRAM)
            expect(visitor.check()).to_contain_text("N times too small")
            page.screenshot(path=Path(__file__).parent / "page.png")
            browser.close()
    finally:
        site.stop()


if __name__ == "__main__":
    main()
