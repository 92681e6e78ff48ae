/* Suggestions below a search field as an ARIA combobox: arrows choose, Enter takes, Escape closes.
   The field works without this file; it only saves keys. */
(() => {
  "use strict";
  const WAIT = 120; // milliseconds after the last key
  const LEAST = 2; // letters

  function combobox(input) {
    const list = document.getElementById(input.dataset.suggestList);
    const status = document.getElementById(`${list.id}-status`);
    let active = -1;
    let typed = input.value;
    let timer = null;
    let request = null;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function stopAsking() {
      clearTimeout(timer);
      if (request) request.abort();
    }

    function close() {
      stopAsking();
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      status.textContent = "";
    }

    function choose(option) {
      const url = option.dataset.url;
      input.value = option.dataset.text;
      close();
      if (url) window.location.assign(url);
      else input.form.requestSubmit();
    }

    function entry(suggestion, index) {
      const option = document.createElement("li");
      const text = document.createElement("span");
      text.textContent = suggestion.text;
      option.append(text);
      if (suggestion.kind) {
        const kind = document.createElement("small");
        kind.textContent = suggestion.kind;
        option.append(kind);
      }
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.text = suggestion.text;
      option.dataset.url = suggestion.url;
      // the mouse must not take the focus away from the field before the click is done
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(option));
      return option;
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map(entry));
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      const { suggestOne, suggestMany } = input.dataset;
      const many = suggestions.length;
      status.textContent = many ? `${many} ${many === 1 ? suggestOne : suggestMany}` : "";
    }

    async function ask() {
      stopAsking();
      typed = input.value;
      if (typed.trim().length < LEAST) return close();
      const mine = request = new AbortController();
      try {
        const address = `${input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
        const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
        const { suggestions } = await answer.json();
        if (!mine.signal.aborted && document.activeElement === input) show(suggestions);
      } catch {
        if (!mine.signal.aborted) close();
      }
    }

    function move(step) {
      stopAsking(); // a list that comes late must not take the chosen entry away
      const options = list.children;
      if (active >= 0) options[active].setAttribute("aria-selected", "false");
      active = (active + step + options.length + 2) % (options.length + 1) - 1;
      if (active < 0) {
        input.value = typed;
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
      input.value = options[active].dataset.text;
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const arrow = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (list.hidden) {
        if (event.key === "ArrowDown") ask();
      } else if (arrow) {
        event.preventDefault();
        move(arrow);
      } else if (event.key === "Escape") {
        event.preventDefault();
        input.value = typed;
        close();
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(list.children[active]);
      }
    });
  }

  document.querySelectorAll("input[data-suggest]").forEach(combobox);
})();
