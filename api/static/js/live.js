// Fetches the inside of a result page and puts it in place. Late answers to earlier questions are dropped.

const BUSY_AFTER = 200;

export class LiveResults {
  constructor(form, main) {
    this.form = form;
    this.main = main;
    this.asked = 0;
    this.abort = null;
    this.afterSwap = [];
    this.shown = this.addressHere();
    window.addEventListener("popstate", () => this.here && this.show(this.addressHere(), { keep: "none" }));
  }

  // Only the first page and the result page are redrawn; elsewhere the form leads to them.
  get here() {
    return location.pathname === "/";
  }

  addressHere() {
    return location.pathname + location.search;
  }

  addressOf(form) {
    const pairs = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
    const query = new URLSearchParams(pairs).toString();
    return query ? `/?${query}` : "/";
  }

  async show(address, { keep = "replace", top = false } = {}) {
    if (address === this.shown && keep !== "none") return;
    this.shown = address;
    const turn = ++this.asked;
    this.abort?.abort();
    this.abort = new AbortController();
    const busy = setTimeout(() => this.form.classList.add("busy"), BUSY_AFTER);
    try {
      const answer = await fetch("/ket-qua" + new URL(address, location.href).search, { signal: this.abort.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn !== this.asked) return;
      this.remember(address, keep);
      this.swap(page, address);
      if (top) window.scrollTo({ top: 0 });
    } catch (problem) {
      if (problem.name === "AbortError" || turn !== this.asked) return;
      this.shown = null;
      this.say(this.form.dataset.offline);
    } finally {
      clearTimeout(busy);
      if (turn === this.asked) this.form.classList.remove("busy");
    }
  }

  remember(address, keep) {
    if (keep === "push") history.pushState(null, "", address);
    if (keep === "replace") history.replaceState(null, "", address);
  }

  swap(page, address) {
    const fresh = page.querySelector("main") ?? page.body;
    const focused = this.main.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...this.main.querySelectorAll("details[open][id]")].map((one) => one.id);
    const scrolled = document.getElementById("filters")?.scrollTop ?? 0;
    this.main.replaceChildren(...document.adoptNode(fresh).childNodes);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const filters = document.getElementById("filters");
    if (filters) filters.scrollTop = scrolled;
    for (const then of this.afterSwap) then();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.label(address);
  }

  label(address) {
    const view = this.main.querySelector("[data-status]");
    document.body.classList.toggle("home", Boolean(view) && !view.dataset.status);
    document.body.classList.toggle("results", Boolean(view?.dataset.status));
    if (view) document.title = view.dataset.title;
    this.say(view?.dataset.status ?? this.main.querySelector("h1")?.textContent ?? "");
    const words = new URL(address, location.href).searchParams.get("q") ?? "";
    const input = this.form.elements.namedItem("q");
    if (document.activeElement !== input) input.value = words;
  }

  say(words) {
    document.getElementById("status").textContent = words;
  }
}
