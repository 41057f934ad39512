"""The real site in a process of its own, and a real browser in front of it."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PATIENCE = 30_000
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


expect.set_options(timeout=PATIENCE)


class Site:
    """A site that was started as a user would, with a database of its own."""

    def __init__(self, database: Path, port: int = 0, root: Path = ROOT):
        command = [sys.executable, "app.py", "--port", str(port), "--db", str(database)]
        self.log = database.with_suffix(".log")
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=root, stdout=subprocess.PIPE, stderr=log, text=True
            )
        line = self.process.stdout.readline()
        assert line.startswith("Chainrule is at "), line
        self.address = line.split()[-1].rstrip("/")

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site for the tests of one file: what others answered before is not on it."""
    running = Site(tmp_path_factory.mktemp("site") / "chainrule.db")
    yield running
    running.stop()


def chromium():
    """The browser to use; None if there is none here."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip("no Chromium here; `make test` installs one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


class Visitor:
    """Somebody in front of the page, and what their browser had to complain of."""

    def __init__(self, page: Page, address: str):
        self.page, self.address = page, address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda m: m.type == "error" and self.complaints.append(m.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, exercise: str, query: str = ""):
        self.page.goto(f"{self.address}/learn/?exercise={exercise}{query}")
        self.arrived(exercise)

    def arrived(self, exercise: str):
        expect(self.page.locator(f"#question .exercise-{exercise}")).to_be_visible()
        expect(self.page.locator("body.settled")).to_be_attached()

    def teach(self):
        self.page.goto(f"{self.address}/teach/")
        expect(self.page.locator("#teach h1")).to_be_visible()

    def type(self, *texts: str):
        """Fill the text fields; an array is entered as text instead of in cells."""
        as_text = self.page.get_by_role("button", name="Enter it as text")
        if as_text.is_visible():
            as_text.click()
        for i, text in enumerate(texts):
            self.page.locator(f"#field-{i} :is(textarea, input)").first.fill(text)

    def tick(self, letters: str):
        for letter in letters:
            self.page.locator(f"#text-{letter}").click()

    def write(self, program: str):
        """Replace the program as a paste would."""
        self.page.locator("#code .cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.evaluate(
            """text => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true});
              document.querySelector("#code .cm-content").dispatchEvent(event);
            }""",
            program,
        )

    def holds(self, program: str):
        """Wait until the editor holds this program."""
        self.page.wait_for_function(
            """text => document.querySelector('#code .cm-content')
              ?.cmTile?.view.state.doc.toString() === text""",
            arg=program,
        )

    def program(self) -> str:
        return self.page.evaluate(
            "document.querySelector('#code .cm-content').cmTile.view.state.doc.toString()"
        )

    def check(self):
        """Press the button and wait for the verdict on it."""
        with self.page.expect_response(lambda r: "/gradio_api/run/" in r.url):
            self.page.locator("#check").click()
        expect(self.page.locator("#check.busy")).to_have_count(0)
        return self.verdict

    def train(self):
        """Press the button of a training, whose verdict comes after what it prints."""
        self.page.locator("#train").click()
        return self.verdict

    @property
    def verdict(self):
        return self.page.locator("#verdict .verdict")


@pytest.fixture
def visit_at(browser):
    """Visitors of any site."""
    contexts = []

    def visitor(site, **options):
        contexts.append(browser.new_context(accept_downloads=True, **options))
        return Visitor(contexts[-1].new_page(), site.address)

    yield visitor
    for context in contexts:
        context.close()


@pytest.fixture
def visit(site, visit_at):
    """Visitors of the site; `visit()` is one at a desk, `visit(**PHONE)` one with a phone."""
    return functools.partial(visit_at, site)


@pytest.fixture
def visitor(visit):
    return visit()
