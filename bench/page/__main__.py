"""Print what the first page weighs and how long it takes, in a browser that has seen nothing."""

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS, Site, chromium

# What is opened, and the input that somebody would use first.
PAGES = {
    "overview": ("", "#question .button"),
    "a formula": ("layer_parameters", "#field-0 :is(textarea, input)"),
    "a program": ("affine_grads", "#code .cm-content"),
    "statements": ("building_blocks", "#tick-A input"),
}
MOST_SECONDS, MOST_KIB = 2.0, 800


@dataclass
class Load:
    """One load of a page: seconds to its first input, bytes on the wire, requests."""

    seconds: float = 0.0
    bytes: float = 0.0
    requests: int = 0


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder) / "page.db")
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        try:
            print(f"{options.rounds} cold loads over loopback; the median, and the worst seconds")
            print(f"{os.getloadavg()[0]:.1f} processes want {os.cpu_count()} processors meanwhile")
            print(f"{'':<12}{'KiB':>8}{'requests':>10}{'s':>8}{'worst':>8}")
            found = {name: _loads(browser, site, name, options.rounds) for name in PAGES}
        finally:
            browser.close()
            site.stop()
    kept = all(map(_kept, found.values()))
    print(f"Under {MOST_KIB} KiB and {MOST_SECONDS:g} s: {'yes' if kept else 'no'}")


def _loads(browser: Browser, site: Site, name: str, rounds: int) -> list[Load]:
    loads = [_load(browser, site, *PAGES[name]) for _ in range(rounds)]
    kib, requests, seconds = _medians(loads)
    worst = max(load.seconds for load in loads)
    print(f"{name:<12}{kib:8.0f}{requests:10.0f}{seconds:8.2f}{worst:8.2f}", flush=True)
    return loads


def _load(browser: Browser, site: Site, exercise: str, usable: str) -> Load:
    """A page in a browser without a cache, until its input takes what is typed."""
    load, context = Load(), browser.new_context()
    page = context.new_page()
    _count(page, load)
    began = time.perf_counter()
    page.goto(f"{site.address}/learn/?exercise={exercise}", wait_until="commit")
    expect(page.locator("body.settled")).to_be_attached()
    expect(page.locator(usable).first).to_be_visible()
    load.seconds = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    context.close()
    return load


def _count(page: Page, load: Load) -> None:
    """Add up what comes over the wire, as the browser's own network panel does."""

    def finished(event: dict) -> None:
        load.bytes += event["encodedDataLength"]
        load.requests += 1

    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")


def _medians(loads: list[Load]) -> tuple[float, float, float]:
    return (
        statistics.median(load.bytes for load in loads) / 1024,
        statistics.median(load.requests for load in loads),
        statistics.median(load.seconds for load in loads),
    )


def _kept(loads: list[Load]) -> bool:
    kib, _, seconds = _medians(loads)
    return kib <= MOST_KIB and seconds <= MOST_SECONDS


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.page", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="loads of every page")
    return parser.parse_args()


if __name__ == "__main__":
    main()
