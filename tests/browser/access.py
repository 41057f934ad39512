"""What stands in the way of somebody who cannot see, or cannot see well?  axe-core says."""

from pathlib import Path

AXE = Path(__file__).parent / "axe-core" / "axe.min.js"


def serious(page):
    """What axe-core finds serious or critical on the page as it stands."""
    found = page.evaluate(f"{AXE.read_text()}; axe.run()")
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
