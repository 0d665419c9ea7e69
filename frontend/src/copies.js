/** A click on a copy button puts the code beside it on the clipboard and says so in the button's own words. */
export function copies(root) {
  for (const button of root.querySelectorAll("button[data-copy]:not([data-ready])")) {
    button.dataset.ready = "yes";
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = button.querySelector("[data-said]");
      if (said) said.textContent = button.dataset.done;
    });
  }
}
