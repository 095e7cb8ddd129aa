// The form on the screen: an input for each figure; a grid where several units meet a wide screen, else one unit at a
// time. The page sends `data` anew after every change: problems, what was read, what stands. What somebody has typed is
// never overwritten by it, unless `data.generation` says that the form begins anew.
const WIDE = matchMedia("(min-width: 900px)");
const PAUSE = 1500; // milliseconds without a key after which what was typed is sent, so that a reload loses nothing
const NOTE = "note"; // the one input that takes words
const COLUMNS = 3;
const UNSENT = "dx-form-unsent"; // what the server has not said it holds: a session may have ended while somebody typed
const forms = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  if (!forms.has(parentElement)) forms.set(parentElement, new Form(parentElement));
  const form = forms.get(parentElement);
  // With its time, so that the same figures typed again are news too.
  form.show(data, (cells) => setStateValue("typed", { generation: data.generation, at: Date.now(), cells }));
  return () => form.close();
}

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

class Form {
  constructor(parent) {
    this.root = parent.appendChild(make("div", { class: "dx-form" }));
    this.unit = 0;
    this.sent = "";
    this.root.addEventListener("input", (event) => this.typed(event));
    this.root.addEventListener("change", (event) => this.left(event));
    this.root.addEventListener("focusin", ({ target }) => { this.entered = target.value; });
    this.root.addEventListener("focusout", () => setTimeout(() => this.tell()));
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("paste", (event) => this.paste(event));
    this.turned = () => this.build();
    this.hidden = () => this.send();
    WIDE.addEventListener("change", this.turned);
    document.addEventListener("visibilitychange", this.hidden);
  }

  close() {
    clearTimeout(this.timer);
    WIDE.removeEventListener("change", this.turned);
    document.removeEventListener("visibilitychange", this.hidden);
  }

