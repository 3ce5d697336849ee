/* What a panel shows of an answer: its text, its problems as rows, its page, or its bytes. */

export const LONGEST = 200_000;
// A page runs no scripts here, and loads nothing.
const HEAD = `<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

export const isText = (type) => /^$|^text\/|json|xml|javascript|urlencoded/.test(type);

export function shown({ status, body }, type) {
  const address = () => URL.createObjectURL(new Blob([body], { type }));
  if (!isText(type)) return { address: address(), length: body.length };
  const text = new TextDecoder().decode(body).slice(0, LONGEST);
  if (type.startsWith("text/html")) return { text, page: HEAD + text };
  if (!/[/+]json\b/.test(type)) return { text };
  return { text: indented(text), problems: status === 422 ? problems(text) : [] };
}

/** JSON over several lines, its numbers as they were written; other text as it is. */
function indented(text) {
  try {
    const exact = (_, value, { source }) =>
      typeof value === "number" ? JSON.rawJSON(source) : value;
    return JSON.stringify(JSON.parse(text, exact), null, 2);
  } catch {
    return text; // no JSON, or a browser that cannot keep numbers
  }
}

/** Where each problem of a refused request is, what it is, and what was sent. */
function problems(text) {
  const { detail, errors } = JSON.parse(text);
  const list = [errors, detail].find(Array.isArray) ?? [];
  return list.map(({ loc, pointer, msg, detail: what, input }) =>
    [loc?.join(" → ") ?? pointer, msg ?? what, JSON.stringify(input)]);
}
