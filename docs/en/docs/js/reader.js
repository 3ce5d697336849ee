/* Thanks a reader who presses a button of the feedback, follows headings that have moved, and keeps
 * the address of the next page. The theme changes pages in place, so clicks are caught where every
 * page has them.
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

  /* The theme writes the heading in view into the address, and how far one has scrolled into the
   * history, both a moment late: after a click, into those of the page that is still on its way.
   */
  let destination = null;
  function keepDestination() {
    if (!destination) return;
    const { url, state } = destination;
    destination = null;
    if (location.href === url.href && history.state === state) return;
    history.replaceState(state, "", url);
    const heading = document.getElementById(decodeURIComponent(url.hash.slice(1)));
    if (heading && !state) heading.scrollIntoView();
    else scrollTo(0, state?.y ?? 0);
  }

  addEventListener("hashchange", followMovedHeading);
  if (window.document$) {
    window.location$.subscribe((url) => (destination = { url, state: history.state }));
    window.document$.subscribe(keepDestination);
    window.document$.subscribe(followMovedHeading);
  } else {
    document.addEventListener("DOMContentLoaded", followMovedHeading);
  }
})();
