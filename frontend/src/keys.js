/** A queue is walked with the keyboard: j or down for the next row, k or up for the one before, Enter to open it. */
export function keys(root) {
  const queue = root.querySelector("[data-queue]");
  if (!queue) return;
  root.addEventListener("keydown", (event) => {
    if (event.target.closest("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const links = [...queue.querySelectorAll("a[data-row]")];
    const here = links.indexOf(document.activeElement);
    const next = links[Math.min(Math.max(here + step, 0), links.length - 1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}
