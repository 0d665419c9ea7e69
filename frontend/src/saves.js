/** A return that was not kept (a test, a refusal) exists only on this page: its buttons write it to a file from there. */
function csv(rows) {
  const quote = (value) => {
    const text = String(value ?? "");
    return `"${(/^[=+@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  return `\ufeff${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
}

export function saves(root) {
  for (const button of root.querySelectorAll("button[data-save]:not([data-ready])")) {
    button.dataset.ready = "yes";
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.dataset.save).textContent;
      const found = JSON.parse(text);
      const names = ["line", "field", "severity", "code", "message", "basis", "found", "expected"];
      const sentence = (value) => (value && typeof value === "object" ? value[document.documentElement.lang] : value);
      const rows = found.anomalies.map((each) => names.map((name) => sentence(each[name])));
      const body = button.dataset.kind === "csv" ? csv([names, ...rows]) : JSON.stringify(found, null, 1);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([body], { type: button.dataset.kind === "csv" ? "text/csv" : "application/json" }));
      link.download = `return.${button.dataset.kind}`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }
}
