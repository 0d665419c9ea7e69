// Behaviour that pages may lean on but never need: every act here also works as a plain link or form.
import htmx from "htmx.org";
import { copies } from "./copies.js";
import { drops } from "./drops.js";
import { keys } from "./keys.js";
import { saves } from "./saves.js";
import { sorts } from "./sorts.js";
import { unfolds } from "./unfolds.js";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "[45]..", swap: true, error: false }, // a refusal is an answer: its sentence is shown where the person is looking
];

function wake(root) {
  copies(root);
  drops(root);
  saves(root);
  sorts(root);
}

document.addEventListener("DOMContentLoaded", () => {
  wake(document);
  keys(document);
  unfolds(document);
  // On a phone the entries scroll sideways: the present one must be in sight.
  document.querySelector(".site-nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
});
document.addEventListener("htmx:afterSwap", (event) => {
  wake(event.detail.elt);
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
});
