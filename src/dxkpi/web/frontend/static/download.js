// Downloads from a page: next to the link a note says that the file is being created, then that it was saved or why not.
// Pictures that the server cannot draw (no browser there) are drawn here, in an invisible frame.
(() => {
  const words = {/* words */};
  const word = (name) => (words[document.documentElement.lang] ?? words.vi)[name];
  const SUCCESS_SHOWN = 5000; // milliseconds
  const DRAWABLE = /^\/charts(\/\w+\.(svg|png))$/;
  class Refused extends Error {}

  const isDrawable = (address) => DRAWABLE.test(new URL(address, location.href).pathname);

  const draw = async (address) => {
    const { pathname, search } = new URL(address, location.href);
    const frame = document.createElement("iframe");
    frame.className = "dx-drawing";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.src = pathname.replace(DRAWABLE, "/drawing$1") + search;
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    document.body.append(frame);
    try {
      await loaded;
      if (frame.contentDocument.contentType === "text/plain") throw new Refused(frame.contentDocument.body.textContent);
      const type = pathname.endsWith(".png") ? "image/png" : "image/svg+xml";
      return URL.createObjectURL(new Blob([await frame.contentWindow.drawing.then((bytes) => bytes)], { type }));
    } finally {
      frame.remove();
    }
  };

  const save = (address, name) => {
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
  };

  // A HEAD request makes the server create and cache the file; the browser then downloads it like any other.
  const download = async (address) => {
    const response = await fetch(address, { method: "HEAD" });
    if (response.ok) return save(address, "");
    if (response.status === 503 && isDrawable(address)) {
      const drawn = await draw(address);
      save(drawn, new URL(address).pathname.split("/").pop());
      return setTimeout(() => URL.revokeObjectURL(drawn), 60000);
    }
    const isSentence = response.status !== 500 && response.headers.get("content-type")?.startsWith("text/plain");
    throw isSentence ? new Refused(await (await fetch(address)).text()) : new Error(response.status);
  };

  const reason = (failure) => (failure instanceof Refused ? failure.message : word("failed"));

  const notes = new WeakMap();
  const noteAt = (link) => {
    notes.get(link)?.remove();
    const note = document.createElement("span");
    note.className = "dx-making";
    note.setAttribute("role", "status");
    (link.closest("dd, td, p") ?? link.parentElement).append(note);
    notes.set(link, note);
    return note;
  };

  const downloadWithNote = async (link) => {
    const note = noteAt(link), name = link.textContent, start = Date.now();
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true"); // a screen reader need not read the counter
    const counter = setInterval(() => { seconds.textContent = ` ${Math.round((Date.now() - start) / 1000)} s`; }, 1000);
    link.setAttribute("aria-busy", "true");
    note.append(`${name}: ${word("creating")}`, seconds);
    try {
      await download(link.href);
      note.textContent = `${name}: ${word("saved")}`;
      setTimeout(() => note.remove(), SUCCESS_SHOWN);
    } catch (failure) {
      note.dataset.refused = "";
      note.textContent = `${name}: ${reason(failure)}`;
    } finally {
      clearInterval(counter);
      link.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".dx-part a[download]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) downloadWithNote(link);
  });

  // The preview picture on the page: a note is shown in its place until it has loaded.
  const pictureOf = (event) => event.target.closest?.(".dx-picture");
  document.addEventListener("load", (event) => pictureOf(event)?.querySelector(".dx-making")?.remove(), true);
  document.addEventListener("error", async (event) => {
    const note = pictureOf(event)?.querySelector(".dx-making"), image = event.target;
    if (!note) return;
    try {
      if (!isDrawable(image.src)) throw new Error(image.src);
      image.src = await draw(image.src);
    } catch (failure) {
      note.dataset.refused = "";
      note.textContent = reason(failure);
    }
  }, true);
})();
