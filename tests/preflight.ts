/** Says what is wrong, where better-sqlite3-multiple-ciphers would end with a segmentation fault. */
export default function preflight() {
  if (Number(process.versions.napi) < 10)
    throw new Error(
      `Node ${process.versions.node} cannot load the database. Use "npm test": npm scripts bring Node 24.`,
    );
}
