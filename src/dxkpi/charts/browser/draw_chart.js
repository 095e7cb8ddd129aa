// Draws a chart from its data (charts/browser/chart_data.py): `dxkpi.drawChart(element, chart)`. The dashboard and the
// embed use it; pictures use the same Plotly. Margins are computed from the widths of labels, which are measured once
// per text, so that Plotly lays every chart out once.
(() => {
  "use strict";
  const CONFIG = { displayModeBar: false, showTips: false, doubleClick: false, responsive: false };
  const LINE = 1.3; // line height per font size, as in Plotly
  const GAP = 10; // pixels between a label and its row or column
  const EDGE = 4; // pixels between a text and the edge of the chart
  const NAME_SHARE = 0.42; // of the width, for a name on one line
  const NAME_HEIGHT = 0.8; // of a row
  const SMALLEST_FONT = 9;
  const LEGEND_SYMBOL = 45, LEGEND_ROW = 19, LEGEND_PAD = 10; // pixels, as Plotly draws a legend
  const PAPER_WIDTH = 620; // pixels between the margins of an A4 page
  const WEIGHTS = [400, 600];
  const drawn = new WeakMap();
  const all = new Set();

  // The fonts are loaded before the first text is measured, so that nothing is drawn twice.
  let fonts;
  const fontsReady = (family) => {
    fonts ??= Promise.all(WEIGHTS.map((weight) => document.fonts.load(`${weight} 13px ${family}`))).catch(() => {});
    return fonts;
  };

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const family = (layout) => layout.font.family.split(",").map((name) => `"${name.trim()}"`).join(",");
  const textWidth = (text, size, names) => {
    const key = `${names} ${text}`;
    if (!widths.has(key)) {
      pen.font = `100px ${names}`;
      widths.set(key, pen.measureText(text).width / 100);
    }
    return widths.get(key) * size;
  };
  const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#x27;": "'", "&#39;": "'" };
  const plainLines = (text) => String(text).split("<br>").map((line) =>
    line.replace(/<[^>]*>/g, "").replace(/&(lt|gt|amp|quot|#x27|#39);/g, (entity) => ENTITIES[entity]));
  const escapeText = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const widthOf = (text, size, names) => Math.max(...plainLines(text).map((line) => textWidth(line, size, names)));

  const wrapped = (text, width, size, names) => {
    const lines = [];
    for (const word of plainLines(text).join(" ").split(" ")) {
      const joined = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && textWidth(joined, size, names) <= width) lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    return lines.map(escapeText).join("<br>");
  };

  const axesOf = (layout, letter) => Object.keys(layout).filter((name) => name.startsWith(`${letter}axis`));
  const fontSize = (axis) => axis.tickfont?.size ?? 12;

  // Long names take two lines where rows are high enough, and become smaller where rows are low.
  const fitNames = (layout, width, names) => {
    const inner = layout.height - layout.margin.t - layout.margin.b - 2 * 12;
    for (const name of axesOf(layout, "y")) {
      const axis = layout[name];
      if (!axis.ticktext) continue;
      const [first, last] = axis.range ?? [0, axis.ticktext.length];
      const row = inner / Math.max(last - first, 1);
      const size = Math.max(Math.min(fontSize(axis), NAME_HEIGHT * row), SMALLEST_FONT);
      axis.tickfont = { ...axis.tickfont, size };
      const longest = Math.max(0, ...axis.ticktext.map((text) => widthOf(text, size, names)));
      if (longest > NAME_SHARE * width && 2 * LINE * size <= row + 8) {
        axis.ticktext = axis.ticktext.map((text) => wrapped(text, NAME_SHARE * width, size, names));
      }
    }
  };

  // Ticks of a value axis at round numbers, with their texts in the reader's language.
  const STEPS = [1, 2, 2.5, 5, 10];
  const ticksOf = (low, high, count) => {
    const raw = (high - low) / Math.max(count, 1), power = 10 ** Math.floor(Math.log10(raw));
    const step = STEPS.map((one) => one * power).find((one) => one >= raw * 0.999);
    const ticks = [];
    for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-9; tick += step) ticks.push(Math.round(tick / step) * step || 0); // never -0
    return { ticks, step };
  };
  const decimalsOf = (step) => Math.max(0, Math.min(4, -Math.floor(Math.log10(step) + 1e-9) + (/25$/.test(step.toPrecision(2).replace(/[.0]+$/, "")) ? 1 : 0)));
  const setTicks = (axis, range, language) => {
    const { ticks, step } = ticksOf(range[0], range[1], axis.nticks ?? 6);
    if (axis.tickformat === ",d" && step < 1) return setTicks({ ...axis, nticks: Math.max(1, Math.floor(range[1] - range[0])) }, range, language);
    const write = new Intl.NumberFormat(language, { maximumFractionDigits: decimalsOf(step), minimumFractionDigits: 0 });
    axis.range = range;
    axis.tickvals = ticks;
    axis.ticktext = ticks.map((tick) => `${write.format(tick)}${axis.ticksuffix ?? ""}`);
    return axis;
  };

  // The highest column over each place, parts of a stack added up; null where a value axis shows anything else.
  const highestColumn = (data, layout, axisName) => {
    const own = data.filter((trace) => (trace.yaxis ?? "y").replace("y", "yaxis") === axisName);
    if (!own.length || own.some((trace) => trace.type !== "bar" || trace.orientation === "h")) return null;
    const sums = new Map();
    for (const trace of own) trace.y.forEach((value, at) => {
      const place = trace.x[at];
      const sum = layout.barmode === "stack" ? (sums.get(place) ?? 0) + (value ?? 0) : Math.max(sums.get(place) ?? 0, value ?? 0);
      sums.set(place, sum);
    });
    return Math.max(0, ...sums.values());
  };

  const fixTicks = (data, layout, language) => {
    for (const name of axesOf(layout, "y")) {
      const axis = layout[name];
      if (axis.visible === false || axis.tickvals || axis.type === "category") continue;
      if (axis.range) setTicks(axis, axis.range, language);
      else if (axis.rangemode === "tozero") {
        const highest = highestColumn(data, layout, name);
        if (highest) setTicks(axis, [0, highest * 1.055], language);
      }
    }
  };

  const spaceForAxes = (layout, names) => {
    const space = { left: 0, right: 0, below: 0 };
    for (const name of [...axesOf(layout, "x"), ...axesOf(layout, "y")]) {
      const axis = layout[name];
      if (axis.visible === false) continue;
      const title = axis.title?.text ?? axis.title ? fontSize(axis) * LINE * 1.6 : 0;
      if (axis.showticklabels === false) {
        if (name[0] === "x") space.below = Math.max(space.below, title);
      } else if (name[0] === "x") {
        const rows = Math.max(1, ...(axis.ticktext ?? []).map((text) => plainLines(text).length));
        space.below = Math.max(space.below, rows * fontSize(axis) * LINE + GAP + title);
      } else {
        const texts = axis.ticktext ?? [`100${axis.ticksuffix ?? " %"}`];
        const width = Math.max(0, ...texts.map((text) => widthOf(text, fontSize(axis), names))) + GAP;
        if (axis.side === "right") space.right = Math.max(space.right, width);
        else space.left = Math.max(space.left, width);
      }
    }
    return space;
  };

  // How far notes at the edges reach beyond the axes.
  const overhang = (layout, names, width, left, right) => {
    const reach = { left: 0, right: 0 };
    for (const note of layout.annotations ?? []) {
      if (note.xref !== "paper") continue;
      const size = note.font?.size ?? 13, noteWidth = widthOf(note.text, size, names);
      const anchor = { left: 0, center: 0.5, right: 1 }[note.xanchor ?? "center"];
      const span = width - left - right, start = note.x * span + (note.xshift ?? 0) - anchor * noteWidth;
      reach.left = Math.max(reach.left, -start);
      if (note.x >= 1) reach.right = Math.max(reach.right, start + noteWidth - span);
    }
    return reach;
  };

  // How far the names on a map reach beyond its frame.
  const namesOnMap = (layout, names, span) => {
    const reach = { left: 0, right: 0 }, range = layout.xaxis.range;
    if (!layout.yaxis.scaleanchor || !range) return reach;
    for (const note of layout.annotations.filter(({ visible }) => visible !== false)) {
      const half = widthOf(note.text, note.font.size, names) / 2;
      const place = ((note.x - range[0]) / (range[1] - range[0])) * span;
      reach.left = Math.max(reach.left, half - place);
      reach.right = Math.max(reach.right, place + half - span);
    }
    return reach;
  };

  // A legend above the chart takes as many rows as its entries need.
  const legendRows = (data, layout, names, width) => {
    const entries = data.filter((trace) => trace.showlegend !== false && trace.name);
    const sizes = entries.map((trace) => LEGEND_SYMBOL + widthOf(trace.name, layout.legend?.font?.size ?? layout.font.size, names));
    if (sizes.reduce((sum, size) => sum + size, 0) <= width) return 1;
    const columns = Math.max(1, Math.floor(width / Math.max(...sizes)));
    return Math.ceil(sizes.length / columns);
  };

  const prepare = ({ figure, language }, width, height) => {
    const layout = structuredClone(figure.layout), names = family(layout);
    if (height) layout.height = height;
    fitNames(layout, width, names);
    fixTicks(figure.data, layout, language);
    const margin = layout.margin, space = spaceForAxes(layout, names);
    let left = Math.max(margin.l, space.left + EDGE), right = Math.max(margin.r, space.right + EDGE);
    const reach = overhang(layout, names, width, left, right);
    left = Math.max(left, reach.left + EDGE);
    right = Math.max(right, Math.min(reach.right + EDGE, width / 2));
    const onMap = namesOnMap(layout, names, width - left - right);
    left = Math.max(left, onMap.left + EDGE);
    right = Math.max(right, onMap.right + EDGE);
    let top = margin.t;
    if (layout.showlegend) {
      const rows = legendRows(figure.data, layout, names, width - left - right);
      top += (rows - 1) * LEGEND_ROW;
      layout.height += (rows - 1) * LEGEND_ROW;
    }
    layout.margin = { l: left, r: right, t: top, b: margin.b + space.below, pad: 0, autoexpand: false };
    for (const name of [...axesOf(layout, "x"), ...axesOf(layout, "y")]) layout[name].automargin = false;
    layout.width = width;
    layout.autosize = false;
    layout.hoverlabel = { ...layout.hoverlabel, font: { family: layout.font.family, ...layout.hoverlabel?.font } };
    return { data: figure.data, layout };
  };

  const react = (element, state) => {
    const width = state.paper ? Math.min(PAPER_WIDTH, state.width) : state.width;
    const { data, layout } = prepare(state.chart, Math.max(width, 120), state.height);
    return Plotly.react(element, data, layout, { ...CONFIG, locale: state.chart.language });
  };

  const observer = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const state = drawn.get(target), width = Math.round(contentRect.width);
      if (!state || !width || state.paper || width === state.width) continue;
      state.width = width;
      cancelAnimationFrame(state.frame);
      state.frame = requestAnimationFrame(() => react(target, state));
    }
  });

  // Keys move from point to point and show its text; Enter opens what a point links to.
  const pointsOf = ({ figure }) => figure.data.flatMap((trace, curveNumber) =>
    trace.hoverinfo === "skip" ? [] : (trace.x ?? []).map((_, pointNumber) => ({ curveNumber, pointNumber }))
      .filter(({ pointNumber: at }) => trace.x[at] != null && trace.y[at] != null));
  const onKey = (event) => {
    const element = event.currentTarget, state = drawn.get(element), step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!state) return;
    if (event.key === "Escape") { Plotly.Fx.unhover(element); state.point = -1; return; }
    if (event.key === "Enter" && state.point >= 0) return follow(state, pointsOf(state.chart)[state.point]);
    if (!step) return;
    const points = pointsOf(state.chart);
    if (!points.length) return;
    event.preventDefault();
    state.point = (state.point + step + points.length + (state.point < 0 && step < 0 ? 1 : 0)) % points.length;
    Plotly.Fx.hover(element, [points[state.point]]);
  };
  const follow = ({ chart, open }, point) => {
    const address = point && chart.links?.[point.curveNumber]?.[point.pointNumber];
    if (address) open(address);
  };

  const setUp = (element, open) => {
    const state = { point: -1, open: open ?? ((address) => { location.href = address; }) };
    drawn.set(element, state);
    all.add(element);
    element.tabIndex = 0;
    element.setAttribute("role", "img");
    element.addEventListener("keydown", onKey);
    element.addEventListener("blur", () => { if (state.point >= 0) { Plotly.Fx.unhover(element); state.point = -1; } });
    return state;
  };

  /** Draw a chart in an element, or change the one that it shows. `open`: follows the link of a point. */
  const drawChart = async (element, chart, { open } = {}) => {
    const state = drawn.get(element) ?? setUp(element, open), isFirst = !state.chart;
    state.chart = chart;
    await fontsReady(family(chart.figure.layout));
    if (state.chart !== chart || !element.isConnected) return; // another one is to be drawn meanwhile
    state.width = Math.round(element.clientWidth) || state.width || 600;
    element.setAttribute("aria-label", chart.alt);
    await react(element, state);
    if (isFirst) {
      element.on("plotly_click", ({ points }) => follow(state, points[0]));
      observer.observe(element);
    }
    element.dataset.drawn = "";
  };

  /** Forget an element that left the page. */
  const removeChart = (element) => {
    observer.unobserve(element);
    all.delete(element);
    if (drawn.delete(element) && element.data) Plotly.purge(element);
  };

  const toFullScreen = (element) => {
    const state = drawn.get(element), frame = element.parentElement;
    if (document.fullscreenElement) return document.exitFullscreen();
    return frame.requestFullscreen().then(() => {
      state.height = Math.max(300, innerHeight - 80);
      state.width = Math.round(element.clientWidth);
      react(element, state);
    });
  };
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement) return;
    for (const element of all) {
      const state = drawn.get(element);
      if (state.height) { state.height = undefined; state.width = Math.round(element.clientWidth); react(element, state); }
    }
  });

  const onPaper = (paper) => {
    for (const element of all) {
      const state = drawn.get(element);
      if (!state.chart || !element.isConnected) continue;
      state.paper = paper;
      react(element, state);
    }
  };
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));

  globalThis.dxkpi = { drawChart, removeChart, toFullScreen };
})();
