// The filters on a phone: a drawer over the page that keeps the focus inside and closes with Escape.

export class Drawer {
  constructor(live) {
    live.afterSwap.push(() => this.guard());
    document.addEventListener("click", (event) => {
      if (event.target.closest(".open-filters")) { event.preventDefault(); this.open(); }
      if (event.target.closest(".filters .close, .filters .show")) { event.preventDefault(); this.close(); }
    });
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    matchMedia("(min-width: 60rem)").addEventListener("change", () => this.close());
  }

  get isOpen() {
    return document.body.classList.contains("filtering");
  }

  open() {
    document.body.classList.add("filtering");
    this.guard();
    document.querySelector(".filters .close")?.focus();
  }

  close() {
    if (!this.isOpen) return;
    document.body.classList.remove("filtering");
    this.guard();
    document.querySelector(".open-filters")?.focus();
  }

  guard() {
    for (const part of document.querySelectorAll("header.site, footer.site, .found")) part.inert = this.isOpen;
  }
}
