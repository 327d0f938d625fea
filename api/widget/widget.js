// <cho-phien province="lam-dong"></cho-phien>: a search box for OCOP goods. Manual: docs/widget.md.
(() => {
  "use strict";
  if (customElements.get("cho-phien")) return;
  const site = new URL(document.currentScript.src).origin;

  const WORDS = {
    vi: {
      heading: "Đặc sản OCOP", of: "Đặc sản", label: "Tìm đặc sản", hint: "Mật ong, chè, cà phê…", button: "Tìm", tab: "mở trang mới",
      count: (n) => `${n} sản phẩm`, none: "Chưa thấy hàng này. Thử bớt chữ xem sao.", all: (n) => `Xem cả ${n} sản phẩm trên Chợ Phiên`,
      ask: "Hỏi giá người bán", sample: "giá\u00a0mẫu", shops: (n) => `bán ở ${n} sàn`, foot: "Chợ Phiên không bán hàng, chỉ đường đến sàn đang bán.",
      per: { l: "lít", t: "tấn", m: "mét", m2: "m²", piece: "cái", pieces: "cái", set: "bộ", box: "hộp", packet: "gói", bag: "túi", sack: "bao", bottle: "chai", jar: "hũ",
        can: "lon", canister: "can", bucket: "xô", case: "thùng", multipack: "lốc", tray: "khay", bar: "thanh", roll: "cuộn", pot: "chậu", pair: "đôi",
        bunch: "bó", string: "xâu", dozen: "tá", copy: "bản", person: "người", night: "đêm", room: "phòng", portion: "phần", cup: "ly", bowl: "tô",
        plate: "đĩa", tube: "tuýp" }, failed: "Chưa lấy được kết quả.", open: "Tìm trên Chợ Phiên",
      proven: (n) => `★ OCOP ${n} sao`, claimed: (n) => `☆ ${n} sao, shop tự ghi`, lapsed: (n) => `☆ ${n} sao, hết hạn`, contradicted: (n) => `☆ ${n} sao, không khớp`,
    },
    en: {
      heading: "OCOP specialities", of: "Specialities of", label: "Search specialities", hint: "Honey, tea, coffee…", button: "Search", tab: "opens a new tab",
      count: (n) => `${n} product${n === 1 ? "" : "s"}`, none: "Not found. Try fewer words.", all: (n) => `See all ${n} products on Chợ Phiên`,
      ask: "Ask the seller", sample: "sample\u00a0price", shops: (n) => `on ${n} marketplace${n === 1 ? "" : "s"}`, foot: "Chợ Phiên sells nothing; it shows where it is sold.",
      per: { l: "litre", t: "tonne", m: "metre", m2: "m²" }, failed: "The results could not be fetched.", open: "Search on Chợ Phiên",
      proven: (n) => `★ OCOP ${n} stars`, claimed: (n) => `☆ ${n} stars, seller says`, lapsed: (n) => `☆ ${n} stars, expired`, contradicted: (n) => `☆ ${n} stars, disputed`,
    },
  };

  // A constructed sheet is allowed under a host's style-src without 'unsafe-inline'.
  const styles = `
    :host { display: block; container-type: inline-size; color: var(--cho-phien-text, #20203a); background: var(--cho-phien-background, #fbf6ea);
      border: 1px solid var(--cho-phien-border, #e5d9bf); border-radius: var(--cho-phien-radius, 12px); padding: 16px;
      font: 400 16px/1.55 var(--cho-phien-font, inherit); text-align: start; }
    :host([hidden]), [hidden] { display: none !important; }
    * { box-sizing: border-box; }
    h2, p, ol { margin: 0; padding: 0; }
    h2 { font-size: 1.2em; line-height: 1.4; margin-bottom: 8px; }
    h2:empty { display: none; }
    a { color: inherit; }
    form { display: flex; gap: 8px; }
    input { flex: 1; min-width: 0; min-height: 44px; padding: 4px 12px; font: inherit; color: inherit; background: var(--cho-phien-card, #fffdf8);
      border: 1.5px solid var(--cho-phien-border, #d3c4a0); border-radius: 8px; }
    button { min-height: 44px; padding: 4px 16px; font: inherit; font-weight: 700; border: 0; border-radius: 8px; cursor: pointer;
      color: var(--cho-phien-on-accent, #fff); background: var(--cho-phien-accent, #232f6b); }
    :focus-visible { outline: 3px solid var(--cho-phien-focus, #1663c7); outline-offset: 2px; }
    .off { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .status { font-size: .875em; opacity: .8; margin: 8px 0; min-height: 1.5em; }
    ol { list-style: none; display: grid; gap: 8px; }
    @container (min-width: 560px) { ol { grid-template-columns: 1fr 1fr; } }
    li a { display: flex; gap: 12px; height: 100%; padding: 8px; text-decoration: none; background: var(--cho-phien-card, #fffdf8);
      border: 1px solid var(--cho-phien-border, #e5d9bf); border-radius: 8px; }
    li a:hover { border-color: var(--cho-phien-accent, #232f6b); }
    img, .none { width: 84px; height: 84px; flex: none; border-radius: 6px; object-fit: cover; background: #fbeabf; }
    .none::before { content: ""; display: block; width: 34px; height: 34px; margin: 25px; transform: rotate(45deg); background: #a92d27; border: 8px solid #e3a72f; }
    .name { font-weight: 600; line-height: 1.4; display: block; }
    .line { display: block; font-size: .875em; }
    .price { font-weight: 700; color: var(--cho-phien-price, #9c2722); }
    .soft { opacity: .78; }
    .all { display: inline-block; margin-top: 12px; font-weight: 600; }
    .foot { margin-top: 8px; font-size: .8125em; opacity: .78; }
  `;
  const sheets = [];
  if ("replaceSync" in CSSStyleSheet.prototype) {
    sheets.push(new CSSStyleSheet());
    sheets[0].replaceSync(styles);
  }

  const make = (tag, set = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), set);
    made.append(...children);
    return made;
  };

  class ChoPhien extends HTMLElement {
    static observedAttributes = ["province", "group", "marketplace", "producer", "limit", "lang", "heading"];

    connectedCallback() {
      if (!this.shadowRoot) {
        this.attachShadow({ mode: "open" }).adoptedStyleSheets = sheets;
        this.turn = 0;
      }
      this.draw();
      this.seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.begin(), { rootMargin: "200px" });
      this.seen.observe(this);
    }

    disconnectedCallback() {
      this.seen.disconnect();
      clearTimeout(this.pause);
      this.abort?.abort();
    }

    attributeChangedCallback() {
      if (!this.isConnected || !this.shadowRoot) return;
      this.draw();
      if (this.begun) this.ask();
    }

    begin() {
      this.seen.disconnect();
      this.begun = true;
      this.ask();
    }

    get language() {
      return (this.getAttribute("lang") || document.documentElement.lang || "vi").toLowerCase().startsWith("en") ? "en" : "vi";
    }

    get most() {
      const wish = Number.parseInt(this.getAttribute("limit"), 10);
      return wish > 0 ? Math.min(wish, 24) : 6;
    }

    draw() {
      const words = (this.words = WORDS[this.language]);
      const typed = this.input?.value ?? "";
      this.title_ = make("h2", { textContent: this.getAttribute("heading") ?? words.heading });
      this.input = make("input", { type: "search", id: "q", value: typed, placeholder: words.hint, autocomplete: "off", maxLength: 300, enterKeyHint: "search" });
      this.status = make("p", { className: "status" });
      this.status.setAttribute("role", "status");
      this.cards = make("ol");
      this.more = make("a", { className: "all", target: "_blank", rel: "noopener", hidden: true });
      const form = make("form", {}, make("label", { htmlFor: "q", className: "off", textContent: words.label }), this.input, make("button", { textContent: words.button }));
      form.setAttribute("role", "search");
      form.addEventListener("submit", (event) => { event.preventDefault(); this.ask(); });
      this.input.addEventListener("input", (event) => this.typed(event));
      this.input.addEventListener("compositionend", (event) => this.typed(event));
      const root = make("div", { lang: this.language }, this.title_, form, this.status, this.cards, this.more, make("p", { className: "foot", textContent: words.foot }));
      this.shadowRoot.replaceChildren(root);
    }

    typed(event) {
      clearTimeout(this.pause);
      if (event.type === "input" && event.isComposing) return;
      this.pause = setTimeout(() => this.ask(), 220);
    }

    query() {
      const pairs = new URLSearchParams();
      const typed = this.input.value.trim();
      if (typed) pairs.set("q", typed);
      for (const name of ["province", "group", "marketplace", "producer"]) {
        if (this.getAttribute(name)) pairs.set(name, this.getAttribute(name));
      }
      return pairs;
    }

    async ask(pairs = this.query(), note = "") {
      const turn = ++this.turn;
      this.abort?.abort();
      this.abort = new AbortController();
      pairs.set("lang", this.language);
      const page = `${site}/?${pairs}`;
      try {
        const answer = await fetch(`${site}/v1/search?${pairs}&limit=${this.most}`, { signal: this.abort.signal, credentials: "omit" });
        if (!answer.ok && (answer.status !== 422 || note)) throw new Error(answer.status);
        const found = await answer.json();
        if (turn !== this.turn) return;
        if (answer.ok) this.show(found, page, note);
        else this.ask(...this.mended(pairs, found.errors));
      } catch (problem) {
        if (problem.name !== "AbortError" && turn === this.turn) this.fail(page);
      }
    }

    // Leaves out what does not exist.
    mended(pairs, errors) {
      const told = errors.map((one) => one[this.language === "en" ? "message_en" : "message"]).join(" ");
      for (const { field } of errors) {
        const right = pairs.get(field).split(",").filter((one) => !told.includes(`“${one.trim()}”`));
        right.length ? pairs.set(field, right) : pairs.delete(field);
      }
      return [pairs, `${told} `];
    }

    show(found, page, note) {
      const words = this.words;
      const place = (found.facets.province ?? []).find((one) => one.selected);
      if (place && !this.hasAttribute("heading")) this.title_.textContent = `${words.of} ${place.label}`;
      this.status.textContent = note + (found.total ? words.count(found.total) : words.none);
      this.cards.replaceChildren(...found.hits.map((hit) => this.card(hit)));
      this.leadOn(page, words.all(found.total), found.total > found.hits.length);
    }

    fail(page) {
      this.status.textContent = this.words.failed;
      this.cards.replaceChildren();
      this.leadOn(page, this.words.open, true);
    }

    leadOn(page, text, shown) {
      Object.assign(this.more, { href: page, textContent: text, hidden: !shown });
    }

    card(hit) {
      const words = this.words;
      const line = (text, kind = "") => make("span", { className: `line ${kind}`, textContent: text });
      const body = make("span", {}, make("span", { className: "name", textContent: hit.name }));
      if (hit.stars && words[hit.ocop_status]) body.append(line(words[hit.ocop_status](hit.stars), hit.ocop_status));
      const price = hit.price === null ? words.ask : this.money(hit.price, hit.price_per);
      body.append(make("span", { className: "line" }, make("span", { className: hit.price === null ? "" : "price", textContent: price }),
        hit.unit_price && hit.unit_price_per !== hit.price_per ? ` · ${this.money(hit.unit_price, hit.unit_price_per)}` : "", hit.sample_price && hit.price !== null ? ` · ${words.sample}` : ""));
      body.append(line([hit.province_name, words.shops(hit.marketplaces.length)].filter(Boolean).join(" · "), "soft"));
      const picture = hit.image
        ? make("img", { loading: "lazy", decoding: "async", width: 84, height: 84, alt: "", src: new URL(hit.image, site) })
        : make("span", { className: "none" });
      const href = new URL(hit.url, site);
      href.searchParams.set("lang", this.language);
      return make("li", {}, make("a", { href, target: "_blank", rel: "noopener" }, picture, body, make("span", { className: "off", textContent: ` (${words.tab})` })));
    }

    money(amount, per) {
      const unit = per ? `/${per.replace(/[a-z]\w*/, (word) => this.words.per[word] ?? word)}` : "";
      return `${new Intl.NumberFormat(this.language === "en" ? "en" : "vi-VN").format(amount)} ₫${unit}`;
    }
  }

  customElements.define("cho-phien", ChoPhien);
})();
