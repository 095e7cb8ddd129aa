// Translates Streamlit's own words into the language of the page (the query parameter `lang`).
// The table is dxkpi/web/frontend/translations.py; only those exact texts are replaced.
(() => {
  const settings = {/* settings */};

  // The server's address, so that Streamlit need not search for it: it would first ask below the page's own address
  // (two 404 responses on every page but the first) and wait two round trips before it opens its connection.
  window.__streamlit = {
    BACKEND_BASE_URL: new URL("../../", document.currentScript.src).href,
    HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false, enableCustomParentMessages: false,
                   enforceDownloadInNewTab: false, metricsUrl: "", blockErrorDialogs: false },
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "data-title", "aria-valuetext", "aria-description"];

  const pageLanguage = () => {
    const code = new URLSearchParams(location.search).get("lang");
    return code in settings.locales ? code : settings.language;
  };

  // Month names, date order and number format follow the page, not the browser's settings.
  for (const [name, value] of [["language", () => settings.locales[pageLanguage()]],
                               ["languages", () => [settings.locales[pageLanguage()]]]]) {
    Object.defineProperty(navigator, name, { configurable: true, get: value });
  }

  const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const buildTable = (pairs) => {
    const exact = new Map(), patterns = [];
    for (const [from, to] of pairs) {
      if (!from.includes("{}")) { if (!exact.has(from)) exact.set(from, to); continue; }
      patterns.push([new RegExp("^" + from.split("{}").map(escapeRegExp).join("(.+?)") + "$", "s"), to]);
    }
    return { exact, patterns };
  };
  const pairs = Object.entries(settings.words);
  const tables = { vi: buildTable(pairs), en: buildTable(Object.entries(settings.english)) };
  const tableOf = (language) => tables[language] || tables.en;

  // Streamlit writes file sizes as 199.0B, 1.2KB.
  const SIZE = /^(\d+(?:[.,]\d)?) ?([KMG]?B)$/;
  const formatSize = (text) => text.replace(SIZE, (_, number, unit) =>
    `${Number(number.replace(",", ".")).toLocaleString(settings.locales[current])} ${unit}`);

  const translate = (text, { exact, patterns }) => {
    const translation = exact.get(text);
    if (translation !== undefined) return translation;
    if (SIZE.test(text)) return formatSize(text);
    for (const [pattern, to] of patterns) {
      const match = text.match(pattern);
      if (match) { let part = 0; return to.replace(/\{\}/g, () => formatSize(match[++part])); }
    }
    return text;
  };

  let current = pageLanguage();
  const translateText = (node) => {
    const text = node.nodeValue.trim();
    if (!text || text.length > 400) return;
    const translation = translate(text, tableOf(current));
    if (translation !== text) node.nodeValue = node.nodeValue.replace(text, () => translation);
  };
  const translateAttributes = (element, names) => {
    for (const name of names) {
      const text = element.getAttribute(name);
      if (!text) continue;
      const translation = translate(text, tableOf(current));
      if (translation !== text) element.setAttribute(name, translation);
    }
  };
  // What our own pages render is already in the right language.
  const OUR_CONTENT = "script, style, textarea, .dx-content, .dx-live, .dx-form, [data-testid=stMarkdownContainer] p *";
  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) { if (!root.parentElement?.closest(OUR_CONTENT)) translateText(root); return; }
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OUR_CONTENT)) return;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(OUR_CONTENT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node); else translateAttributes(node, ATTRIBUTES);
    }
  };

  const followLanguage = () => {
    if (pageLanguage() === current) return;
    current = pageLanguage();
    // Only a page that was Vietnamese before has translations to revert.
    if (current !== "vi") tables.en = buildTable([...Object.entries(settings.english), ...pairs.map(([en, vi]) => [vi, en])]);
    document.documentElement.lang = current;
    translateTree(document.documentElement);
  };

  new MutationObserver((changes) => {
    followLanguage();
    for (const change of changes) {
      // A chart changes thousands of times while it is drawn, and is already in the right language.
      if (change.target instanceof SVGElement) continue;
      if (change.type === "attributes") translateAttributes(change.target, [change.attributeName]);
      else if (change.type === "characterData") translateTree(change.target);
      else change.addedNodes.forEach(translateTree);
    }
  }).observe(document.documentElement,
             { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  document.documentElement.lang = current;
  translateTree(document.documentElement);

  // The script that draws charts is fetched early, and run once the text of the page is shown (content.js).
  const charts = document.querySelector('meta[name="dx-chart-script"]');
  if (charts) fetch(charts.content, { priority: "low" }).catch(() => {});

  // A button with data-copy copies its text to the clipboard and shows a tick.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      button.dataset.copied = "";
      setTimeout(() => delete button.dataset.copied, 2000);
    });
  });
})();
