// What the page does by itself: links without reloading, drafts, the editor's keys, announcements.
(() => {
  "use strict";
  let cells, sight, steps;
  import("/site/cells.js").then((loaded) => { cells = loaded; cells.draw(enter); });
  import("/site/sight.js").then((loaded) => { sight = loaded; });
  import("/site/steps.js").then((loaded) => { steps = loaded; steps.walk(); });

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- Inputs that Gradio owns: set like a person would -------------------------------------

  function enter(box, text) {
    if (!box || box.value === text) return;
    const kind = box.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const hidden = (name) => one(`#${name} textarea, #${name} input`);
  const fields = () => all(".field textarea, .field label input");
  const ticks = () => all(".statement input[type=checkbox]");
  const editor = () => one("#code .cm-content")?.cmTile?.view;

  // --- Ways: one page, links with addresses of their own ------------------------------------

  const wanted = (name) => new URLSearchParams(location.search).get(name) ?? "";
  const place = () => `${wanted("exercise")}/${wanted("practice")}`;

  const narrow = () => matchMedia("(max-width: 768px)").matches;

  function go(address) {
    keep();
    if (address !== undefined) history.pushState({}, "", address);
    turn();
    uncover();
  }

  // On a phone the list would cover the page.
  function uncover() {
    if (narrow()) one("#side.open .toggle-button")?.click();
  }

  function turn() {
    enter(hidden("exercise"), wanted("exercise"));
    enter(hidden("practice"), wanted("practice"));
    document.body.classList.remove("settled");
    // One turn of the event loop, so that the fields have taken their values.
    setTimeout(() => one("#turn").click());
  }

  // A way that led nowhere: address and answers belong to the exercise that is still on the page.
  function stay() {
    const posed = /exercise-(\w+)(?: practice-(\d+))?/.exec(one("#question .posed")?.className);
    if (!posed || (posed[1] === wanted("exercise") && (posed[2] ?? "") === wanted("practice"))) return;
    const round = posed[2] ? `&practice=${posed[2]}` : "";
    history.replaceState({}, "", `?exercise=${posed[1]}${round}`);
    enter(hidden("exercise"), posed[1]);
    enter(hidden("practice"), posed[2] ?? "");
    document.body.classList.add("settled");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="?"], a[href^="/"]:not([download]), a.skip');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || !hidden("exercise")) return;
    event.preventDefault();
    // Gradio opens links of Markdown in another window unless nobody else hears the click.
    event.stopPropagation();
    const address = link.getAttribute("href");
    if (address.startsWith("#")) heed();
    else if (address.startsWith("?")) go(address);
    else { keep(); location.assign(address); }
  }, true);
  addEventListener("popstate", () => go());

  // --- Drafts: on this device only ----------------------------------------------------------

  let shown = "";      // the exercise on the page, and whose
  let served = "";     // its inputs as the server gave them
  let kept = "";       // its inputs at the last look: another window may have newer ones since

  const entries = () => JSON.stringify({
    typed: fields().map((box) => box.value),
    ticked: ticks().map((box) => box.checked),
    program: editor()?.state.doc.toString() ?? "",
  });
  const drafts = {
    key: (name) => `chainrule/draft/${name}`,
    get(name) { try { return localStorage.getItem(this.key(name)); } catch { return null; } },
    set(name, text) { try { localStorage.setItem(this.key(name), text); } catch { /* full */ } },
    drop(name) { try { localStorage.removeItem(this.key(name)); } catch { /* closed */ } },
  };

  function keep() {
    // When Gradio draws the page anew, its inputs are empty for a while: they are nobody's draft.
    if (!shown || !served || nameOf(one("#question .posed")) !== shown) return;
    const now = entries();
    if (now === kept) return;
    kept = now;
    if (now === served) drafts.drop(shown);
    else drafts.set(shown, now);
  }
  setInterval(keep, 2000);
  addEventListener("pagehide", keep);

  function restore(text) {
    const draft = JSON.parse(text);
    fields().forEach((box, i) => enter(box, draft.typed[i] ?? ""));
    ticks().forEach((box, i) => { if (box.checked !== !!draft.ticked[i]) box.click(); });
    const view = editor();
    if (view && draft.program) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: draft.program } });
    }
  }

  let settling = false, arrived = false;
  // The inputs take their values one after the other: ready is when two looks see the same.
  // However late one of them comes, it is waited for: what it brings is no draft of the student's.
  function ready(tries = 60, seen = "") {
    settling = true;
    const now = entries(), waits = lacks(one("#question .posed"));
    if (waits || (tries && now !== seen)) {
      return setTimeout(() => ready(waits ? tries : tries - 1, now), 80);
    }
    const name = nameOf(one("#question .posed"));
    if (name) {
      served = kept = now;
      shown = name;
      const draft = drafts.get(name);
      if (draft === served) drafts.drop(name);
      else if (draft) restore(draft);
    }
    settling = false;
    // Gradio may have opened the list since.
    if (!arrived) uncover();
    arrived = true;
    document.body.classList.add("settled");
  }

  // Whether inputs of this question are still to come.
  function lacks(posed) {
    const asked = (what) => Number(new RegExp(` ${what}-(\\d+)`).exec(posed?.className)?.[1] ?? 0);
    return fields().length < asked("fields") || ticks().length < asked("ticks")
      || (asked("programs") && !editor());
  }

  function nameOf(posed) {
    const exercise = posed && /exercise-(\w+(?: practice-\d+)?)/.exec(posed.className);
    return exercise ? `${one("#contents .who")?.textContent ?? ""}/${exercise[1]}` : "";
  }

  // --- What changes on the page -------------------------------------------------------------

  let last = null;
  function posedAgain() {
    const root = one("#question .posed, #question .overview");
    if (last && !last.isConnected) document.body.classList.remove("settled");
    if (!root || root === last) return;
    const first = last === null;
    if (first) uncover();
    document.body.classList.add("ready");
    last = root;
    shown = served = "";
    document.title = `${one("h1", root)?.textContent.trim() ?? ""} · Chainrule`;
    if (!first) {
      scrollTo({ top: 0 });
      heed();
    }
    ready();
  }

  // The keyboard goes on from the title of what is shown.
  function heed() {
    const title = one("#question h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  }

  // Back to what is still on the page: nothing changes on it, and yet it is ready again.
  function settle() {
    if (settling || document.body.classList.contains("settled")) return;
    last = undefined;
    posedAgain();
  }

  function dress() {
    one("#verdict")?.setAttribute("role", "status");
    one("#contents [role=navigation]")?.setAttribute("aria-label", "Exercises");
    one("#ways [role=navigation]")?.setAttribute("aria-label", "Before and after");
    all("#contents li.here a, #contents a.home.here").forEach((link) =>
      link.setAttribute("aria-current", "page"));
    all(".statement").forEach((row) => {
      const box = one("input[type=checkbox]", row), text = one('[id^="text-"]', row);
      const name = one("label span, label", row);
      if (!box || !text || box.hasAttribute("aria-labelledby")) return;
      name.id ||= `name-${text.id}`;
      box.setAttribute("aria-labelledby", `${name.id} ${text.id}`);
    });
    one("#code .cm-content")?.setAttribute("aria-label", "Your program");
    one("#code .cm-content")?.setAttribute("tabindex", "0");
    cells?.draw(enter);
    steps?.walk();
    stray();
    sight?.reveal();
    sight?.follow();
    reach();
    busy();
    mark();
  }

  // A training may end when its student looks at something else.
  function stray() {
    const of = one("#verdict .of");
    const elsewhere = !!of && !of.classList.contains(`of-${wanted("exercise")}`);
    one("#verdict")?.toggleAttribute("hidden", elsewhere);
  }

  // What scrolls must scroll by keyboard, too.
  function reach() {
    all("#question :is(pre, .katex-display), #verdict pre, .reading").forEach((box) => {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (scrolls) box.setAttribute("tabindex", "0");
    });
  }

  // Units that were opened stay open when the list is drawn anew.
  const open = new Set();
  document.addEventListener("toggle", (event) => {
    const unit = /unit-\w/.exec(event.target.className ?? "")?.[0];
    if (unit) open[event.target.open ? "add" : "delete"](unit);
    reach();
  }, true);
  function reopen() {
    all("#contents details.unit").forEach((unit) => {
      const name = /unit-\w/.exec(unit.className)[0];
      if (open.has(name)) unit.open = true;
    });
  }

  document.addEventListener("click", (event) => {
    const row = event.target.closest?.(".statement");
    if (row && !event.target.closest("label, a, input")) one("input[type=checkbox]", row)?.click();
  });

  // --- The line of an error -----------------------------------------------------------------

  const sheet = document.createElement("style");
  let marked = "";
  function mark() {
    const box = one("#verdict .place"), view = editor();
    const line = box && view ? faulty(view.state.doc, box) : 0;
    const found = line && view.domAtPos(view.state.doc.line(line).from).node;
    const element = (found?.closest ? found : found?.parentElement)?.closest(".cm-line");
    const at = element ? all("#code .cm-line").indexOf(element) + 1 : 0;
    const rule = at
      ? `#code .cm-line:nth-of-type(${at}) { background: var(--faulty); }`
      : "";
    if (rule !== marked) sheet.textContent = marked = rule;
  }
  document.head.append(sheet);

  // While a program is being mended its lines move: the nearest one that still reads the same.
  function faulty(doc, box) {
    const told = Number(/line-(\d+)/.exec(box.className)[1]), text = one("pre", box).textContent.trim();
    const same = [];
    for (let n = 1; n <= doc.lines; n++) {
      if (doc.line(n).text.slice(0, 200).trim() === text) same.push(n);
    }
    return same.sort((a, b) => Math.abs(a - told) - Math.abs(b - told))[0] ?? 0;
  }

  // --- Keys ---------------------------------------------------------------------------------

  let leaving = false;   // Escape, then Tab leaves the editor
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      if (!event.target.closest?.("#code, .field, .statement")) return;
      event.preventDefault();
      event.stopPropagation();
      all("#check, #train").find((button) => button.offsetParent)?.click();
      return;
    }
    const view = event.target.closest?.("#code .cm-content")?.cmTile?.view;
    if (!view || event.altKey || event.ctrlKey || event.metaKey) return;
    const chooses = one("#code .cm-tooltip-autocomplete");
    if (event.key === "Enter" && !event.shiftKey && !chooses) newLine(view, event);
    else if (event.key === "Tab" && !leaving && !chooses) indent(view, event);
    leaving = event.key === "Escape" || (leaving && event.key === "Shift");
  }, true);

  function newLine(view, event) {
    const at = view.state.selection.main.from, line = view.state.doc.lineAt(at);
    const before = line.text.slice(0, at - line.from);
    const opens = /:\s*(#.*)?$/.test(before), leaves = /^\s*(return|pass|break|continue)\b/.test(before);
    const margin = before.match(/^[ \t]*/)[0], tabs = margin.endsWith("\t");
    const step = tabs ? "\t" : "    ";
    const pad = opens ? margin + step : leaves ? margin.slice(0, -step.length) : margin;
    event.preventDefault();
    event.stopPropagation();
    const insert = view.state.replaceSelection(`\n${pad}`);
    view.dispatch(insert, { scrollIntoView: true });
  }

  function indent(view, event) {
    const { from, to } = view.state.selection.main, doc = view.state.doc;
    event.preventDefault();
    event.stopPropagation();
    if (from === to && !event.shiftKey) {
      const column = from - doc.lineAt(from).from;
      view.dispatch(view.state.replaceSelection(" ".repeat(4 - (column % 4))));
      return;
    }
    const changes = [];
    for (let n = doc.lineAt(from).number; n <= doc.lineAt(to).number; n++) {
      const line = doc.line(n), spaces = line.text.match(/^(\t| {0,4})/)[0].length;
      if (!event.shiftKey) changes.push({ from: line.from, insert: "    " });
      else if (spaces) changes.push({ from: line.from, to: line.from + spaces });
    }
    view.dispatch({ changes });
  }

  // --- Answers on their way, and what may go wrong on it ------------------------------------

  const checking = { since: 0 };
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#check, #train")) return;
    keep();
    checking.since = performance.now();
  }, true);

  function say(sentence) {
    const box = one("#trouble") ?? document.body.appendChild(document.createElement("div"));
    box.id = "trouble";
    box.setAttribute("role", "alert");
    box.textContent = sentence;
    box.hidden = !sentence;
  }

  const REFUSED = "The site could not do that. What you entered is kept here; try again.";
  const TOO_LONG = "That is too long for the site. What you entered is kept here; make it shorter.";

  // What was asked for at another place changes nothing here.
  async function nothing(answer) {
    const told = await answer.json();
    const data = told.data?.map(() => ({ __type__: "update" }));
    return new Response(JSON.stringify({ ...told, ...(data && { data }) }), answer);
  }

  const plainFetch = window.fetch;
  let under_way = 0;
  window.fetch = async (...request) => {
    const event = /\/gradio_api\/(run\/|queue\/join)/.test(request[0]?.url ?? request[0]);
    const check = event && performance.now() - checking.since < 300;
    const asked = place(), before = one("#verdict .headline");
    if (check) { checking.since = 0; under_way += 1; busy(); }
    try {
      const answer = await plainFetch(...request);
      if (event) setTimeout(settle, 250);
      if (answer.status === 401) {
        keep();
        const here = encodeURIComponent(location.pathname + location.search);
        location.assign(`/signin?ended=yes&next=${here}`);
      } else if (event) {
        say(answer.ok ? "" : answer.status === 413 ? TOO_LONG : REFUSED);
        if (!answer.ok) stay();
      }
      if (check) setTimeout(() => sight?.repeat(before), 100);
      const late = event && answer.ok && asked !== place();
      return late ? nothing(answer) : answer;
    } catch (error) {
      if (event) {
        say("The site cannot be reached. What you entered is kept here; try again soon.");
        stay();
      }
      throw error;
    } finally {
      if (check) { under_way -= 1; busy(); }
    }
  };

  function busy() {
    one("#check")?.classList.toggle("busy", under_way > 0);
    // What a training prints is not read out line by line; its verdict is.
    const waits = under_way > 0 || one("#verdict .running") !== null;
    one("#verdict")?.setAttribute("aria-busy", String(waits));
  }

  // --- Begin --------------------------------------------------------------------------------

  let planned = false;
  new MutationObserver(() => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => { planned = false; posedAgain(); reopen(); dress(); });
  }).observe(document, { childList: true, subtree: true });
})();
