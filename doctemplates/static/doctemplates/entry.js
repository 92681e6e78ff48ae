// Helps while filling in: a calendar beside every date, chosen pictures, how many required fields
// are left.
// Dates are text in German form; the calendar is the browser's own and only writes that text.
(() => {
  "use strict";
  const LONG = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/;

  const toIso = (text) => {
    const found = LONG.exec(text);
    if (!found) return /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? text.trim() : "";
    const [, day, month, year] = found;
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  };

  const addCalendar = (text, words) => {
    const native = document.createElement("input");
    Object.assign(native, { type: "date", tabIndex: -1, className: "date-entry__native" });
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    const label = document.querySelector(`label[for="${text.id}"]`);
    Object.assign(button, { type: "button", className: "kern-btn kern-btn--tertiary date-entry__button" });
    button.title = words;
    button.setAttribute("aria-label", words);
    if (label) {
      label.id = `${text.id}_label`;
      button.setAttribute("aria-describedby", label.id);
    }
    const icon = Object.assign(document.createElement("span"), { className: "kern-icon kern-icon--calendar-today" });
    icon.setAttribute("aria-hidden", "true");
    button.append(icon);
    const frame = Object.assign(document.createElement("span"), { className: "date-entry" });
    text.replaceWith(frame);
    frame.append(text, native, button);
    button.addEventListener("click", () => {
      native.value = toIso(text.value);
      native.showPicker();
    });
    native.addEventListener("input", (event) => event.stopPropagation());
    native.addEventListener("change", () => {
      text.value = native.value.split("-").reverse().join(".");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
  };

  const countRequired = () => {
    const shown = document.getElementById("required-left");
    if (!shown) return;
    const asked = document.querySelectorAll("#fill-form [required]:not(:disabled)");
    const left = [...asked].filter((control) =>
      control.type === "checkbox" ? !control.checked : !control.value.trim(),
    ).length;
    const words = left > 1 ? shown.dataset.many.replace("{n}", left) : left ? shown.dataset.one : shown.dataset.none;
    if (shown.textContent !== words) shown.textContent = words; // or it is read out at every key
  };

  // The chosen picture is looked at in this page; of one that is too large nothing is sent.
  const showPicture = (input) => {
    const entry = input.closest("[data-picture]");
    const frame = entry.querySelector(".picture-entry__shown");
    const said = entry.querySelector(".picture-entry__said");
    const image = frame.querySelector("img");
    const [file] = input.files;
    said.hidden = true;
    if (file && file.size > Number(entry.dataset.limit)) {
      said.querySelector(".kern-body").textContent = entry.dataset.tooLarge;
      said.hidden = false;
      input.value = "";
      return;
    }
    if (!file) {
      image.src = image.dataset.carried;
      frame.hidden = !image.dataset.carried;
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      image.src = reader.result;
      frame.hidden = false;
    });
    reader.readAsDataURL(file);
    entry.querySelectorAll("[type=checkbox]").forEach((box) => { box.checked = false; });
  };

  const start = () => {
    document.querySelectorAll("#fill-form [data-picture] [type=file]").forEach((input) => {
      const image = input.closest("[data-picture]").querySelector("img");
      image.dataset.carried = image.getAttribute("src") || "";
      image.addEventListener("error", () => { image.parentElement.hidden = true; }); // the server says why
      input.addEventListener("change", () => showPicture(input));
      if (input.files.length) showPicture(input);
    });
    const words = document.getElementById("fill").dataset.calendar;
    if ("showPicker" in HTMLInputElement.prototype) {
      document.querySelectorAll("#fill-form [data-date]:not(:disabled)").forEach((text) => addCalendar(text, words));
    }
    countRequired();
  };
  document.addEventListener("form-changed", start);
  document.addEventListener("input", countRequired);
  start();
})();
