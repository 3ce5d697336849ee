/* Thanks a reader who presses a button of the feedback, and follows headings that have moved.
 * The theme changes pages in place, so clicks are caught where every page has them.
 */
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest(".feedback [data-thanks]");
    if (!pressed) return;
    const place = pressed.closest(".feedback").querySelector(".feedback-thanks");
    place.textContent = pressed.dataset.thanks;
    if (pressed.localName === "button") pressed.disabled = true;
  });

  function followMovedHeading() {
    const link = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (link && link.closest(".moved-headings")) location.replace(link.href);
  }

  addEventListener("hashchange", followMovedHeading);
  if (window.document$) {
    window.document$.subscribe(followMovedHeading);
  } else {
    document.addEventListener("DOMContentLoaded", followMovedHeading);
  }
})();
