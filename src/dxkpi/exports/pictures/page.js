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
      // Chromium adds a changed `style` to the attributes when it is first asked for, at any time up to here.
      for (const name of ["style", "viewBox"]) {
        const value = node.getAttribute(name);
        if (value !== null) {
          node.removeAttribute(name);
          node.setAttribute(name, value);
        }
      }
    }
    return write.call(this, node);
  };
})();
