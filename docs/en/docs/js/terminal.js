/* Types the commands of terminal blocks as if someone sat there.
 *
 * The page holds the full text; this script only hides lines and shows them again one after the
 * other, once, when a block comes into view. It does nothing where motion is not wanted.
 */
(() => {
  "use strict";

  const PAUSE = { command: 500, continued: 300, comment: 250, progress: 0, output: 90 };
  const BAR_STEP = 45;
  const motionIsUnwanted = window.matchMedia("(prefers-reduced-motion: reduce)");
  let leavePage = () => {};

  /** One run of one block; `hurry` lets it show everything at once, `stop` ends it. */
  class Run {
    constructor() {
      this.isHurried = false;
      this.isStopped = false;
      this.wake = () => {};
    }

    wait(milliseconds) {
      if (this.isHurried) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }

    hurry() {
      this.isHurried = true;
      this.wake();
    }

    stop() {
      this.isStopped = true;
      this.hurry();
    }
  }

  function kindOf(line) {
    return line.className.match(/terminal-(command|continued|comment|progress|output)/)[1];
  }

  /** The characters of a line that are typed: each text after the prompt, wrapped once. */
  function charactersOf(line) {
    if (!line.dataset.split) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest(".terminal-prompt")) {
          texts.push(walker.currentNode);
        }
      }
      texts.forEach(splitIntoCharacters);
      line.dataset.split = "";
    }
    return [...line.querySelectorAll("[data-character]")];
  }

  function splitIntoCharacters(text) {
    const pieces = [...text.data].map((character) => {
      const piece = document.createElement("span");
      piece.dataset.character = "";
      piece.textContent = character;
      return piece;
    });
    text.replaceWith(...pieces);
  }

  async function type(line, run, delay) {
    const characters = charactersOf(line);
    characters.forEach((character) => character.classList.add("terminal-waiting"));
    line.classList.remove("terminal-waiting");
    for (const character of characters) {
      if (run.isStopped) return;
      character.classList.remove("terminal-waiting");
      await run.wait(delay);
    }
  }

  async function fill(line, run) {
    const bar = line.querySelector(".terminal-bar");
    const full = bar.textContent;
    line.classList.remove("terminal-waiting");
    for (let length = 0; length < full.length && !run.isHurried; length += 1) {
      bar.textContent = full.slice(0, length);
      await run.wait(BAR_STEP);
    }
    bar.textContent = full;
  }

  async function play(block, run) {
    const lines = [...block.querySelectorAll("code > span[class^=terminal-]")];
    lines.forEach((line) => line.classList.add("terminal-waiting"));
    for (const line of lines) {
      if (run.isStopped) return;
      const kind = kindOf(line);
      if (kind === "command" || kind === "continued") {
        await type(line, run, Number(block.dataset.delay));
      } else if (kind === "progress") {
        await fill(line, run);
      } else {
        line.classList.remove("terminal-waiting");
      }
      await run.wait(PAUSE[kind]);
    }
  }

  function button(label, action) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", action);
    return element;
  }

  /** Gives a block its buttons; returns what starts it and what ends it. */
  function prepare(block) {
    let run = new Run();
    let last = Promise.resolve();
    const start = () => {
      run.stop();
      const next = (run = new Run());
      last = last.then(() => play(block, next));
    };
    const buttons = document.createElement("div");
    buttons.className = "terminal-buttons";
    buttons.append(
      button(block.dataset.fast, () => run.hurry()),
      button(block.dataset.restart, start),
    );
    block.append(buttons);
    return { start, stop: () => run.stop() };
  }

  function enterPage() {
    leavePage();
    if (motionIsUnwanted.matches) return;
    const prepared = new Map();
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        observer.unobserve(entry.target);
        prepared.get(entry.target).start();
      }
    }, { threshold: 0.5 });
    document.querySelectorAll(".terminal[data-delay]:not([data-ready])").forEach((block) => {
      block.dataset.ready = "";
      prepared.set(block, prepare(block));
      observer.observe(block);
    });
    leavePage = () => {
      observer.disconnect();
      prepared.forEach((each) => each.stop());
    };
  }

  if (window.document$) {
    window.document$.subscribe(enterPage);
  } else {
    document.addEventListener("DOMContentLoaded", enterPage);
  }
})();
