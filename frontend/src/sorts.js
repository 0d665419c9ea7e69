/** What a cell weighs when rows are put in order: its data-value if it has one (amounts, days), else its text. */
function weight(row, column) {
  const cell = row.cells[column];
  const value = cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  return /^-?\d+$/.test(value) ? BigInt(value) : value;
}

function compare(one, other) {
  if (typeof one === "bigint" && typeof other === "bigint") return one < other ? -1 : Number(one > other);
  return String(one).localeCompare(String(other), document.documentElement.lang);
}

/** Heads of a sortable table become buttons; the order is announced by aria-sort. */
export function sorts(root) {
  for (const table of root.querySelectorAll("table[data-sortable]:not([data-ready])")) {
    table.dataset.ready = "yes";
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const body = table.tBodies[0];
        const rows = [...body.rows].sort((a, b) => (up ? 1 : -1) * compare(weight(a, column), weight(b, column)));
        body.append(...rows);
      });
    });
  }
}
