/** The field of a form that fits a file's name: a DAS header is D + two digits + E + number, its detail has S in that place. */
function fieldFor(area, name) {
  const fields = [...area.querySelectorAll("input[type=file]")];
  return fields.find((field) => field.dataset.pattern && new RegExp(field.dataset.pattern, "i").test(name))
    ?? fields.find((field) => field.files.length === 0)
    ?? fields[0];
}

function give(field, file) {
  const box = new DataTransfer();
  box.items.add(file);
  field.files = box.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(field) {
  const said = field.closest("[data-file]")?.querySelector("[data-chosen]");
  if (said) said.textContent = field.files[0]?.name ?? "";
}

/** One drop area takes both files of a pair, in any order, and shows how much has been sent. */
export function drops(root) {
  for (const area of root.querySelectorAll("[data-drop]:not([data-ready])")) {
    area.dataset.ready = "yes";
    for (const field of area.querySelectorAll("input[type=file]")) field.addEventListener("change", () => show(field));
    area.addEventListener("dragover", (event) => { event.preventDefault(); area.dataset.over = "yes"; });
    area.addEventListener("dragleave", () => { delete area.dataset.over; });
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      delete area.dataset.over;
      for (const file of event.dataTransfer.files) give(fieldFor(area, file.name), file);
    });
  }
  for (const form of root.querySelectorAll("form[data-progress]:not([data-watched])")) {
    form.dataset.watched = "yes";
    const bar = form.querySelector("[data-bar]");
    const box = form.querySelector("[data-sending]");
    form.addEventListener("htmx:beforeRequest", () => { if (box) box.hidden = false; });
    form.addEventListener("htmx:afterRequest", () => { if (box) box.hidden = true; });
    form.addEventListener("htmx:xhr:progress", (event) => {
      if (!bar || !event.detail.lengthComputable) return;
      const share = (event.detail.loaded / event.detail.total) * 100;
      if (share < 100) bar.value = share;
      else bar.removeAttribute("value"); // sent: now being checked, for a time nobody can tell
    });
  }
}
