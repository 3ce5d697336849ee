/* Draws the diagrams of a page with Mermaid, which lies beside this file and is loaded only where
 * a page has a diagram. Without the script, readers see the text of the diagram.
 */
(() => {
  "use strict";

  const here = document.currentScript.src;
  let loading = null;
  let count = 0;

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("vendor/mermaid.min.js", here).href;
      script.onload = () => resolve(window.mermaid);
      script.onerror = reject;
      document.head.append(script);
    });
    return loading;
  }

  function isDark() {
    return document.body.dataset.mdColorScheme === "slate";
  }

  async function draw() {
    const places = document.querySelectorAll(".diagram");
    if (!places.length) return;
    const mermaid = await load();
    mermaid.initialize({ startOnLoad: false, theme: isDark() ? "dark" : "default" });
    for (const place of places) {
      place.dataset.text ??= place.textContent;
      const { svg } = await mermaid.render(`diagram-${(count += 1)}`, place.dataset.text);
      const figure = place.parentElement.querySelector(".diagram-picture");
      const picture = figure ?? document.createElement("div");
      picture.className = "diagram-picture";
      picture.innerHTML = svg;
      if (!figure) place.after(picture);
      place.hidden = true;
    }
  }

  /* One drawing after the other: pages and palettes may change while one is being made. */
  let last = Promise.resolve();
  const again = () => (last = last.then(draw).catch((error) => console.error(error)));

  new MutationObserver(again).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  window.document$.subscribe(again);
})();
