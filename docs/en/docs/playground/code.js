/* The code of a panel: the form that the page shows, what the reader changes in it, and the line that fails. */

export class Code {
  constructor(panel) {
    const { parts, example, words, place, shared } = panel;
    const around = place.closest(".example") ?? place;
    Object.assign(this, { parts, around, words, forms: example.forms, area: parts.code });
    this.key = `playground:${shared?.fragment ?? example.name}`;
    this.edits = JSON.parse(sessionStorage.getItem(this.key) ?? "{}"); // texts by form and file
    this.area.addEventListener("keydown", (event) => this.type(event));
    this.area.addEventListener("input", () => this.edit(this.area.value));
    parts.file.addEventListener("change", () => this.open(parts.file.value));
    parts.reset.addEventListener("click", () => this.reset());
    const follow = ({ target }) => place.contains(target) || this.follow(target.closest("details[open], .tabbed-set"));
    around.addEventListener("change", follow);
    around.addEventListener("toggle", follow, true);
    const file = this.shownFile();
    this.show(Object.keys(this.edits)[0] ?? this.formOf(file) ?? Object.keys(this.forms).at(-1), file);
  }

  /** The file that the page shows, in the whole example or in a part of it. */
  shownFile(scope = this.around) {
    const blocks = [...scope.querySelectorAll("[data-file]")];
    return blocks.find((block) => block.getClientRects().length)?.dataset.file;
  }

  formOf = (file) => Object.keys(this.forms).find((form) => file in this.forms[form].files);

  /** Shows the form that the page shows now, unless the reader has edited this one. */
  follow(scope) {
    const file = this.shownFile(scope ?? this.around);
    const form = this.formOf(file);
    const isEdited = this.form in this.edits;
    this.parts.note.textContent = isEdited && form !== this.form ? this.words.edited : "";
    if (form && !isEdited) this.show(form, file);
  }

  show(form, file) {
    const { parts } = this;
    const { entry, files } = this.forms[form];
    Object.assign(this, { form, files: { ...files, ...this.edits[form] } });
    parts.form.textContent = form;
    parts.files.hidden = Object.keys(files).length < 2;
    parts.file.replaceChildren(...Object.keys(files).map((each) => new Option(each)));
    parts.reset.disabled = !(form in this.edits);
    this.open(file in files ? file : entry);
  }

  open(file, line = 0) {
    this.parts.file.value = file;
    this.area.value = this.files[file];
    this.area.rows = Math.min(this.area.value.split("\n").length + 1, 24);
    this.mark(line);
  }

  edit(text) {
    this.files[this.parts.file.value] = text;
    this.keep({ [this.form]: { ...this.edits[this.form], [this.parts.file.value]: text } });
    this.mark(0);
  }

  keep(edits) {
    this.edits = edits; // of one form: the panel follows the page only from a form without edits
    this.parts.reset.disabled = !(this.form in edits);
    sessionStorage.setItem(this.key, JSON.stringify(edits));
  }

  reset() {
    this.keep({});
    this.show(this.form, this.parts.file.value);
    this.follow();
  }

  /** Tab indents, and Enter keeps the indentation; after Escape, Tab leads on as everywhere. */
  type(event) {
    const line = this.area.value.slice(0, this.area.selectionStart).split("\n").pop();
    const inserted = { Tab: this.isLeaving ? "" : "    ", Enter: `\n${line.match(/^ */)[0]}` }[event.key];
    this.isLeaving = event.key === "Escape";
    if (!inserted || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.execCommand("insertText", false, inserted); // the only way that the reader can undo
  }

  /** Marks a line of the open file; none for 0. */
  mark(line) {
    this.area.classList.toggle("playground-wrong", line > 0);
    this.area.style.setProperty("--line", line - 1);
  }

  /** The last place in the reader's files that a traceback names. */
  placeIn(traceback) {
    const places = [...traceback.matchAll(/File "([^"]+)", line (\d+)/g)].filter(([, file]) => file in this.files);
    return places.map(([, file, line]) => ({ file, line: Number(line) })).pop();
  }

  goTo({ file, line }) {
    this.open(file, line);
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + lines[line - 1].length);
  }
}
