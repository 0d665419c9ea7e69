// What folds on a phone stands open where there is room, and on paper; whoever folds it again is obeyed.
const WIDE = matchMedia("(min-width: 46.01rem)");

function open(root) {
  for (const fold of root.querySelectorAll("details[data-wide]")) fold.open = true;
}

export function unfolds(root) {
  if (WIDE.matches) open(root);
  WIDE.addEventListener("change", () => WIDE.matches && open(document));
  addEventListener("beforeprint", () => open(document));
}
