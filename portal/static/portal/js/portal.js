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
})();
