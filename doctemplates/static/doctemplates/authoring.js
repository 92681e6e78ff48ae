// Move rows of settings with two buttons; without this script the numbers do the same.
(() => {
  const table = document.querySelector("[data-arrange]");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = () => [...body.rows];
  const within = (row) => rows().filter((other) => other === row || other.dataset.level === row.dataset.path || other.dataset.level.startsWith(`${row.dataset.path}[].`));
  const level = (row) => rows().filter((other) => other.dataset.level === row.dataset.level);
  const number = (row) => level(row).forEach((other, at) => { other.querySelector(".kimt-order input").value = at + 1; });
  body.querySelectorAll("[data-moves]").forEach((moves) => { moves.hidden = false; });
  body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("tr");
    const peers = level(row);
    const other = peers[peers.indexOf(row) + Number(button.dataset.move)];
    if (!other) return;
    const [first, second] = button.dataset.move === "1" ? [row, other] : [other, row];
    const target = within(first)[0];
    within(second).forEach((moved) => target.before(moved));
    number(row);
    button.focus();
  });
})();
