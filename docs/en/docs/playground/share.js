/* Values as text that a fragment of an address may hold: compressed JSON, in base64 of RFC 4648 section 5. */

const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();

export async function pack(value) {
  const bytes = new Uint8Array(await through(JSON.stringify(value), new CompressionStream("deflate-raw")));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The value again; fails for what pack() has not made. */
export async function unpack(fragment) {
  const text = atob(fragment.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (each) => each.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"))));
}
