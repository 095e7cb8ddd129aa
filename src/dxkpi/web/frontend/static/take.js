// Files are taken from a page: beside its link stands that a file is being made, then that it came or why it did not.
// Pictures that the server cannot draw are drawn here, in a frame that shows nothing.
(() => {
  const words = {/* words */};
  const say = (name) => (words[document.documentElement.lang] ?? words.vi)[name];
  const SHOWN = 5000; // milliseconds that the good end of a making stands there
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

  // Asked by HEAD, the server makes the file and keeps it; the browser then takes it as it takes any other.
  const take = async (address) => {
    const answer = await fetch(address, { method: "HEAD" });
    if (answer.ok) return save(address, "");
    if (answer.status === 503 && isDrawable(address)) {
      const drawn = await draw(address);
      save(drawn, new URL(address).pathname.split("/").pop());
      return setTimeout(() => URL.revokeObjectURL(drawn), 60000);
    }
    const isSentence = answer.status !== 500 && answer.headers.get("content-type")?.startsWith("text/plain");
    throw isSentence ? new Refused(await (await fetch(address)).text()) : new Error(answer.status);
  };

  const reason = (failure) => (failure instanceof Refused ? failure.message : say("failed"));

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

  const takeAt = async (link) => {
    const note = noteAt(link), name = link.textContent, since = Date.now();
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true"); // a voice need not count
    const count = setInterval(() => { seconds.textContent = ` ${Math.round((Date.now() - since) / 1000)} s`; }, 1000);
    link.setAttribute("aria-busy", "true");
    note.append(`${name}: ${say("making")}`, seconds);
    try {
      await take(link.href);
      note.textContent = `${name}: ${say("taken")}`;
      setTimeout(() => note.remove(), SHOWN);
    } catch (failure) {
      note.dataset.refused = "";
      note.textContent = `${name}: ${reason(failure)}`;
    } finally {
      clearInterval(count);
      link.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid=stHtml] a[download]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) takeAt(link);
  });

  // The picture on the page: a word stands in its place until it is there.
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
