// Draws the chart of an embedded page on the reader's ground, and folds the table away once it stands there.
(() => {
  const place = document.getElementById("chart");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const draw = () => {
    const figure = JSON.parse(document.getElementById("figure").textContent);
    const { data, layout } = figure[dark.matches ? "dark" : "light"];
    const settings = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };
    return Plotly.react(place, data, { ...layout, autosize: true }, settings);
  };
  draw().then(() => { document.getElementById("table").open = false; place.dataset.drawn = ""; });
  dark.addEventListener("change", draw);
})();
