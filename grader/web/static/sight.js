// What must be in sight: a new verdict, and the place in the list of exercises.

const one = (selector, root = document) => root.querySelector(selector);
const NOTICED = 140;   // pixels of a verdict that are enough to notice and begin to read it

let shown = null, row = null;

/** A new verdict that lies beyond the edge of the window is brought into it. */
export function reveal() {
  const head = one("#verdict:not([hidden]) .headline");
  if (!head || head === shown) return;
  const goesOn = shown?.closest(".running") && head.closest(".running");
  shown = head;
  if (goesOn) return;
  const top = head.getBoundingClientRect().top;
  const bottom = Math.min(head.closest(".verdict").getBoundingClientRect().bottom, top + NOTICED);
  if (top < 0 || bottom > innerHeight) scrollBy({ top: top - innerHeight / 3 });
}

/** The same verdict once more changes nothing on the page: it is put there anew, to be announced. */
export function repeat(before) {
  const head = one("#verdict .headline");
  if (!head || head !== before) return;
  const card = head.closest(".verdict");
  card.replaceChildren(...card.childNodes);
  shown = null;
  reveal();
}

/** The list shows the exercise that is on the page. */
export function follow() {
  const here = one("#contents li.here"), list = here && scroller(here);
  if (!list || here === row) return;
  row = here;
  const { top, bottom } = here.getBoundingClientRect(), box = list.getBoundingClientRect();
  if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - box.height / 3;
}

function scroller(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    const scrolls = /auto|scroll/.test(getComputedStyle(box).overflowY);
    if (scrolls && box.scrollHeight > box.clientHeight) return box === document.body ? null : box;
  }
  return null;
}
