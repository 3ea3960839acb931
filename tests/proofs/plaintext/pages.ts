import { createDecipheriv } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../../main/vault/database.ts";
import { temporaryDir } from "../../main/vault/small-world.ts";

/** As SQLCipher 4 lays a page out: what is sealed, then 16 bytes of vector and 64 of authentication. */
const page = { bytes: 4096, reserved: 80, vector: 16, salt: 16 };
/** Of the journal beside the database, and of each page in it. */
const journal = { header: 32, frame: 24 };

/**
 * Every page of a database, and of the journal beside it, as its owner's key opens them: rows, free
 * pages, and what lies between rows. Decrypted by hand, because the driver tidies what it decrypts.
 */
export function pagesOf(path: string, key: Buffer): Buffer {
  const pages: Buffer[] = [];
  const file = readFileSync(path);
  for (let at = 0; at < file.length; at += page.bytes)
    pages.push(opened(file.subarray(at, at + page.bytes), key, at === 0));
  const beside = existsSync(`${path}-wal`) ? readFileSync(`${path}-wal`) : Buffer.alloc(0);
  const step = journal.frame + page.bytes;
  for (let at = journal.header; at + step <= beside.length; at += step) {
    const isFirst = beside.readUInt32BE(at) === 1;
    pages.push(opened(beside.subarray(at + journal.frame, at + step), key, isFirst));
  }
  return Buffer.concat(pages);
}

/** The control: deletes with the setting that Daftar never uses, and gives the pages that leaves. */
export function pagesAfterCarelessDeleting(path: string, key: Buffer, sql: string): Buffer {
  const copy = join(temporaryDir(), "careless.db");
  for (const end of ["", "-wal"]) if (existsSync(path + end)) copyFileSync(path + end, copy + end);
  const careless = openDatabase(copy, key);
  careless.pragma("secure_delete=OFF");
  careless.exec(sql);
  careless.close();
  return pagesOf(copy, key);
}

function opened(sealed: Buffer, key: Buffer, isFirst: boolean): Buffer {
  const end = page.bytes - page.reserved;
  const vector = sealed.subarray(end, end + page.vector);
  const cipher = createDecipheriv("aes-256-cbc", key, vector).setAutoPadding(false);
  const words = sealed.subarray(isFirst ? page.salt : 0, end);
  return Buffer.concat([cipher.update(words), cipher.final()]);
}
