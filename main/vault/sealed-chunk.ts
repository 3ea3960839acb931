import { createCipheriv, createDecipheriv } from "node:crypto";

export const tagBytes = 16;

/** A file is gone, shorter, longer or changed. */
export class AttachmentDamaged extends Error {
  constructor() {
    super("attachment damaged");
  }
}

/** Seals one chunk: AES-256-GCM, tag at the end; its index and whether it is the last are bound to it. */
export function seal(key: Buffer, index: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(index)).setAAD(boundTo(index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws `AttachmentDamaged` for anything but what was sealed under this key and index. */
export function unseal(key: Buffer, index: number, last: boolean, sealed: Buffer): Buffer {
  if (sealed.length < tagBytes) throw new AttachmentDamaged();
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(index), { authTagLength: tagBytes })
    .setAAD(boundTo(index, last))
    .setAuthTag(sealed.subarray(-tagBytes));
  const plain = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
  } catch {
    throw new AttachmentDamaged();
  }
  return plain;
}

/** Never used twice: the key is the file's own, and the index goes up. */
function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 6, 6);
  return nonce;
}

function boundTo(index: number, last: boolean): Buffer {
  const bound = Buffer.alloc(9);
  bound.writeUIntBE(index, 2, 6);
  bound[8] = last ? 1 : 0;
  return bound;
}
