// The form for figures: one input per figure, as a grid for several units on a wide screen, else one unit at a time.
// After every change the page sends new `data`: problems, parsed values, published values. It never overwrites what the
// user has typed, unless `data.generation` changed, which resets the form.
const WIDE = matchMedia("(min-width: 900px)");
const PAUSE = 1500; // milliseconds without a key press before input is sent, so that a reload loses nothing
const NOTE = "note"; // the one input for text
const COLUMNS = 3;
const UNSENT = "dx-form-unsent"; // input that the server has not confirmed: the session may have ended meanwhile
const forms = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  if (!forms.has(parentElement)) forms.set(parentElement, new Form(parentElement));
  const form = forms.get(parentElement);
  // With the time, so that typing the same figures again is a change too.
  form.show(data, (cells) => setStateValue("typed", { generation: data.generation, at: Date.now(), cells }));
  return () => form.close();
}

const element = (name, attributes = {}, ...children) => {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) created.setAttribute(key, value);
  created.append(...children);
  return created;
};

class Form {
  constructor(parent) {
    this.root = parent.appendChild(element("div", { class: "dx-form" }));
    this.unit = 0;
    this.sentCells = "";
    this.root.addEventListener("input", (event) => this.onInput(event));
    this.root.addEventListener("change", (event) => this.onChange(event));
    this.root.addEventListener("focusin", ({ target }) => { this.entered = target.value; });
    this.root.addEventListener("focusout", () => setTimeout(() => this.showMessages()));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.root.addEventListener("paste", (event) => this.onPaste(event));
    this.onResize = () => this.build();
    this.onHide = () => this.send();
    WIDE.addEventListener("change", this.onResize);
    document.addEventListener("visibilitychange", this.onHide);
  }

  close() {
    clearTimeout(this.timer);
    WIDE.removeEventListener("change", this.onResize);
    document.removeEventListener("visibilitychange", this.onHide);
  }

