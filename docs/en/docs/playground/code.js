/* The code of a panel: the form that the page shows, what the reader changes in it, and the line that fails. */

/* The browser may forbid to keep anything; then edits last as long as the panel. */
const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
})();

export class Code {
  prepareCode() {
    this.around = this.place.closest(".example") ?? this.place;
    this.key = `playground:${this.fragment || this.example.name}`;
    this.edits = JSON.parse(storage.getItem(this.key) ?? "{}"); // texts by form and file
    const follow = ({ target }) => this.place.contains(target) || this.follow(target.closest("details[open], .tabbed-set"));
    for (const event of ["change", "toggle"]) this.around.addEventListener(event, follow, true);
    const file = this.shownFile(this.around);
    this.show(Object.keys(this.edits)[0] ?? this.formOf(file) ?? Object.keys(this.example.forms).at(-1), file);
  }

  shownFile(scope) {
    const blocks = [...scope.querySelectorAll("[data-file]")];
    return blocks.find((block) => block.getClientRects().length)?.dataset.file;
  }

  formOf(file) {
    return Object.keys(this.example.forms).find((form) => file in this.example.forms[form].files);
  }

  /** Shows the form that the page shows now, unless the reader has edited this one. */
  follow(scope) {
    const file = this.shownFile(scope ?? this.around);
    const form = this.formOf(file);
    const isEdited = this.form in this.edits;
    this.parts.note.textContent = isEdited && form !== this.form ? this.words.edited : "";
    if (form && !isEdited) this.show(form, file);
  }

  show(form, file) {
    const { entry, files } = this.example.forms[form];
    const { parts } = this;
    Object.assign(this, { form, files: { ...files, ...this.edits[form] } });
    parts.form.textContent = form;
    parts.files.hidden = Object.keys(files).length < 2;
    parts.file.replaceChildren(...Object.keys(files).map((each) => new Option(each)));
    parts.file.value = file in files ? file : entry;
    parts.reset.disabled = !(form in this.edits);
    this.openFile();
  }

  openFile() {
    const text = this.files[this.parts.file.value];
    Object.assign(this.parts.area, { value: text, rows: Math.min(text.split("\n").length + 1, 24) });
    this.mark(0);
  }

  edit() {
    this.files[this.parts.file.value] = this.parts.area.value;
    this.keep({ [this.form]: { ...this.edits[this.form], [this.parts.file.value]: this.parts.area.value } });
    this.mark(0);
  }

  reset() {
    this.keep({});
    this.show(this.form, this.parts.file.value);
    this.follow();
  }

  /** Keeps the edits of one form, since the panel leaves a form that was edited only after a reset. */
  keep(edits) {
    this.edits = edits;
    this.parts.reset.disabled = !(this.form in edits);
    storage.setItem(this.key, JSON.stringify(edits));
  }

  /** Tab indents, and Enter keeps the indentation; after Escape, Tab leads on as everywhere. */
  type(event) {
    if (event.key === "Enter" && event.ctrlKey) this.send();
    const line = event.target.value.slice(0, event.target.selectionStart).split("\n").pop();
    const inserted = { Tab: this.isLeaving ? "" : "    ", Enter: `\n${line.match(/^ */)[0]}` }[event.key];
    this.isLeaving = event.key === "Escape";
    if (!inserted || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.execCommand("insertText", false, inserted); // the only way that the reader can undo
  }

  /** Marks a line of the open file; none for 0. */
  mark(line) {
    this.parts.area.classList.toggle("playground-wrong", line > 0);
    this.parts.area.style.setProperty("--line", line - 1);
  }

  /** Opens the last place in the reader's files that a traceback names; gives its line. */
  openPlaceIn(traceback) {
    const places = [...traceback.matchAll(/File "([^"]+)", line (\d+)/g)].filter(([, file]) => file in this.files);
    if (!places.length) return null;
    const [, file, line] = places.at(-1);
    this.parts.file.value = file;
    this.openFile();
    this.mark(Number(line));
    return Number(line);
  }

  goTo(line) {
    const before = this.parts.area.value.split("\n").slice(0, line - 1).map((each) => `${each}\n`).join("");
    this.parts.area.focus();
    this.parts.area.setSelectionRange(before.length, before.length);
  }
}
