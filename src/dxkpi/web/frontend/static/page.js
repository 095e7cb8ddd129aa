// Says Streamlit's own words in the language of the page (the parameter `lang` of the address).
// The words come from dxkpi/web/words.py; nothing but those exact texts is touched.
(() => {
  const settings = {/* settings */};

  // Where the server is, told instead of found out: Streamlit would otherwise ask below the page's own address first
  // (two answers of 404 on every page but the first) and wait for two round trips before it opens its connection.
  window.__streamlit = {
    BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, enableCustomParentMessages: false,
                   enforceDownloadInNewTab: false, metricsUrl: "", blockErrorDialogs: false },
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title", "aria-valuetext", "aria-description"];

  const language = () => {
    const asked = new URLSearchParams(location.search).get("lang");
    return asked in settings.locales ? asked : settings.language;
  };

  // Names of months, order of dates and form of numbers follow the page, not the browser's menu.
  for (const [name, value] of [["language", () => settings.locales[language()]],
                               ["languages", () => [settings.locales[language()]]]]) {
    Object.defineProperty(navigator, name, { configurable: true, get: value });
  }

  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const table = (pairs) => {
    const exact = new Map(), patterns = [];
    for (const [from, to] of pairs) {
      if (!from.includes("{}")) { if (!exact.has(from)) exact.set(from, to); continue; }
      patterns.push([new RegExp("^" + from.split("{}").map(escape).join("(.+?)") + "$", "s"), to]);
    }
    return { exact, patterns };
  };
  const pairs = Object.entries(settings.words);
  const tables = { vi: table(pairs), en: table(Object.entries(settings.english)) };

  // Streamlit writes the size of a file as 199.0B, 1.2KB.
  const SIZE = /^(\d+(?:[.,]\d)?) ?([KMG]?B)$/;
  const sized = (text) => text.replace(SIZE, (_, number, unit) =>
    `${Number(number.replace(",", ".")).toLocaleString(settings.locales[spoken])} ${unit}`);

  const say = (text, { exact, patterns }) => {
    const known = exact.get(text);
    if (known !== undefined) return known;
    if (SIZE.test(text)) return sized(text);
    for (const [pattern, to] of patterns) {
      const found = text.match(pattern);
      if (found) { let part = 0; return to.replace(/\{\}/g, () => sized(found[++part])); }
    }
    return text;
  };

  let spoken = language();
  const sayText = (node) => {
    const text = node.nodeValue.trim();
    if (!text || text.length > 400) return;
    const said = say(text, tables[spoken]);
    if (said !== text) node.nodeValue = node.nodeValue.replace(text, () => said);
  };
  const sayAttributes = (element, names) => {
    for (const name of names) {
      const text = element.getAttribute(name);
      if (!text) continue;
      const said = say(text, tables[spoken]);
      if (said !== text) element.setAttribute(name, said);
    }
  };
  // What the pages write themselves stays as written: it has its language already.
  const WRITTEN = "script, style, textarea, svg.main-svg, [data-testid=stHtml], .dx-form, [data-testid=stMarkdownContainer] p *";
  const sayTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { if (!root.parentElement?.closest(WRITTEN)) sayText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(WRITTEN)) return;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(WRITTEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) sayText(node); else sayAttributes(node, ATTRIBUTES);
    }
  };

  const followLanguage = () => {
    if (language() === spoken) return;
    spoken = language();
    // Only a page that was Vietnamese before has words to turn back.
    if (spoken === "en") tables.en = table([...Object.entries(settings.english), ...pairs.map(([en, vi]) => [vi, en])]);
    document.documentElement.lang = spoken;
    sayTree(document.documentElement);
  };

  new MutationObserver((changes) => {
    followLanguage();
    for (const change of changes) {
      // A chart is drawn in thousands of steps, and it has its language already.
      if (change.target instanceof SVGElement) continue;
      if (change.type === "attributes") sayAttributes(change.target, [change.attributeName]);
      else if (change.type === "characterData") sayTree(change.target);
      else change.addedNodes.forEach(sayTree);
    }
  }).observe(document.documentElement,
             { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  document.documentElement.lang = spoken;
  sayTree(document.documentElement);

  // A button with data-copy puts its text on the clipboard and says so by a tick.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 2000);
    });
  });
})();