  show(data, post) {
    const first = !this.data, anew = this.data?.generation !== data.generation;
    this.data = data;
    this.held = JSON.stringify(Object.entries(data.cells).sort());
    this.post = post;
    this.measures = data.groups.flatMap((group) => group.measures);
    this.number = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 4 });
    if (!anew) {
      if (this.held === this.sent) sessionStorage.removeItem(UNSENT);
      return this.tell();
    }
    clearTimeout(this.timer);
    this.values = new Map(Object.entries(data.cells));
    this.sent = this.written();
    this.recall(first);
    this.unit = Math.min(this.unit, data.units.length - 1);
    this.build();
  }

  // What was typed last and never reached the server, where it goes on from what the server holds of the same account.
  recall(first) {
    const kept = JSON.parse(sessionStorage.getItem(UNSENT) ?? "{}");
    sessionStorage.removeItem(UNSENT);
    if (!first || kept.draft !== this.data.draft || kept.held !== this.held) return;
    this.values = new Map(JSON.parse(kept.written));
    setTimeout(() => this.send());
  }

  // ---- what stands on the screen

  get several() { return this.data.units.length > 1; }

  build() {
    const inside = this.root.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
    this.inputs = new Map();
    this.notes = new Map();
    this.status = make("p", { class: "dx-form-status", role: "status" });
    this.isGrid = this.several && WIDE.matches;
    this.root.replaceChildren(...(this.isGrid ? [this.grid()] : [this.chooser(), this.list()]), this.status);
    this.tell();
    if (inside !== undefined) this.inputs.get(inside)?.focus();
  }

  input(unit, measure, labelled) {
    const [key, name] = this.data.units[unit], [code, title] = this.measures[measure];
    const at = `${key}|${code}`, id = `dx-form-${unit}-${measure}`;
    const input = make("input", { id, type: "text", inputmode: code === NOTE ? "text" : "numeric", autocomplete: "off",
      maxlength: code === NOTE ? 400 : 40, class: code === NOTE ? "dx-form-text" : undefined,
      "data-at": at, "data-unit": unit, "data-measure": measure, "aria-describedby": `${id}-note ${id}-says`,
      "aria-label": labelled ? undefined : `${title}, ${name}` });
    input.value = this.values.get(at) ?? "";
    this.inputs.set(at, input);
    this.notes.set(at, [make("span", { id: `${id}-note`, class: "dx-form-note" }),
                        make("div", { id: `${id}-says`, class: "dx-form-says" })]);
    return input;
  }

  chooser() {
    if (!this.several) return make("div");
    const { words, units } = this.data;
    const choice = make("select", { "aria-label": words.unit }, ...units.map(([, name], at) =>
      make("option", { value: at }, `${name} (${this.filled(at)}/${this.measures.length - 1})`)));
    choice.value = this.unit;
    const turn = (to) => { this.unit = (to + units.length) % units.length; this.build(); };
    choice.addEventListener("change", () => turn(Number(choice.value)));
    const step = (by, sign, label) => {
      const button = make("button", { type: "button", "aria-label": label }, sign);
      button.addEventListener("click", () => turn(this.unit + by));
      return button;
    };
    return make("div", { class: "dx-form-unit" }, step(-1, "‹", words.previous), choice, step(1, "›", words.next));
  }

  // In columns of their own, so that nothing moves aside while problems come and go.
  list() {
    const columns = Array.from({ length: COLUMNS }, () => make("div"));
    let at = 0;
    for (const group of this.data.groups) {
      const column = columns[Math.min(COLUMNS - 1, Math.floor((at * COLUMNS) / this.measures.length))];
      column.append(make("fieldset", {}, make("legend", {}, group.title), ...group.measures.map(([, title]) => {
        const input = this.input(this.unit, at++, true);
        const [note, says] = this.notes.get(input.dataset.at);
        return make("div", { class: "dx-form-row" }, make("label", { for: input.id }, title), input, note, says);
      })));
    }
    return make("div", { class: "dx-form-list" }, ...columns);
  }

  grid() {
    const { words, groups, units } = this.data;
    const first = make("tr", {}, make("th", { scope: "col", rowspan: 2 }, words.unit),
      ...groups.map((group) => make("th", { scope: "colgroup", colspan: group.measures.length }, group.title)));
    const second = make("tr", {}, ...this.measures.map(([, title]) => make("th", { scope: "col" }, title)));
    const body = make("tbody", {}, ...units.flatMap(([, name], unit) => {
      const cells = this.measures.map((_, measure) => {
        const input = this.input(unit, measure, false);
        return make("td", {}, input, this.notes.get(input.dataset.at)[0]);
      });
      const says = this.measures.map((_, measure) => this.notes.get(this.at(unit, measure))[1]);
      return [make("tr", {}, make("th", { scope: "row", rowspan: 2 }, name), ...cells),
              make("tr", { class: "dx-form-below" }, make("td", { colspan: this.measures.length }, ...says))];
    }));
    const table = make("table", {}, make("thead", {}, first, second), body);
    return make("div", { class: "dx-form-grid", tabindex: 0, role: "region", "aria-label": words.form }, table);
  }

  at(unit, measure) { return `${this.data.units[unit][0]}|${this.measures[measure][0]}`; }

  filled(unit) {
    return this.measures.filter(([code], measure) => code !== NOTE && this.values.has(this.at(unit, measure))).length;
  }

  // ---- what the page says of it

  tell() {
    for (const [at, input] of this.inputs) {
      const [note, says] = this.notes.get(at);
      const beside = this.beside(input);
      if (note.textContent !== beside.join("")) note.replaceChildren(...beside.map((part) => make("span", {}, part)));
      // Half a number is no problem yet: nothing new is said of the input somebody is in.
      if (input === document.activeElement && input.value !== this.entered) continue;
      this.say(input, says, this.data.told[at] ?? []);
    }
  }

  beside(input) {
    const { words, before, standing, read } = this.data;
    const unit = Number(input.dataset.unit), measure = Number(input.dataset.measure);
    const parts = [[words.before, before[unit][measure]], [words.standing, standing[unit][measure]]]
      .filter(([, value]) => value !== null).map(([word, value]) => `${word} ${this.number.format(value)}`);
    const got = read[input.dataset.at];
    if (got !== undefined && got !== input.value.trim() && input.value) parts.push(`${words.read} ${got}`);
    return parts;
  }

  say(input, says, told) {
    const worst = told[0]?.[0] ?? "";
    if (worst) input.dataset.severity = worst; else delete input.dataset.severity;
    input.setAttribute("aria-invalid", String(worst === "error"));
    const name = this.isGrid ? `${this.measures[input.dataset.measure][1]}: ` : "";
    const lines = told.map(([severity, text]) => make("p", { "data-severity": severity },
      make("b", {}, `${this.data.words[severity]}: `), text.startsWith(name) ? text : name + text));
    if (says.textContent !== lines.map((line) => line.textContent).join("")) says.replaceChildren(...lines);
  }

  // ---- what somebody does

  typed({ target }) {
    if (!target.dataset.at) return;
    this.put(target.dataset.at, target.value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  left({ target }) {
    if (target.dataset.at) this.send();
  }

  put(at, text) {
    if (text.trim()) this.values.set(at, text); else this.values.delete(at);
  }

  written() { return JSON.stringify([...this.values].sort()); }

  send() {
    clearTimeout(this.timer);
    const written = this.written();
    if (written === this.sent) return;
    this.sent = written;
    sessionStorage.setItem(UNSENT, JSON.stringify({ draft: this.data.draft, held: this.held, written }));
    this.post(Object.fromEntries(this.values));
  }

  key(event) {
    const { target, key } = event;
    if (!target.dataset.at || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (!step) return;
    event.preventDefault();
    const unit = Number(target.dataset.unit), measure = Number(target.dataset.measure);
    const [down, across] = this.isGrid ? [unit + step, measure] : [unit, measure + step];
    const next = this.data.units[down] && this.measures[across] && this.inputs.get(this.at(down, across));
    if (next) { next.focus(); next.select(); } else this.send();
  }

  // A block copied from a sheet fills the inputs from the one it is pasted in: units down, measures across; where one
  // unit is shown, a row or a column of figures fills its measures.
  paste(event) {
    const { target } = event;
    const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "") ?? "";
    if (!target.dataset.at || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const unit = Number(target.dataset.unit), measure = Number(target.dataset.measure);
    let block = text.split("\n").map((line) => line.split("\t"));
    if (!this.isGrid) block = [block.some((line) => line.length > 1) && block.length > 1 ? [] : block.flat()];
    let done = 0, outside = 0;
    block.forEach((line, down) => line.forEach((cell, across) => {
      if (!this.data.units[unit + down] || !this.measures[measure + across]) { outside += 1; return; }
      const at = this.at(unit + down, measure + across);
      this.put(at, cell.trim());
      const input = this.inputs.get(at);
      if (input) input.value = cell.trim();
      done += 1;
    }));
    const { words } = this.data;
    const said = done ? words.pasted.replace("{n}", done) : words.noBlock;
    this.status.textContent = outside ? `${said} ${words.outside.replace("{n}", outside)}` : said;
    this.send();
  }
}
