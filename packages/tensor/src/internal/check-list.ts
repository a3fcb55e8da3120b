import { describe } from "./describe.ts";

/** Checks that a list was given where one is easily forgotten; `what` names its entries. */
export function checkList(name: string, what: string, value: unknown): void {
  if (!Array.isArray(value))
    throw new TypeError(`${name}: a list of ${what} is needed, got ${describe(value)}; put brackets around it?`);
}
