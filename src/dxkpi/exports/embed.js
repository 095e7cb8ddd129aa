// Draws the chart of an embedded page on the reader's ground, and folds the table away once it is drawn.
(() => {
  const place = document.getElementById("chart"), charts = JSON.parse(document.getElementById("figure").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => dxkpi.drawChart(place, charts[dark.matches ? "dark" : "light"]);
  if (!charts.light || !globalThis.dxkpi) return;
  draw().then(() => { document.getElementById("table").open = false; });
  dark.addEventListener("change", draw);
})();
