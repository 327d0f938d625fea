// The search box and filters of every page. Without this file the form and its links do the same, a page at a time.
import { Drawer } from "./drawer.js";
import { LiveResults } from "./live.js";
import { Suggestions } from "./suggest.js";

const TYPING_PAUSE = 160;

const form = document.getElementById("search");
const input = document.getElementById("q");
const live = new LiveResults(form, document.getElementById("main"));
const drawer = new Drawer(live);
const suggestions = new Suggestions(input, document.getElementById("suggestions"), live);
document.documentElement.classList.add("js");

// A link to a folded part of the page unfolds it.
function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part instanceof HTMLDetailsElement) part.open = true;
}
window.addEventListener("hashchange", unfold);
unfold();

let pause = 0;
let composing = false;

function typed() {
  clearTimeout(pause);
  if (composing) return;
  pause = setTimeout(() => {
    suggestions.ask(input.value);
    if (live.here) live.show(live.addressOf(form), { keep: "replace" });
  }, TYPING_PAUSE);
}

// An input method builds a Vietnamese syllable in steps; half a syllable is not asked for.
input.addEventListener("compositionstart", () => { composing = true; });
input.addEventListener("compositionend", () => { composing = false; typed(); });
input.addEventListener("input", typed);

form.addEventListener("submit", (event) => {
  clearTimeout(pause);
  suggestions.close();
  if (!live.here) return;
  event.preventDefault();
  drawer.close();
  live.show(live.addressOf(form), { keep: "push" });
});

document.addEventListener("change", (event) => {
  if (live.here && event.target.form === form && event.target !== input) live.show(live.addressOf(form), { keep: "push" });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || !live.here || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  drawer.close();
  live.show(link.getAttribute("href"), { keep: "push", top: link.dataset.go === "top" });
});
