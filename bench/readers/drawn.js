// When is the page drawn? Looks at every frame until everything expected is visible, right and painted.
window.bench = (() => {
  const text = (nodes) => [...nodes].map((node) => node.textContent.trim());
  const same = (found, wanted) => JSON.stringify(found) === JSON.stringify(wanted);
  const near = (found, wanted) =>
    found != null && found.length === wanted.length && wanted.every((value, at) => {
      if (typeof value !== "number") return value === null ? found[at] == null || Number.isNaN(found[at]) : found[at] === value;
      return Math.abs(found[at] - value) < 1e-6;
    });
  const visible = (node) => node.checkVisibility() && node.getBoundingClientRect().width > 0;
  const known = (points) => points.y.filter((y, at) => y !== null && points.x[at] !== null).length;

  // What is still lacking, or nothing.
  function lacking(wanted) {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const finding = all(".dx-finding p");
    if (!same(text(finding), [wanted.finding.trim()]) || !finding.every(visible)) return "finding";
    const values = all(".dx-card .dx-value");
    if (!same(values.map((node) => node.firstChild.textContent.trim()), wanted.cards)) return "cards";
    if (!values.every(visible)) return "cards seen";
    if (!same(text(all(".dx-attention tbody th")), wanted.attention)) return "attention";
    if (!same(text(all(".dx-head h3")), wanted.titles)) return "titles";
    const charts = all(".js-plotly-plot");
    if (charts.length !== wanted.charts.length) return "charts";
    for (const [at, points] of wanted.charts.entries()) {
      const problem = chartLacks(charts[at], points);
      if (problem) return `chart ${at}: ${problem}`;
    }
    if (all("[data-stale=true]").length) return "stale elements";
    return null;
  }

  function chartLacks(chart, points) {
    const trace = chart._fullData?.[0];
    if (!trace || !visible(chart)) return "trace";
    if (!near(trace.x, points.x) || !near(trace.y, points.y)) return "points of the trace";
    const painted = [...chart.querySelectorAll(".scatterlayer path.point")];
    if (painted.length !== known(points) || !painted.every((node) => node.getAttribute("d"))) return "points painted";
    if (!same(text(chart.querySelectorAll(".textpoint text")), points.labels)) return "labels";
    const notes = text(chart.querySelectorAll(".annotation-text")).filter(Boolean);
    return same(notes, points.notes) ? null : "notes";
  }

  const state = { wanted: null, started: 0, took: null, text: null, lacking: "not looked" };

  function look() {
    if (state.wanted === null) return;
    state.lacking = lacking(state.wanted);
    if (state.lacking !== "finding") state.text ??= performance.now() - state.started;
    if (state.lacking !== null) requestAnimationFrame(look);
    // The next frame begins when this one has been painted.
    else requestAnimationFrame(() => { state.took = performance.now() - state.started; });
  }

  // From the start of the navigation; every document of the server begins with it.
  function fromNavigation(wanted) {
    if (!location.protocol.startsWith("http")) return;
    Object.assign(state, { wanted, started: 0, took: null, text: null });
    requestAnimationFrame(look);
  }

  // Before a document is left: what it has drawn answers no question any more.
  function forget() {
    Object.assign(state, { wanted: null, took: null, lacking: "not looked" });
  }

  // From the key that chooses.
  function fromEnter(wanted) {
    Object.assign(state, { wanted, took: null, lacking: "no key pressed" });
    const begin = (event) => {
      if (event.key !== "Enter") return;
      removeEventListener("keydown", begin, true);
      state.started = performance.now();
      requestAnimationFrame(look);
    };
    addEventListener("keydown", begin, true);
  }

  // Seconds it took, or after as many milliseconds what is still lacking; at once where nobody looks.
  const answer = (patience) => new Promise((tell) => {
    const end = performance.now() + patience;
    const ask = () => {
      if (state.took !== null) tell(state.took / 1000);
      else if (state.wanted === null || performance.now() > end) tell(state.lacking);
      else setTimeout(ask, 10);
    };
    ask();
  });

  return { fromNavigation, fromEnter, forget, answer, firstText: () => state.text / 1000 };
})();
