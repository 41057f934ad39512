// Cells for the entries of an array.  The text field that they stand in keeps the value: what is
// typed into a cell goes there, and what is there goes into the cells as far as it fits.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const MISSING = "…";

let grid = null;   // { table, of, box, cells, vector, text }: what is on the page, if anything

/** Put the cells where the question asks for an array, and take them away where it does not. */
export function draw(enter) {
  const of = one("#question table.grid"), box = one("#field-0 textarea, #field-0 label input");
  if (grid && grid.of === of && grid.box === box && grid.frame.isConnected) return;
  grid?.frame.remove();
  one("#field-0")?.classList.remove("gridded");
  grid = of && box ? built(of, box, enter) : null;
  if (grid) follow();
}

function built(of, box, enter) {
  const frame = document.createElement("div"), table = of.cloneNode(true);
  table.classList.remove("off");
  const cells = all("tbody tr", table).map((row) => all("td", row).map(cell));
  // A vector is one row of entries, also where they stand one below the other.
  const vector = of.classList.contains("vector"), tall = vector && cells.length > 1;
  const rows = vector ? [cells.flat()] : cells;
  const made = { of, box, enter, frame, rows, vector, tall, text: null };
  const other = document.createElement("button");
  other.type = "button";
  other.className = "other";
  other.addEventListener("click", () => show(!one("#field-0").classList.contains("gridded")));
  frame.className = "cells";
  frame.append(table, other);
  frame.addEventListener("input", put);
  frame.addEventListener("keydown", walk);
  frame.addEventListener("paste", spread);
  one("#field-0").append(frame);
  return made;
}

function cell(place) {
  const box = document.createElement("input");
  box.setAttribute("aria-label", place.textContent);
  box.autocomplete = "off";
  box.spellcheck = false;
  box.size = 6;
  place.replaceChildren(box);
  return box;
}

/** Cells or the plain text, whichever is wanted. */
function show(cells) {
  one("#field-0").classList.toggle("gridded", cells);
  one(".other", grid.frame).textContent = cells ? "Enter it as text" : "Enter it in cells";
  if (cells) { grid.text = null; fill(); }
}

// --- Between cells and text -------------------------------------------------------------------

function written(text) {
  const entry = text.replace(/[[\];\n]/g, " ").replace(/,/g, ".").trim();
  return /\s/.test(entry) ? `(${entry})` : entry || MISSING;
}

function put() {
  const rows = grid.rows.map((row) => `[${row.map((box) => written(box.value)).join(", ")}]`);
  const empty = grid.rows.flat().every((box) => !box.value.trim());
  grid.text = empty ? "" : grid.vector ? rows[0] : `[${rows.join(", ")}]`;
  grid.enter(grid.box, grid.text);
}

function fill() {
  if (grid.box.value === grid.text) return true;
  const rows = read(grid.box.value);
  const fits = !rows.length || (rows.length === grid.rows.length
    && rows.every((row, i) => row.length === grid.rows[i].length));
  if (!fits) return false;
  grid.text = grid.box.value;
  grid.rows.forEach((row, i) => row.forEach((box, j) => { box.value = rows[i]?.[j] ?? ""; }));
  return true;
}

// The field changes without a word when the page is shown, restored or begun again.
function follow() {
  if (!grid || grid.box.value === grid.text) return;
  const first = grid.text === null, fits = fill();
  grid.text = grid.box.value;
  if (first || !fits) show(fits);
}
setInterval(follow, 150);

/** A matrix as it is written in numpy, in a spreadsheet or line by line: rows of entries. */
function read(text) {
  const plain = text.replace(/(?:np\.|numpy\.)?array\s*\(([\s\S]*)\)/, "$1").trim();
  const flat = plain.startsWith("[") ? plain.replace(/\n/g, " ") : plain;
  const rows = flat.split(plain.startsWith("[[") ? "]" : /[;\n]/)
    .map((row) => row.replace(/^[\s,[]+|[\]\r]+$/g, "").trimEnd()).filter((row) => row.trim());
  return rows.map((row) => entries(row).map((entry) => (entry === MISSING ? "" : entry)));
}

function entries(row) {
  if (row.includes("\t")) return row.split("\t").map((entry) => entry.trim().replace(",", "."));
  const found = row.includes(",") ? row.split(",") : row.trim().split(/\s+/);
  return found.map((entry) => entry.trim());
}

// --- Keys and the clipboard -------------------------------------------------------------------

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function place(box) {
  const i = grid.rows.findIndex((row) => row.includes(box));
  return i < 0 ? null : [i, grid.rows[i].indexOf(box)];
}

function walk(event) {
  const at = place(event.target), key = STEPS[event.key];
  const step = key && (grid.tall ? [key[1], key[0]] : key);
  if (!at || !step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // Within an entry the arrows move the caret; from its ends, or when all is selected, they leave.
  const { selectionStart: from, selectionEnd: to, value } = event.target;
  const whole = from === 0 && to === value.length;
  if (event.key === "ArrowLeft" && to && !whole) return;
  if (event.key === "ArrowRight" && from < value.length && !whole) return;
  event.preventDefault();
  const next = grid.rows[at[0] + step[0]]?.[at[1] + step[1]];
  next?.focus();
  next?.select();
}

function spread(event) {
  const at = place(event.target);
  const pasted = read(event.clipboardData?.getData("text/plain") ?? "");
  const rows = grid.tall ? [pasted.flat()] : pasted;
  if (!at || rows.flat().length < 2) return;
  event.preventDefault();
  rows.forEach((row, i) => row.forEach((entry, j) => {
    const box = grid.rows[at[0] + i]?.[at[1] + j];
    if (box) box.value = entry;
  }));
  put();
}
