/**
 * Turns values into text and back. The same source runs in Node and in the page: it is shipped as
 * text, so it is one function without imports.
 *
 * structuredClone runs first, so what cannot cross in Electron cannot cross here; then only JSON
 * and undefined are let through, which is what Daftar's contract allows. Electron would carry more.
 */
export function makeCodec() {
  const pack = (v: any): any => {
    if (v === null || typeof v === "string" || typeof v === "boolean" || Number.isFinite(v))
      return v;
    if (v === undefined) return { is: "undefined" };
    if (Array.isArray(v)) return v.map(pack);
    if (Object.getPrototypeOf(v) !== Object.prototype) throw new Error(`stand-in: ${v} is no JSON`);
    return { is: "object", v: Object.entries(v).map(([key, value]) => [key, pack(value)]) };
  };
  const unpack = (v: any): any => {
    if (v === null || typeof v !== "object") return v;
    if (Array.isArray(v)) return v.map(unpack);
    if (v.is === "undefined") return undefined;
    return Object.fromEntries(v.v.map(([key, value]: any) => [key, unpack(value)]));
  };
  return {
    encode: (value: unknown): string => JSON.stringify(pack(structuredClone(value))),
    decode: (text: string): any => unpack(JSON.parse(text)),
  };
}
