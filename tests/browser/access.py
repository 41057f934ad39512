"""What stands in the way of somebody who cannot see, or cannot see well?  axe-core says."""

from pathlib import Path

AXE = Path(__file__).parent / "axe-core" / "axe.min.js"
REST = 500  # milliseconds until a page has been laid out


def serious(page):
    """What axe-core finds serious or critical on the page, and still finds when it is at rest.

    While it is laid out, a text may be larger for a moment than its box.
    """
    found = _found(page)
    if found:
        page.wait_for_timeout(REST)
        found = _found(page)
    return found


def _found(page):
    found = page.evaluate(f"{AXE.read_text()}; axe.run()")
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
