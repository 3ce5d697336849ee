/* Puts a button at each example that can run in the page. Nothing more is loaded before somebody
 * presses one; what is loaded then stays while the theme changes pages in place.
 */
(() => {
  "use strict";

  const panels = new URL("../playground/panel.js", document.currentScript.src).href;

  function mount(place, shared) {
    const { run, size, failed, bytes } = place.dataset;
    const button = document.createElement("button");
    const note = document.createElement("span");
    button.type = "button";
    button.className = "md-button playground-run";
    button.textContent = run;
    note.className = "playground-size";
    const megabytes = (bytes / 1e6).toLocaleString(document.documentElement.lang, {
      maximumFractionDigits: 1,
    });
    note.textContent = shared ? place.dataset.shared : ` · ${size.replace("{size}", megabytes)}`;
    button.append(note);
    button.addEventListener("click", async () => {
      try {
        await (await import(panels)).open(place, button, shared);
      } catch (error) {
        note.textContent = ` · ${failed}`;
        console.error(error);
      }
    });
    place.append(button);
    if (shared) place.scrollIntoView();
  }

  /* The theme writes the heading in view into the address, so what a link brings is read at once. */
  const fragment = () => (location.hash.startsWith("#code=") ? location.hash.slice(6) : "");
  addEventListener("hashchange", () => fragment() && location.reload());
  window.document$.subscribe(() => {
    document.querySelectorAll(".playground:empty").forEach((place, index) => {
      mount(place, index ? "" : fragment());
    });
  });
})();
