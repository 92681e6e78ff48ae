// Buttons of the form work in place; leaving with entries asks first; a session that has ended is
// noticed before anything is sent. Without this file the same buttons send the form and the server
// answers with the changed page or the file. Nothing typed is put into the browser's storage.
(() => {
  "use strict";
  const form = () => document.getElementById("fill-form");
  let unsaved = document.getElementById("fill").hasAttribute("data-entered");

  // Moving again takes one more key press; after "remove" the neighbour is at hand.
  const focusAfterRow = (action, place) => {
    const [verb, group, row] = action.split(":");
    const area = document.getElementById(group);
    if (!area) return;
    const rows = [...area.children].filter((child) => child.classList.contains("template-row"));
    const moved = document.getElementById(`${group}-${row}`);
    if (moved && (verb === "up" || verb === "down")) {
      const back = verb === "up" ? "down" : "up"; // at either end only one of them is left
      const button = [verb, back]
        .map((name) => moved.querySelector(`button[value="${name}:${group}:${row}"]`))
        .find(Boolean);
      if (button) return button.focus();
    }
    const target = verb === "add" ? rows.at(-1) : rows[Math.min(place, rows.length - 1)];
    const field = target && target.querySelector("input:not([type=hidden]), select, textarea");
    (field || area.querySelector(":scope > button") || area).focus();
  };

  const placeOf = (button) => {
    const row = button.closest(".template-row");
    return row ? [...row.parentElement.querySelectorAll(":scope > .template-row")].indexOf(row) : 0;
  };

  const parsed = async (answer) =>
    new DOMParser().parseFromString(await answer.text(), "text/html");

  // The server keeps nothing typed, so a login page in answer to the form would lose it all.
  const stillLoggedIn = async () => {
    const answer = await fetch(form().getAttribute("action"), { redirect: "manual" });
    if (answer.status >= 500) throw new Error("the portal does not work");
    const notice = document.getElementById("session-ended");
    notice.hidden = answer.ok;
    if (!answer.ok) {
      notice.focus();
      return false;
    }
    const token = (await parsed(answer)).querySelector("[name=csrfmiddlewaretoken]");
    if (token) form().querySelector("[name=csrfmiddlewaretoken]").value = token.value;
    return true;
  };

  const pictures = () => [...form().querySelectorAll("[data-picture] [type=file]")];

  // A button that moves rows needs no pictures: they stay in the browser.
  const send = (action) => {
    const data = new FormData(form());
    if (action !== "earlier") data.delete("earlier");
    if (action.includes(":")) pictures().forEach((input) => data.delete(input.name));
    data.append("action", action);
    // not form().action: the buttons called "action" hide that property
    return fetch(form().getAttribute("action"), { method: "POST", body: data });
  };

  // What was not sent, or the new page neither holds nor finds wrong, stays chosen.
  const keepChosen = (input, files, unsent) => {
    const carried = input.closest("[data-picture]").querySelector("[name$='-carried']");
    const settled = carried || input.hasAttribute("aria-invalid");
    if (files && files.length && (unsent || !settled)) input.files = files;
  };

  const NOTICES = ["not-answered", "session-ended", "too-much"];

  const say = (id) => {
    const notice = document.getElementById(id);
    notice.hidden = false;
    notice.focus();
  };
  const notAnswered = () => say("not-answered");

  // An error page must not take the place of the entries, and nothing failed is sent again by
  // itself; a page of another kind (filing a document) can only be had the plain way.
  const show = async (answer, button, place) => {
    const fresh = (await parsed(answer)).getElementById("fill");
    if (!fresh && answer.status === 413) return say("too-much");
    if (!fresh) return answer.ok ? sendPlainly(button) : notAnswered();
    const chosen = new Map(pictures().map((input) => [input.name, input.files]));
    document.getElementById("fill").replaceWith(fresh);
    const moved = Boolean(button && button.value.includes(":"));
    pictures().forEach((input) => keepChosen(input, chosen.get(input.name), moved));
    document.dispatchEvent(new Event("form-changed"));
    unsaved = true;
    if (moved) return focusAfterRow(button.value, place);
    const news = fresh.querySelector("[data-focus]") || form();
    news.focus({ preventScroll: true });
    return news.scrollIntoView({ block: "start" });
  };

  const change = async (button) => {
    const place = placeOf(button);
    return show(await send(button.value), button, place);
  };

  const nameIn = (answer) =>
    (/filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition")) || [])[1] || "";

  // A PDF takes seconds: the button says so, and what goes wrong is shown in this page.
  const download = async (button, action) => {
    const label = button && button.dataset.busy ? button.querySelector(".kern-label") : null;
    const said = label && label.textContent;
    if (label) label.textContent = button.dataset.busy;
    if (button) button.disabled = true;
    try {
      const answer = await send(action);
      if (!answer.ok || (answer.headers.get("Content-Type") || "").startsWith("text/html")) {
        return await show(answer, button);
      }
      const address = URL.createObjectURL(await answer.blob());
      const link = Object.assign(document.createElement("a"), { href: address, download: nameIn(answer) });
      link.click();
      URL.revokeObjectURL(address);
      unsaved = false;
    } finally {
      if (label) label.textContent = said;
      if (button) button.disabled = false;
    }
    return null;
  };

  // the plain way: the server answers with a file or a whole page
  const sendPlainly = (button) => {
    unsaved = false;
    const file = form().querySelector("[name=earlier]");
    const action = button && button.name === "action" ? button.value : "";
    if (action !== "earlier") file.value = "";
    const hidden = { type: "hidden", name: "action", value: action };
    const input = form().appendChild(Object.assign(document.createElement("input"), hidden));
    HTMLFormElement.prototype.submit.call(form());
    input.remove(); // a file came: the form goes on living
  };

  const act = (button) => {
    const action = button && button.name === "action" ? button.value : "";
    const file = action === "" || action === "word" || action === "pdf";
    return file ? download(button, action) : change(button);
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    const button = event.submitter;
    NOTICES.forEach((id) => { document.getElementById(id).hidden = true; });
    stillLoggedIn()
      .then((yes) => (yes ? act(button) : null))
      .catch(notAnswered);
  });
  document.addEventListener("input", (event) => {
    if (event.target.form === form()) unsaved = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
