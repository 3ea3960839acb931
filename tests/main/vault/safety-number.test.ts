import { expect, test } from "vitest";
import { safetyNumber } from "../../../main/vault/safety-number.ts";

const subject = {
  role: "coordinator",
  key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmHmjqHsJmtVrBEVhR4RVnNmgQJwGEp8qR4VLjVXG7G",
  age: { classic: "age1classic", hybrid: "age1pq1hybrid" },
} as const;

test("a safety number is twelve groups of five digits, the same on every laptop for ever", () => {
  expect(safetyNumber(subject)).toMatch(/^\d{5}( \d{5}){11}$/);
  expect(safetyNumber(subject)).toMatchInlineSnapshot(
    `"24309 72664 71619 77163 55829 22742 68938 29899 79884 30061 87481 49800"`,
  );
});

test.each([
  ["the role", { ...subject, role: "researcher" as const }],
  ["the signing key", { ...subject, key: subject.key.replace("VXG7G", "VXG7H") }],
  ["the classic recipient", { ...subject, age: { ...subject.age, classic: "age1other" } }],
  ["the hybrid recipient", { ...subject, age: { ...subject.age, hybrid: "age1pq1other" } }],
])("another value of %s gives another safety number", (_, other) => {
  expect(safetyNumber(other)).not.toBe(safetyNumber(subject));
});