  show(data, post) {
    const isFirst = !this.data, isReset = this.data?.generation !== data.generation;
    this.data = data;
    this.serverCells = JSON.stringify(Object.entries(data.cells).sort());
    this.post = post;
    this.measures = data.groups.flatMap((group) => group.measures);
    this.number = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 4 });
    if (!isReset) {
      if (this.serverCells === this.sentCells) sessionStorage.removeItem(UNSENT);
      return this.showMessages();
    }
    clearTimeout(this.timer);
    this.values = new Map(Object.entries(data.cells));
    this.sentCells = this.typedCells();
    this.restore(isFirst);
    this.unit = Math.min(this.unit, data.units.length - 1);
    this.build();
  }

  // Restore input that never reached the server, if the same draft still has the content it was based on.
  restore(isFirst) {
    const saved = JSON.parse(sessionStorage.getItem(UNSENT) ?? "{}");
    sessionStorage.removeItem(UNSENT);
    if (!isFirst || saved.draft !== this.data.draft || saved.serverCells !== this.serverCells) return;
    this.values = new Map(JSON.parse(saved.typedCells));
    setTimeout(() => this.send());
  }

  // ---- rendering

  get several() { return this.data.units.length > 1; }

  build() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.at : undefined;
    this.inputs = new Map();
    this.notes = new Map();
    this.status = element("p", { class: "dx-form-status", role: "status" });
    this.isGrid = this.several && WIDE.matches;
    this.root.replaceChildren(...(this.isGrid ? [this.grid()] : [this.chooser(), this.list()]), this.status);
    this.showMessages();
    if (focused !== undefined) this.inputs.get(focused)?.focus();
  }

  input(unit, measure, hasLabel) {
    const [key, name] = this.data.units[unit], [code, title] = this.measures[measure];
    const at = `${key}|${code}`, id = `dx-form-${unit}-${measure}`;
    const input = element("input", { id, type: "text", inputmode: code === NOTE ? "text" : "numeric", autocomplete: "off",
      maxlength: code === NOTE ? 400 : 40, class: code === NOTE ? "dx-form-text" : undefined,
      "data-at": at, "data-unit": unit, "data-measure": measure, "aria-describedby": `${id}-note ${id}-says`,
      "aria-label": hasLabel ? undefined : `${title}, ${name}` });
    input.value = this.values.get(at) ?? "";
    this.inputs.set(at, input);
    this.notes.set(at, [element("span", { id: `${id}-note`, class: "dx-form-note" }),
                        element("div", { id: `${id}-says`, class: "dx-form-says" })]);
    return input;
  }

  chooser() {
    if (!this.several) return element("div");
    const { words, units } = this.data;
    const choice = element("select", { "aria-label": words.unit }, ...units.map(([, name], at) =>
      element("option", { value: at }, `${name} (${this.filled(at)}/${this.measures.length - 1})`)));
    choice.value = this.unit;
    const select = (to) => { this.unit = (to + units.length) % units.length; this.build(); };
    choice.addEventListener("change", () => select(Number(choice.value)));
    const step = (by, sign, label) => {
      const button = element("button", { type: "button", "aria-label": label }, sign);
      button.addEventListener("click", () => select(this.unit + by));
      return button;
    };
    return element("div", { class: "dx-form-unit" }, step(-1, "‹", words.previous), choice, step(1, "›", words.next));
  }

  // In fixed columns, so that no input moves when messages appear and disappear.
  list() {
    const columns = Array.from({ length: COLUMNS }, () => element("div"));
    let at = 0;
    for (const group of this.data.groups) {
      const column = columns[Math.min(COLUMNS - 1, Math.floor((at * COLUMNS) / this.measures.length))];
      column.append(element("fieldset", {}, element("legend", {}, group.title), ...group.measures.map(([, title]) => {
        const input = this.input(this.unit, at++, true);
        const [note, says] = this.notes.get(input.dataset.at);
        return element("div", { class: "dx-form-row" }, element("label", { for: input.id }, title), input, note, says);
      })));
    }
    return element("div", { class: "dx-form-list" }, ...columns);
  }

  grid() {
    const { words, groups, units } = this.data;
    const first = element("tr", {}, element("th", { scope: "col", rowspan: 2 }, words.unit),
      ...groups.map((group) => element("th", { scope: "colgroup", colspan: group.measures.length }, group.title)));
    const second = element("tr", {}, ...this.measures.map(([, title]) => element("th", { scope: "col" }, title)));
    const body = element("tbody", {}, ...units.flatMap(([, name], unit) => {
      const cells = this.measures.map((_, measure) => {
        const input = this.input(unit, measure, false);
        return element("td", {}, input, this.notes.get(input.dataset.at)[0]);
      });
      const says = this.measures.map((_, measure) => this.notes.get(this.at(unit, measure))[1]);
      return [element("tr", {}, element("th", { scope: "row", rowspan: 2 }, name), ...cells),
              element("tr", { class: "dx-form-below" }, element("td", { colspan: this.measures.length }, ...says))];
    }));
    const table = element("table", {}, element("thead", {}, first, second), body);
    return element("div", { class: "dx-form-grid", tabindex: 0, role: "region", "aria-label": words.form }, table);
  }

  at(unit, measure) { return `${this.data.units[unit][0]}|${this.measures[measure][0]}`; }

  filled(unit) {
    return this.measures.filter(([code], measure) => code !== NOTE && this.values.has(this.at(unit, measure))).length;
  }

  // ---- messages of the page

  showMessages() {
    for (const [at, input] of this.inputs) {
      const [note, says] = this.notes.get(at);
      const remarks = this.remarksOf(input);
      if (note.textContent !== remarks.join("")) note.replaceChildren(...remarks.map((part) => element("span", {}, part)));
      // A half-typed number is not a problem yet: messages of the focused input stay as they are.
      if (input === document.activeElement && input.value !== this.entered) continue;
      this.showProblems(input, says, this.data.remarks[at] ?? []);
    }
  }

  remarksOf(input) {
    const { words, previous, published, read } = this.data;
    const unit = Number(input.dataset.unit), measure = Number(input.dataset.measure);
    const parts = [[words.previousFigure, previous[unit][measure]], [words.published, published[unit][measure]]]
      .filter(([, value]) => value !== null).map(([word, value]) => `${word} ${this.number.format(value)}`);
    const parsed = read[input.dataset.at];
    if (parsed !== undefined && parsed !== input.value.trim() && input.value) parts.push(`${words.read} ${parsed}`);
    return parts;
  }

  showProblems(input, says, problems) {
    const worst = problems[0]?.[0] ?? "";
    if (worst) input.dataset.severity = worst; else delete input.dataset.severity;
    input.setAttribute("aria-invalid", String(worst === "error"));
    const name = this.isGrid ? `${this.measures[input.dataset.measure][1]}: ` : "";
    const lines = problems.map(([severity, text]) => element("p", { "data-severity": severity },
      element("b", {}, `${this.data.words[severity]}: `), text.startsWith(name) ? text : name + text));
    if (says.textContent !== lines.map((line) => line.textContent).join("")) says.replaceChildren(...lines);
  }

  // ---- input events

  onInput({ target }) {
    if (!target.dataset.at) return;
    this.setValue(target.dataset.at, target.value);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  onChange({ target }) {
    if (target.dataset.at) this.send();
  }

  setValue(at, text) {
    if (text.trim()) this.values.set(at, text); else this.values.delete(at);
  }

  typedCells() { return JSON.stringify([...this.values].sort()); }

  send() {
    clearTimeout(this.timer);
    const typedCells = this.typedCells();
    if (typedCells === this.sentCells) return;
    this.sentCells = typedCells;
    sessionStorage.setItem(UNSENT, JSON.stringify({ draft: this.data.draft, serverCells: this.serverCells, typedCells }));
    this.post(Object.fromEntries(this.values));
  }

  onKey(event) {
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

  // A block copied from a spreadsheet fills the inputs starting at the focused one: units down, measures across. With
  // one unit on the screen, a row or a column of figures fills its measures.
  onPaste(event) {
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
      this.setValue(at, cell.trim());
      const input = this.inputs.get(at);
      if (input) input.value = cell.trim();
      done += 1;
    }));
    const { words } = this.data;
    const message = done ? words.pasted.replace("{n}", done) : words.noBlock;
    this.status.textContent = outside ? `${message} ${words.outside.replace("{n}", outside)}` : message;
    this.send();
  }
}
