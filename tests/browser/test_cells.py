"""Arrays are entered in cells; the text field behind them keeps the value."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import serious
from tests.browser.conftest import PHONE
from tests.browser.programs import MATRIX, right_array

CELLS = ".cells td input"


def text(visitor):
    return visitor.page.locator("#field-0 label :is(textarea, input)")


def paste(visitor, cell, clipboard):
    cell.evaluate(
        """(cell, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        clipboard,
    )


def test_what_is_typed_into_cells_is_graded(visitor):
    visitor.open(MATRIX)
    cells = visitor.page.locator(CELLS)
    for i, entry in enumerate(entry for row in right_array(MATRIX) for entry in row):
        cells.nth(i).fill(str(entry).replace(".", ","))
    expect(visitor.check()).to_contain_text("Right")


def test_an_entry_that_is_missing_is_named(visitor):
    visitor.open(MATRIX)
    visitor.page.locator("#reset").click()
    expect(visitor.page.locator(CELLS).first).to_have_value("")
    visitor.page.get_by_label("example 2, class 1").fill("1/2")
    expect(text(visitor)).to_have_value("[[…, …, …], […, 1/2, …]]")
    expect(visitor.check()).to_contain_text("In row 1, entry 1: a number is missing.")


def test_arrows_lead_from_cell_to_cell(visitor):
    visitor.open(MATRIX)
    visitor.page.get_by_label("example 1, class 0").select_text()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "Enter"):
        visitor.page.keyboard.press(key)
    expect(visitor.page.get_by_label("example 2, class 0")).to_be_focused()


@pytest.mark.parametrize(
    "matrix",
    ["[[1, 2, 3], [4, 5, 6]]", "array([[1, 2, 3],\n       [4, 5, 6]])", "1\t2\t3\n4\t5\t6",
     "1 2 3\n4 5 6", "1, 2, 3; 4, 5, 6"],
)  # fmt: skip
def test_a_whole_matrix_can_be_pasted(visitor, matrix):
    visitor.open(MATRIX)
    paste(visitor, visitor.page.get_by_label("example 1, class 0"), matrix)
    expect(text(visitor)).to_have_value("[[1, 2, 3], [4, 5, 6]]")


def test_cells_outlive_a_reload_and_begin_again(visitor):
    visitor.open(MATRIX)
    last = visitor.page.locator(CELLS).last
    paste(visitor, visitor.page.locator(CELLS).first, "7 8 9\n1 2 3")
    expect(last).to_have_value("3")
    visitor.page.reload()
    visitor.arrived(MATRIX)
    expect(last).to_have_value("3")
    visitor.page.locator("#reset").click()
    expect(last).to_have_value("")


def test_the_array_can_be_typed_as_text(visitor):
    visitor.open(MATRIX)
    visitor.page.get_by_role("button", name="Enter it as text").click()
    text(visitor).fill("[[1, 2, 3], [4, 5, 6]]")
    visitor.page.get_by_role("button", name="Enter it in cells").click()
    expect(visitor.page.locator(CELLS).last).to_have_value("6")


def test_other_exercises_have_no_cells(visitor):
    visitor.open(MATRIX)
    visitor.page.locator("#ways .after").click()
    expect(visitor.page.locator(CELLS)).to_have_count(0)


def test_all_cells_can_be_seen_on_a_phone_and_have_names(visit):
    visitor = visit(**PHONE, bypass_csp=True)
    visitor.open(MATRIX)
    box = visitor.page.locator(CELLS).nth(2).bounding_box()
    assert box["x"] + box["width"] <= 350
    assert serious(visitor.page) == []


def test_a_long_vector_is_a_table_with_names(visit):
    visitor = visit(**PHONE, bypass_csp=True)
    visitor.open("fill_the_table")
    entries = [str(entry) for entry in right_array("fill_the_table")]
    first = visitor.page.get_by_label("z₂", exact=True)
    first.fill("0")
    first.press("ArrowDown")
    expect(visitor.page.get_by_label("z₃", exact=True)).to_be_focused()
    paste(visitor, first, "\n".join(entries))
    expect(visitor.page.locator("#reading-0 .katex")).to_be_visible()
    assert serious(visitor.page) == []
    expect(visitor.check()).to_contain_text("Right")
