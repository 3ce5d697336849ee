/* Gives names and roles to the parts of the theme that have none, for screen readers. */
(() => {
  "use strict";

  const labels = document.querySelector("meta[name='etude:labels']").dataset;
  const ATTRIBUTES = [
    [".md-search", { "aria-label": labels.search }],
    [".md-progress", { "aria-label": labels.loading, role: "status" }],
    [".md-path", { "aria-label": labels.path }],
    [".md-code__nav", { role: "none" }],
    [".md-annotation__index", { "aria-label": labels.annotation }],
  ];

  function name(root) {
    for (const [selector, attributes] of ATTRIBUTES) {
      for (const element of root.querySelectorAll(selector)) {
        for (const [attribute, value] of Object.entries(attributes)) {
          element.setAttribute(attribute, value);
        }
      }
    }
  }

  /* The theme adds buttons and notes to code after the page has come, and changes pages in place. */
  let isDue = false;
  const observer = new MutationObserver((changes) => {
    if (isDue || !changes.some((change) => change.addedNodes.length)) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      name(document);
    });
  });

  name(document);
  observer.observe(document.body, { childList: true, subtree: true });
})();
