/* Where code is kept: in the tab of the browser, or in the fragment of an address. */

/* The browser may forbid to keep anything; then edits last as long as the panel. */
export const storage = (() => {
  try {
    return window.sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {} };
  }
})();

const through = (bytes, stream) =>
  new Response(new Blob([bytes]).stream().pipeThrough(stream)).bytes();

/** A value as compressed JSON, in base64 for addresses. */
export async function pack(value) {
  const bytes = await through(JSON.stringify(value), new CompressionStream("deflate-raw"));
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** The value again; fails for what pack() has not made. */
export async function unpack(fragment) {
  const bytes = Uint8Array.fromBase64(fragment, { alphabet: "base64url" });
  const text = await through(bytes, new DecompressionStream("deflate-raw"));
  return JSON.parse(new TextDecoder().decode(text));
}
