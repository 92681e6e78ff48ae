// Small helps; every flow works without this file.
(() => {
  "use strict";
  // after a failed form, screen readers and keyboards start at the list of errors
  document.querySelector("[data-focus]")?.focus();
  // menus close with Escape or a click elsewhere
  const menus = () => document.querySelectorAll(".frame-menu[open], .frame-nav__mobile[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  // whoever logs out leaves nothing behind in this tab
  document.querySelectorAll("[data-logout]").forEach((form) => {
    form.addEventListener("submit", () => {
      try { sessionStorage.clear(); } catch { /* nothing is kept then */ }
    });
  });
  // "/" goes to the search field, unless something is being typed
  document.addEventListener("keydown", (event) => {
    const typing = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("#search-q, #home-q, #frame-q");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
