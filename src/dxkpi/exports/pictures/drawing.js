// Draws the one picture of the page. The page that embeds this one waits for `drawing`: the bytes of the file.
(() => {
  "use strict";
  const { figure, shape, metadata, offset } = JSON.parse(document.getElementById("picture").textContent);
  const toFile = {
    svg: (image) => new TextEncoder().encode(image.replace(">", () => metadata)),
    png: (image) => {
      const bytes = atob(image);
      const file = bytes.slice(0, offset) + atob(metadata) + bytes.slice(offset);
      return Uint8Array.from(file, (byte) => byte.charCodeAt(0));
    },
  };
  window.drawing = Plotly.toImage(figure, { ...shape, imageDataOnly: true }).then(toFile[shape.format]);
})();
