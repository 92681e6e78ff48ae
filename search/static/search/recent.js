/* The last searches, kept in this tab alone until it closes or its reader logs in or out, and
   shown below the empty field. */
(() => {
  "use strict";
  const KEY = "kim.search.recent";
  const OFF = "kim.search.off";
  const READER = "kim.search.reader";
  const MOST = 8;
  const LEAST = 2; // letters
  const input = document.getElementById("search-q");
  const section = document.getElementById("search-recent");
  const part = (name) => document.getElementById(`search-recent-${name}`);

  // a browser may refuse to keep anything: then there is no list
  function read(key) {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
  }
  function write(key, value) {
    try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* kept nowhere */ }
  }
  const isOff = () => read(OFF) === true;
  // the computer may be shared: what one reader has searched is nothing for the next
  const reader = section.dataset.reader;
  if ((read(READER) ?? reader) !== reader) write(KEY, []);
  write(READER, reader);

  function searches() {
    const kept = read(KEY);
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, MOST) : [];
  }

  function remember() {
    const text = input.value.trim().replace(/\s+/g, " ");
    if (isOff() || text.length < LEAST) return;
    const others = searches().filter((other) => other.toLowerCase() !== text.toLowerCase());
    write(KEY, [text, ...others].slice(0, MOST));
  }

  function entry(text) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${section.dataset.address}?q=${encodeURIComponent(text)}`;
    link.textContent = text;
    item.append(link);
    return item;
  }

  function show() {
    const kept = searches();
    const off = isOff();
    section.hidden = input.value.trim() !== "" || (!kept.length && !off);
    part("list").replaceChildren(...kept.map(entry));
    part("list").hidden = !kept.length;
    part("off").hidden = !off;
    part("clear").hidden = !kept.length;
    part("switch").textContent = part("switch").dataset[off ? "on" : "off"];
  }

  part("clear").addEventListener("click", () => {
    write(KEY, []);
    show();
    input.focus();
  });
  part("switch").addEventListener("click", () => {
    const off = !isOff();
    write(OFF, off);
    if (off) write(KEY, []);
    show();
    if (!section.hidden) part("switch").focus();
  });
  input.addEventListener("input", show);
  input.form.addEventListener("submit", remember);
  document.getElementById("search-results").addEventListener("click", (event) => {
    if (event.target.closest("a")) remember();
  });
  window.addEventListener("pageshow", show);
  remember(); // a search that came as an address of its own
  show();
})();
