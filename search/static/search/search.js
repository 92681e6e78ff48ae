/* Live results: keeps the focus, says the count aloud, keeps filters open that were open. What is
   asked last counts: it replaces a request that is still on its way. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  // pages of the history are asked for whole: nothing is kept in the browser's storage
  window.htmx.config.refreshOnHistoryMiss = true;
  window.htmx.config.attributesToSettle = []; // no style attribute: the security policy forbids it

  const form = document.getElementById("search-form");
  const results = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const failed = document.getElementById("search-failed");
  const folds = () => results.querySelectorAll("details[data-filter]");

  const open = {};
  results.addEventListener("toggle", (event) => {
    const name = event.target.dataset.filter;
    if (name) open[name] = event.target.open;
  }, true);
  // on a narrow screen results come first: the filters are folded until asked for
  if (window.matchMedia("(max-width: 991px)").matches) {
    results.querySelectorAll("details[data-filter='fold']").forEach((fold) => { fold.open = false; });
    open.fold = false;
  }

  // typed words that were sent by Enter meanwhile are not asked for again
  const entries = () => new URLSearchParams(new FormData(form)).toString();
  let asked = entries();
  document.body.addEventListener("htmx:confirm", (event) => {
    if (event.target.id === "search-q" && entries() === asked) event.preventDefault();
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === results) asked = entries();
  });

  // results that come while a button is pressed would take the clicked filter or link away
  let pressed = false;
  let held = null;
  results.addEventListener("pointerdown", () => { pressed = true; });
  ["pointerup", "pointercancel", "dragend"].forEach((name) => {
    document.addEventListener(name, () => {
      pressed = false;
      setTimeout(() => { // after the click
        if (held !== null && held === asked) form.requestSubmit();
        held = null;
      });
    }, true);
  });
  results.addEventListener("htmx:beforeSwap", (event) => {
    if (!pressed || !event.detail.shouldSwap) return;
    held = asked;
    event.detail.shouldSwap = false;
  });

  let focused = "";
  results.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id ?? ""; });
  results.addEventListener("htmx:afterSwap", () => {
    failed.hidden = true;
    folds().forEach((fold) => {
      if (fold.dataset.filter in open) fold.open = open[fold.dataset.filter];
    });
    const again = focused && document.getElementById(focused);
    if (again && again !== document.activeElement) again.focus({ preventScroll: true });
    status.textContent = document.getElementById("search-count").textContent.trim();
  });
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => {
    document.body.addEventListener(name, () => {
      failed.hidden = false;
      asked = null;
    });
  });
})();
