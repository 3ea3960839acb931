/** The smallest pictures that have everything a telephone writes, with a place among it. */
interface Wish {
  /** Without anything that does not draw. */
  readonly bare?: true;
  /** Which way is up, 1 to 8. */
  readonly turned?: number;
}

const latin = (text: string) => Buffer.from(text, "latin1");

export function jpeg({ bare, turned = 1 }: Wish = {}): Buffer {
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const exif = Buffer.concat([
    latin("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"),
    Buffer.from([turned, 0, 0, 0, 0, 0, 0, 0]),
    latin("GPS 32.62 36.10"),
  ]);
  const hidden = (part: Buffer) => (bare ? [] : [part]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...hidden(segment(0xe0, latin("JFIF\0"))),
    ...hidden(segment(0xe1, exif)),
    ...hidden(segment(0xe2, latin("MPF\0"))),
    ...hidden(segment(0xfe, latin("GPS"))),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xee, latin("Adobe\0d\0\0\0\0\x01")),
    segment(0xc0, latin("\x08\0\x01\0\x01\x01\x01\x11\0")),
    segment(0xc4, Buffer.alloc(20, 2)),
    segment(0xda, latin("\x01\x01\0\0\x3f\0")),
    Buffer.from([0x11, 0xff, 0x00, 0x22, 0xff, 0xd0, 0x33]),
    Buffer.from([0xff, 0xd9]),
    ...hidden(latin("\xff\xd8 a film behind the picture, GPS")),
  ]);
}

export function png({ bare }: Wish = {}): Buffer {
  const chunk = (name: string, body: string) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    return Buffer.concat([head, latin(name), latin(body), Buffer.alloc(4, 9)]);
  };
  const hidden = (part: Buffer) => (bare ? [] : [part]);
  return Buffer.concat([
    latin("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", "thirteen bytes"),
    ...hidden(chunk("eXIf", "GPS")),
    ...hidden(chunk("tEXt", "Author\0ندى")),
    chunk("IDAT", "picture"),
    ...hidden(chunk("tIME", "2026")),
    chunk("IEND", ""),
    ...hidden(latin("GPS behind it")),
  ]);
}

export function webp({ bare }: Wish = {}): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(body.length);
    return Buffer.concat([latin(name), head, body, Buffer.alloc(body.length % 2)]);
  };
  const hidden = (part: Buffer) => (bare ? [] : [part]);
  const flags = Buffer.alloc(10);
  flags[0] = bare ? 0x10 : 0x3c;
  const body = Buffer.concat([
    latin("WEBP"),
    chunk("VP8X", flags),
    ...hidden(chunk("ICCP", latin("camera"))),
    chunk("VP8 ", latin("odd")),
    ...hidden(chunk("EXIF", latin("GPS"))),
    ...hidden(chunk("XMP ", latin("GPS"))),
  ]);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([latin("RIFF"), head, body, ...hidden(latin("GPS"))]);
}
