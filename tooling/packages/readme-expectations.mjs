import { deepStrictEqual, equal, ok, throws } from "node:assert/strict";

let checks = 0;

/** How many expectations held. */
export const checksSoFar = () => checks;

/** What comes out is `wanted`: JSON, perhaps with digits left out (`...`). */
export function expectValue(got, wanted) {
  checks++;
  const numbers = JSON.parse(wanted.replaceAll(/(?<=\d)\.\.\./g, ""));
  compare(JSON.parse(JSON.stringify(got)), numbers, wanted);
}

function compare(got, wanted, text) {
  if (typeof wanted === "number" && typeof got === "number")
    return ok(Math.abs(got - wanted) <= 2e-7 * Math.max(1, Math.abs(wanted)), `${got} is not ${text}`);
  if (typeof wanted === "string" && wanted.endsWith("...")) return ok(got.startsWith(wanted.slice(0, -3)), got);
  if (!Array.isArray(wanted) || !Array.isArray(got)) return deepStrictEqual(got, wanted);
  equal(got.length, wanted.length, `${JSON.stringify(got)} is not ${text}`);
  wanted.forEach((one, i) => compare(got[i], one, text));
}

/** What is thrown is `Name: message`; with `...` in it, anything. */
export function expectError(run, wanted) {
  checks++;
  throws(run, (error) => wanted.includes("...") || `${error.name}: ${error.message}` === wanted);
}
