/* Requests: those that the tests of an example send, those that its document describes. */

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
const FORM = /form-data|urlencoded/;

export const asLines = (headers) => headers.map((pair) => pair.join(": ")).join("\n");

/** What a recording holds as text, or as bytes in base64. */
const content = ({ text, base64 }) => text ?? Uint8Array.fromBase64(base64);

/** A request that a test sends. What it sends is kept as it is until the reader changes it. */
export async function recorded({ method, url, headers, body, status, sent = [] }) {
  const exact = body && content(body);
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const form = FORM.test(type) && new Response(exact, { headers: { "content-type": type } });
  const read = form ? await form.formData().catch(() => null) : null; // some are wrong on purpose
  const asField = ([name, value]) => ({ name, value, isFile: value instanceof File });
  const fields = read && [...read].map(asField);
  const label = `${method} ${url}${status ? ` → ${status}` : ""}`;
  const text = typeof exact === "string" ? exact : "";
  return { label, method, url, headers, type, fields, text, exact, sent: sent.map(content) };
}

/** A request for each operation of a document, filled in from examples, defaults and types. */
export function described(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((key) => item[key]).map((key) => operation(path, key, item[key], document)));
}

function operation(path, key, { parameters = [], requestBody }, document) {
  const given = { path: [], query: [], header: [], cookie: [] };
  for (const { name, in: place, required, schema, ...more } of parameters) {
    const usual = exampleOf(more) ?? schema?.default;
    const value = usual ?? (required ? sample(schema, document) : null);
    if (value != null) [value].flat().forEach((one) => given[place].push([name, String(one)]));
  }
  const values = Object.fromEntries(given.path.map(([name, value]) => [name, encodeURI(value)]));
  const query = given.query.length ? `?${new URLSearchParams(given.query)}` : "";
  const url = path.replace(/\{([^}:]+)[^}]*\}/g, (_, name) => values[name] ?? name) + query;
  const headers = given.header;
  const cookies = given.cookie.map((pair) => pair.join("="));
  if (cookies.length) headers.push(["cookie", cookies.join("; ")]);
  const [[type, media] = []] = Object.entries(requestBody?.content ?? {});
  const body = type && bodyOf(type, media, document);
  if (type && !body.fields) headers.push(["content-type", type]);
  const method = key.toUpperCase();
  return { label: `${method} ${path}`, method, url, headers, type, ...body };
}

function bodyOf(type, media, document) {
  const value = exampleOf(media) ?? sample(media.schema, document);
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  if (!FORM.test(type)) return { text };
  const name = media.schema?.$ref?.split("/").at(-1);
  const { properties = {} } = document.components?.schemas[name] ?? media.schema ?? {};
  return { fields: Object.entries(properties).map((each) => field(...each, value?.[each[0]])) };
}

function field(name, schema, value) {
  const first = schema.anyOf?.[0] ?? schema;
  const { format, contentMediaType } = first.items ?? first;
  if (format === "binary" || contentMediaType) {
    const file = new File(["A small file.\n"], "example.txt");
    return { name, isFile: true, isList: Boolean(first.items), value: file };
  }
  return { name, value: typeof value === "object" ? JSON.stringify(value ?? "") : String(value) };
}

const exampleOf = ({ example, examples = {} }) => example ?? Object.values(examples)[0]?.value;

const sample = (schema = {}, document) =>
  window.OpenAPISampler.sample(schema, { quiet: true }, document);

/** A form as the browser writes it: its type, with the boundary, and its bytes. */
export async function encoded(fields, type) {
  const form = type.startsWith("multipart") ? new FormData() : new URLSearchParams();
  fields.forEach(({ name, value }) => [value].flat().forEach((each) => form.append(name, each)));
  const coded = new Response(form);
  return [coded.headers.get("content-type"), await coded.bytes()];
}

/** The same request for a terminal, to an application that `etude dev` runs. */
export function command({ method, url, headers, fields, type = "", text }) {
  const quoted = (each) => `'${each.replaceAll("'", "'\\''")}'`;
  const option = type.startsWith("multipart") ? "-F" : "--data-urlencode";
  const kept = headers.filter(([name]) => !fields || name !== "content-type");
  const values = (fields ?? []).flatMap(({ name, value }) =>
    [value].flat().map((each) => `${name}=${each instanceof File ? `@${each.name}` : each}`));
  return [
    `curl -X ${method} ${quoted(`http://127.0.0.1:8000${url}`)}`,
    ...kept.map((pair) => `-H ${quoted(pair.join(": "))}`),
    ...values.map((each) => `${option} ${quoted(each)}`),
    ...(!fields && text ? [`--data-binary ${quoted(text)}`] : []),
  ].join(" \\\n  ");
}
