// Shows what a page contains but for its inputs (dashboard/page_content.py): HTML parts and charts, in rows of columns.
// After every change the page sends the whole message again. A part or chart that did not change keeps its nodes, and
// with them scroll position, focus and what is folded open. Text is painted first, charts in the next frame; a change
// that comes while charts are drawn cancels those that are left.
const contents = new WeakMap();
const decoder = new TextDecoder();

export default function ({ data, parentElement, setTriggerValue }) {
  if (!contents.has(parentElement)) contents.set(parentElement, new Content(parentElement));
  const content = contents.get(parentElement);
  content.open = (address) => setTriggerValue("open", address);
  content.show(JSON.parse(decoder.decode(data)));
  return () => content.close();
}

let bundle;
const loadBundle = (address) => {
  bundle ??= new Promise((resolve, reject) => {
    if (globalThis.dxkpi?.drawChart) return resolve(globalThis.dxkpi);
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve(globalThis.dxkpi));
    script.addEventListener("error", () => { bundle = undefined; reject(new Error(address)); });
    script.src = address;
    document.head.append(script);
  });
  return bundle;
};

const create = (name, className, parent) => {
  const element = document.createElement(name);
  element.className = className;
  parent?.append(element);
  return element;
};

/** Make these nodes the children of an element, in this order, touching only those that are not there yet. */
const setChildren = (element, nodes) => {
  nodes.forEach((node, at) => { if (element.children[at] !== node) element.insertBefore(node, element.children[at] ?? null); });
  while (element.children.length > nodes.length) element.lastElementChild.remove();
};

/** Replace the HTML of a part; what was folded open or scrolled stays so where the part still has it. */
const setHtml = (element, html) => {
  const open = [...element.querySelectorAll("details")].map((details) => details.open);
  const scrolled = [...element.querySelectorAll(".dx-scroll")].map((box) => [box.scrollLeft, box.scrollTop]);
  element.innerHTML = html;
  element.querySelectorAll("details").forEach((details, at) => { if (open[at]) details.open = true; });
  element.querySelectorAll(".dx-scroll").forEach((box, at) => { if (scrolled[at]) [box.scrollLeft, box.scrollTop] = scrolled[at]; });
};

class Content {
  constructor(parent) {
    parent.querySelector(".dx-waiting")?.remove();
    this.root = create("div", "dx-content", parent);
    this.live = create("p", "dx-live", parent); // screen readers say what it comes to hold
    this.live.setAttribute("role", "status");
    this.items = new Map();
    this.message = 0;
    this.root.addEventListener("click", (event) => this.follow(event));
  }

  /** A link to a page of the dashboard is followed by the server, without loading everything again. */
  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link || link.target !== "_self" || link.hasAttribute("download")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || !this.pages.includes(link.pathname)) return;
    event.preventDefault();
    this.open(link.pathname + link.search);
  }

  show(message) {
    this.message += 1;
    this.pages = message.pages;
    const kept = new Set(), changed = [];
    const rows = message.rows.map((columns, at) => {
      const row = this.root.children[at] ?? create("div", "dx-row", this.root);
      const template = columns.map(({ width }) => `minmax(0, ${width}fr)`).join(" ");
      if (row.dataset.columns !== template) {
        row.dataset.columns = template;
        row.style.setProperty("--dx-columns", template);
      }
      setChildren(row, columns.map(({ items }, position) => {
        const column = row.children[position] ?? create("div", "dx-column");
        setChildren(column, items.map((item) => {
          kept.add(item.key);
          return item.html === undefined ? this.chart(item, changed) : this.part(item);
        }));
        return column;
      }));
      return row;
    });
    setChildren(this.root, rows);
    for (const [key, item] of this.items) if (!kept.has(key)) this.forget(key, item);
    this.announce(message);
    if (changed.length) this.drawLater(changed, message.bundle, this.message);
  }

  part({ key, html }) {
    let item = this.items.get(key);
    if (!item) this.items.set(key, (item = { element: create("div", "dx-part") }));
    if (item.html !== html) { item.html = html; setHtml(item.element, html); }
    return item.element;
  }

  chart({ key, chart, digest, height, words }, changed) {
    let item = this.items.get(key);
    if (!item) {
      const element = create("figure", "dx-chart");
      item = { element, plot: create("div", "dx-plot", element) };
      this.items.set(key, item);
      const button = create("button", "dx-full", element);
      button.type = "button";
      button.addEventListener("click", () => globalThis.dxkpi?.toFullScreen(item.plot));
      item.button = button;
    }
    if (item.digest !== digest) {
      item.digest = digest;
      item.chart = chart;
      item.words = words;
      item.button.textContent = words.full;
      item.plot.style.minHeight = `${height}px`; // so that what follows does not move when it is drawn
      changed.push(item);
    }
    return item.element;
  }

  forget(key, { plot, element }) {
    if (plot) globalThis.dxkpi?.removeChart(plot);
    element.remove();
    this.items.delete(key);
  }

  drawLater(items, address, message) {
    requestAnimationFrame(() => setTimeout(async () => {
      const loading = loadBundle(address);
      for (const item of items) {
        if (this.message !== message) { item.digest = undefined; continue; } // the next message draws it, if it still shows it
        try {
          const { drawChart } = await loading;
          await drawChart(item.plot, item.chart, { open: this.open });
          item.failure?.remove();
          item.failure = undefined;
        } catch (failure) {
          console.error(failure);
          this.explain(item);
        }
      }
    }));
  }

  /** In place of a chart that cannot be drawn: a sentence, and its table unfolded. */
  explain(item) {
    item.failure ??= create("p", "dx-notice", item.element);
    item.failure.textContent = item.words.failed;
    item.plot.style.minHeight = "";
    const table = item.element.nextElementSibling?.querySelector("details");
    if (table) table.open = true;
  }

  /** Say the new finding to a screen reader; not the first, which it reads with the page. */
  announce({ finding }) {
    if (this.finding !== undefined && finding && this.finding !== finding) this.live.textContent = finding;
    this.finding = finding;
  }

  close() {
    for (const { plot } of this.items.values()) if (plot) globalThis.dxkpi?.removeChart(plot);
  }
}
