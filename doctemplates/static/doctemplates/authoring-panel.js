// A Word file just chosen in the page editor: show what the portal finds in it, before saving.
(() => {
  const watch = (panel) => {
    const input = document.querySelector(`input[name="${panel.dataset.field}"]`);
    const body = panel.querySelector("[data-template-report-body]");
    const wait = panel.querySelector("[data-template-report-wait]");
    if (!input) return;
    let asked = 0;
    let shown = input.value;
    const show = async () => {
      if (input.value === shown) return;
      shown = input.value;
      asked += 1;
      const mine = asked;
      body.replaceChildren();
      if (!shown) return;
      wait.hidden = false;
      try {
        const answer = await fetch(panel.dataset.url.replace("/0/", `/${shown}/`), { credentials: "same-origin" });
        const text = answer.ok ? await answer.text() : "";
        if (mine === asked) body.innerHTML = text;
      } finally {
        if (mine === asked) wait.hidden = true;
      }
    };
    input.addEventListener("change", show);
    new MutationObserver(show).observe(input, { attributes: true, attributeFilter: ["value"] });
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-template-report]").forEach(watch));
})();
