/* Requests: those that the tests of an example send, those that its document describes, and commands. */

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
const TEXTS = {
  date: "2026-01-31", "date-time": "2026-01-31T12:00:00Z", time: "12:00:00", duration: "P1D", ipv4: "127.0.0.1",
  email: "user@example.com", uri: "https://example.com/", uuid: "3fa85f64-5717-4562-b3fc-2c963f66afa6",
};

/** What a recording holds as text, or as bytes in base64. */
const content = ({ text, base64 }) => text ?? Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

/** A request that a test sends. What it sends is kept as it is until the reader changes it. */
export async function recorded({ method, url, headers, body, status, sent = [] }) {
  const exact = body && content(body);
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const form = /form-data|urlencoded/.test(type) && new Response(exact, { headers: { "content-type": type } });
  const read = form ? await form.formData().catch(() => null) : null; // some are wrong on purpose
  const fields = read && [...read].map(([name, value]) => ({ name, value, isFile: value instanceof File }));
  const label = `${method} ${url}${status ? ` → ${status}` : ""}`;
  const text = typeof exact === "string" ? exact : "";
  return { label, method, url, headers, type, fields, text, exact, sent: sent.map(content) };
}

/** A request for each operation of a document, filled in from examples, defaults and types. */
export function described(document) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => operation(path, method, item, document)));
}

function operation(path, method, item, document) {
  const given = { path: [], query: [], header: [], cookie: [] };
  for (const each of [...(item.parameters ?? []), ...(item[method].parameters ?? [])]) {
    const { name, in: place, required, schema, ...more } = resolved(each, document);
    const value = exampleOf(more) ?? schema?.default ?? (required ? sample(schema, document) : null);
    if (value != null) [value].flat().forEach((one) => given[place].push([name, String(one)]));
  }
  const values = Object.fromEntries(given.path.map(([name, value]) => [name, encodeURI(value)]));
  const query = String(new URLSearchParams(given.query));
  const url = path.replace(/\{([^}:]+)[^}]*\}/g, (_, name) => values[name] ?? name) + (query && `?${query}`);
  const headers = given.header;
  if (given.cookie.length) headers.push(["cookie", given.cookie.map((pair) => pair.join("=")).join("; ")]);
  const { content = {} } = resolved(item[method].requestBody, document);
  const request = { label: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), url, headers };
  const [type] = Object.keys(content);
  return type ? { ...request, ...bodyOf(type, content[type], headers, document) } : request;
}

function bodyOf(type, media, headers, document) {
  const value = exampleOf(media) ?? sample(media.schema, document);
  if (/form-data|urlencoded/.test(type)) {
    const { properties = {} } = resolved(media.schema, document);
    return { type, fields: Object.entries(properties).map(([name, schema]) => field(name, schema, value?.[name])) };
  }
  headers.push(["content-type", type]);
  return { type, text: typeof value === "string" ? value : JSON.stringify(value, null, 2) };
}

function field(name, schema, value) {
  const first = schema.anyOf?.[0] ?? schema;
  const { format, contentMediaType } = first.items ?? first;
  const isFile = format === "binary" || Boolean(contentMediaType);
  if (isFile) return { name, isFile, isList: Boolean(first.items), value: new File(["A small file.\n"], "example.txt") };
  return { name, value: typeof value === "object" ? JSON.stringify(value ?? "") : String(value) };
}

const exampleOf = ({ example, examples = {} }) => example ?? Object.values(examples)[0]?.value;

function resolved(object = {}, document) {
  const parts = object.$ref?.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts ? resolved(parts.reduce((found, part) => found?.[part], document), document) : object;
}

/** A value that a schema allows, as far as its limits and its format say. */
function sample(schema, document, depth = 0) {
  const known = resolved(schema, document);
  const { examples, default: usual, minimum, exclusiveMinimum = 0, minLength = 0, maxLength, format } = known;
  const given = [known.example, examples?.[0], usual, known.const, known.enum?.[0]].find((each) => each != null);
  if (given !== undefined || depth > 6) return given ?? null;
  const inside = (part) => sample(part, document, depth + 1);
  const choice = (known.anyOf ?? known.oneOf ?? known.allOf)?.[0];
  if (choice) return inside(choice);
  const byType = {
    object: () => Object.fromEntries(Object.entries(known.properties ?? {}).map(([name, each]) => [name, inside(each)])),
    array: () => (known.prefixItems ?? [known.items ?? {}]).map(inside),
    number: () => minimum ?? Math.min(exclusiveMinimum + 1, known.maximum ?? Infinity),
    boolean: () => true,
    null: () => null,
    string: () => TEXTS[format] ?? "string".padEnd(minLength, "g").slice(0, maxLength),
  };
  const type = [known.type ?? (known.properties ? "object" : "string")].flat()[0];
  return byType[type === "integer" ? "number" : type]();
}

/** A form as the browser writes it: its type, with the boundary, and its bytes. */
export async function encoded(fields, type) {
  const form = type.startsWith("multipart") ? new FormData() : new URLSearchParams();
  fields.forEach(({ name, value }) => [value].flat().forEach((each) => form.append(name, each)));
  const coded = new Response(form);
  return [coded.headers.get("content-type"), new Uint8Array(await coded.arrayBuffer())];
}

/** The same request for a terminal, to an application that `etude dev` runs. */
export function command({ method, url, headers, fields, type = "", text }) {
  const quoted = (each) => `'${each.replaceAll("'", "'\\''")}'`;
  const isMultipart = fields && type.startsWith("multipart");
  const lines = [`curl -X ${method} ${quoted(`http://127.0.0.1:8000${url}`)}`];
  const kept = headers.filter(([name]) => !fields || name !== "content-type");
  kept.forEach((pair) => lines.push(`-H ${quoted(pair.join(": "))}`));
  (fields ?? []).forEach(({ name, value }) => [value].flat().forEach((each) => {
    const shown = each instanceof File ? `@${each.name}` : each;
    lines.push(`${isMultipart ? "-F" : "--data-urlencode"} ${quoted(`${name}=${shown}`)}`);
  }));
  if (!fields && text) lines.push(`--data-binary ${quoted(text)}`);
  return lines.join(" \\\n  ");
}
