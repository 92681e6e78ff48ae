// Row buttons change the form in place; leaving with entries asks first. Without this file the
// same buttons send the form and the server answers with the changed page.
(() => {
  "use strict";
  const form = () => document.getElementById("fill-form");
  let unsaved = false;

  const focusAfter = (action) => {
    const [verb, group, row] = action.split(":");
    const area = document.getElementById(group);
    if (!area) return;
    const rows = [...area.children].filter((child) => child.classList.contains("template-row"));
    const target =
      verb === "add" ? rows.at(-1) : document.getElementById(`${group}-${row}`) || rows.at(-1);
    const field = target && target.querySelector("input:not([type=hidden]), select, textarea");
    (field || area.querySelector(":scope > button") || area).focus();
  };

  const change = async (button) => {
    const data = new FormData(form());
    data.append("action", button.value);
    // not form().action: the buttons called "action" hide that property
    const address = form().getAttribute("action");
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(data) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("fill-form");
    if (!fresh) throw new Error("no form in the answer");
    form().replaceWith(fresh);
    unsaved = true;
    focusAfter(button.value);
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form()) return;
    if (!button || button.name !== "action") {
      unsaved = false;
      return;
    }
    event.preventDefault();
    change(button).catch(() => {
      // the plain way: the server answers with a whole page
      unsaved = false;
      const hidden = Object.assign(document.createElement("input"), {
        type: "hidden", name: "action", value: button.value,
      });
      form().append(hidden);
      HTMLFormElement.prototype.submit.call(form());
    });
  });
  document.addEventListener("input", (event) => {
    if (event.target.form === form()) unsaved = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
