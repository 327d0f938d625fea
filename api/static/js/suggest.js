// The list under the search box: an ARIA combobox (arrow keys choose, Enter takes, Escape closes).

const MOST = 6;

export class Suggestions {
  constructor(input, list, live) {
    this.input = input;
    this.list = list;
    this.live = live;
    this.asked = 0;
    this.chosen = -1;
    this.found = [];
    for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-autocomplete", "list"], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The press would take the focus from the box and close the list before the click arrives.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const line = event.target.closest("li");
      if (line) this.take(Number(line.dataset.index));
    });
  }

  async ask(text) {
    const turn = ++this.asked;
    const words = text.trim();
    if (!words) { this.close(); return; }
    try {
      const query = new URLSearchParams({ q: words, limit: MOST, lang: document.documentElement.lang });
      const answer = await fetch(`/v1/suggest?${query}`);
      const body = answer.ok ? await answer.json() : { suggestions: [] };
      if (turn === this.asked && document.activeElement === this.input) this.draw(body.suggestions);
    } catch {
      if (turn === this.asked) this.close();
    }
  }

  draw(found) {
    this.found = found;
    this.chosen = -1;
    this.list.replaceChildren(...found.map((one, index) => this.line(one, index)));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  line(one, index) {
    const line = document.createElement("li");
    line.id = `suggestion-${index}`;
    line.dataset.index = index;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    const words = document.createElement("span");
    words.append(...markedNodes(one.highlighted));
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = this.list.dataset[one.kind] ?? "";
    line.append(words, kind);
    return line;
  }

  key(event) {
    if (event.isComposing || this.list.hidden) return;
    if (event.key === "Escape") { this.close(); event.preventDefault(); }
    if (event.key === "ArrowDown") { this.choose(this.chosen + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { this.choose(this.chosen - 1); event.preventDefault(); }
    if (event.key === "Enter" && this.chosen >= 0) { this.take(this.chosen); event.preventDefault(); }
  }

  choose(index) {
    const lines = [...this.list.children];
    this.chosen = index >= lines.length ? -1 : index < -1 ? lines.length - 1 : index;
    lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === this.chosen)));
    lines[this.chosen]?.scrollIntoView({ block: "nearest" });
    if (this.chosen < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", lines[this.chosen].id);
  }

  take(index) {
    const one = this.found[index];
    this.close();
    if (!one) return;
    if (one.kind !== "query" || !this.live.here) { location.assign(one.url); return; }
    this.input.value = one.text;
    this.live.show(this.live.addressOf(this.input.form), { keep: "push" });
  }

  close() {
    this.asked += 1;
    this.list.hidden = true;
    this.chosen = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

// Text and <mark> of an escaped fragment; any other element is reduced to its text.
export function markedNodes(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.childNodes].map((node) => {
    const made = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode(node.textContent);
    if (node.nodeName === "MARK") made.textContent = node.textContent;
    return made;
  });
}
