// Row buttons change the form in place; leaving with entries asks first; a session that has ended
// is noticed before anything is sent. Without this file the same buttons send the form and the
// server answers with the changed page.
(() => {
  "use strict";
  const form = () => document.getElementById("fill-form");
  let unsaved = false;

  // Moving again takes one more key press; after "remove" the neighbour is at hand.
  const focusAfter = (action, place) => {
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

  // The server keeps nothing typed, so a login page in answer to the form would lose it all.
  const stillLoggedIn = async () => {
    const address = form().getAttribute("action");
    const answer = await fetch(address, { redirect: "manual" });
    const notice = document.getElementById("session-ended");
    notice.hidden = answer.ok;
    if (!answer.ok) {
      notice.focus();
      return false;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form().querySelector("[name=csrfmiddlewaretoken]").value = token.value;
    return true;
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
    const place = placeOf(button);
    form().replaceWith(fresh);
    unsaved = true;
    focusAfter(button.value, place);
  };

  // the plain way: the server answers with a file or a whole page
  const sendPlainly = (button) => {
    unsaved = false;
    if (button) {
      const hidden = { type: "hidden", name: "action", value: button.value };
      form().append(Object.assign(document.createElement("input"), hidden));
    }
    HTMLFormElement.prototype.submit.call(form());
  };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== form()) return;
    event.preventDefault();
    const row = button && button.name === "action";
    stillLoggedIn()
      .then((yes) => {
        if (!yes) return null;
        return row ? change(button).catch(() => sendPlainly(button)) : sendPlainly();
      })
      .catch(() => {
        document.getElementById("session-ended").hidden = false;
      });
  });
  document.addEventListener("input", (event) => {
    if (event.target.form === form()) unsaved = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
})();
