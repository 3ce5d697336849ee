/* An answer: its body as it arrives, then as its type asks for; and what is wrong with a refused request. */

const LONGEST = 200_000;
const HEAD = `<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const folded = (summary, content) => make("details", {}, make("summary", { textContent: summary }), content);
const codeBlock = (textContent) => make("pre", { tabIndex: 0, dir: "ltr", textContent });

/** JSON over several lines, its numbers as they were written; other text as it is. */
function indented(text) {
  try {
    const raw = (_, value, { source }) => (typeof value === "number" ? JSON.rawJSON(source) : value);
    return JSON.stringify(JSON.parse(text, raw), null, 2);
  } catch {
    return text; // no JSON, or a browser that cannot keep numbers
  }
}

/** The problems that an answer with status 422 names, as a table. */
function problems(text, words) {
  const { detail, errors } = JSON.parse(text);
  const list = [errors, detail].find(Array.isArray) ?? [];
  const row = (tag, cells) => make("tr", {}, ...cells.map((textContent) => make(tag, { textContent })));
  return make("table", { hidden: !list.length },
    make("caption", { textContent: words.problems }), row("th", [words.where, words.what, words.input]),
    ...list.map(({ loc, pointer, msg, detail: what, input }) => row("td", [
      loc?.join(" → ") ?? pointer ?? "", msg ?? what ?? "", input === undefined ? "" : JSON.stringify(input)])));
}

export class Answer {
  constructor(place, words) {
    Object.assign(this, { place, words, shown: codeBlock("") });
    place.replaceChildren();
  }

  start({ status, headers }) {
    this.status = status;
    this.type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
    this.isText = /^$|^text\/|json|xml|javascript|urlencoded/.test(this.type);
    this.decoder = new TextDecoder();
    this.headers = folded(this.words.headers, codeBlock(headers.map((pair) => pair.join(": ")).join("\n")));
    this.place.append(this.shown, this.headers);
  }

  /** Shows a part of the body when it arrives. */
  add(bytes) {
    const isShort = this.shown.textContent.length < LONGEST;
    if (this.isText && isShort) this.shown.append(this.decoder.decode(bytes, { stream: true }));
  }

  /** Shows the whole body. */
  end(body) {
    const text = this.isText ? new TextDecoder().decode(body).slice(0, LONGEST) : "";
    const address = () => URL.createObjectURL(new Blob([body], { type: this.type }));
    const isJson = /[/+]json\b/.test(this.type);
    if (isJson && this.status === 422) this.shown.before(problems(text, this.words));
    this.shown.textContent = isJson ? indented(text) : text;
    this.shown.hidden = !text;
    if (this.type.startsWith("text/html")) {
      const frame = make("iframe", { title: this.words.rendered, srcdoc: HEAD + text, sandbox: "", loading: "lazy" });
      this.headers.before(folded(this.words.rendered, frame)); // no scripts, nothing from elsewhere
    } else if (this.type.startsWith("image/")) {
      this.headers.before(make("img", { src: address(), alt: this.type }));
    } else if (!this.isText) {
      const textContent = `${this.type} · ${body.length} B`;
      this.headers.before(make("a", { href: address(), download: "answer", textContent }));
    }
  }
}
