// Between Kaleido and Plotly: fonts are loaded before text is measured and written into every picture, and a figure gives
// the same bytes whatever was drawn before it.
(() => {
  "use strict";
  const draw = Plotly.toImage;
  const write = XMLSerializer.prototype.serializeToString;
  const faces = document.getElementById("faces").textContent;
  const ready = Promise.all([...document.fonts].map((face) => face.load()));
  let state = 1;

  Math.random = () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };

  Plotly.toImage = (figure, options) =>
    ready.then(() => {
      state = 1;
      document.title = figure.layout.meta?.title ?? "";
      document.documentElement.lang = figure.layout.meta?.lang ?? "";
      return draw(figure, options);
    });

  XMLSerializer.prototype.serializeToString = function (node) {
    if (node.classList?.contains("main-svg")) {
      const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
      style.textContent = faces;
      node.insertBefore(style, node.firstChild);
      // Plotly sets this attribute before or after `style`, depending on timing; the last place is always the same.
      const viewBox = node.getAttribute("viewBox");
      if (viewBox !== null) {
        node.removeAttribute("viewBox");
        node.setAttribute("viewBox", viewBox);
      }
    }
    return write.call(this, node);
  };
})();
