/* Suggestions below the search field as an ARIA combobox, "/" to search, filters without a button.
   Everything works without this file; it only saves keys. */
(function () {
  "use strict";
  document.documentElement.classList.add("js");

  document.addEventListener("keydown", function (event) {
    var target = event.target;
    var typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    var input = document.getElementById("search-q");
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  // details that were open stay open when htmx brings the filters anew
  var open = {};
  document.addEventListener("toggle", function (event) {
    var name = event.target.getAttribute && event.target.getAttribute("data-filter");
    if (name) open[name] = event.target.open;
  }, true);
  // on a narrow screen results come first: the filters are folded until asked for
  var fold = document.querySelector('details[data-filter="fold"]');
  if (fold && window.matchMedia("(max-width: 991px)").matches) fold.open = false;

  var focused = null;
  document.addEventListener("htmx:beforeSwap", function () {
    focused = document.activeElement ? document.activeElement.id : null;
  });
  document.addEventListener("htmx:afterSwap", function () {
    document.querySelectorAll("details[data-filter]").forEach(function (part) {
      var name = part.getAttribute("data-filter");
      if (name in open) part.open = open[name];
    });
    var count = document.getElementById("search-count");
    var status = document.getElementById("search-status");
    if (count && status) status.textContent = count.textContent.trim();
    var again = focused && document.getElementById(focused);
    if (again) again.focus({ preventScroll: true });
  });

  function combobox(input) {
    var list = document.getElementById(input.getAttribute("data-suggest-list"));
    var status = document.getElementById(list.id + "-status");
    var active = -1;
    var typed = input.value;
    var timer = null;
    var request = null;

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(option) {
      var url = option.getAttribute("data-url");
      input.value = option.getAttribute("data-text");
      close();
      if (url) window.location.assign(url);
      else input.form.requestSubmit();
    }

    function show(suggestions) {
      list.textContent = "";
      suggestions.forEach(function (suggestion, index) {
        var option = document.createElement("li");
        var text = document.createElement("span");
        text.textContent = suggestion.text;
        option.append(text);
        if (suggestion.kind) {
          var kind = document.createElement("small");
          kind.textContent = suggestion.kind;
          option.append(kind);
        }
        option.id = list.id + "-" + index;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.setAttribute("data-text", suggestion.text);
        option.setAttribute("data-url", suggestion.url);
        option.addEventListener("mousedown", function (event) {
          event.preventDefault();
          choose(option);
        });
        list.append(option);
      });
      active = -1;
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = suggestions.length
        ? suggestions.length + " " + input.getAttribute("data-suggest-many") : "";
    }

    function ask() {
      typed = input.value;
      if (request) request.abort();
      if (typed.trim().length < 2) return close();
      request = new AbortController();
      fetch(input.getAttribute("data-suggest") + "?q=" + encodeURIComponent(typed),
        { signal: request.signal, headers: { Accept: "application/json" } })
        .then(function (response) { return response.json(); })
        .then(function (answer) {
          if (document.activeElement === input) show(answer.suggestions);
        })
        .catch(close);
    }

    function move(step) {
      var options = list.children;
      if (active >= 0) options[active].setAttribute("aria-selected", "false");
      active = (active + step + options.length + 1) % (options.length + 1);
      if (active === options.length) active = -1;
      if (active < 0) {
        input.value = typed;
        input.removeAttribute("aria-activedescendant");
        return;
      }
      options[active].setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", options[active].id);
      input.value = options[active].getAttribute("data-text");
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
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
