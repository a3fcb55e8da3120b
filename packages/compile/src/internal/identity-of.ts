let count = 0;
const numbers = new WeakMap<object, number>();

/** A text that two values share only if they are the same: `Object.is` for texts, numbers, objects and functions. */
export function identityOf(value: unknown): string {
  if ((typeof value === "object" && value !== null) || typeof value === "function") {
    let number = numbers.get(value);
    if (number === undefined) numbers.set(value, (number = ++count));
    return `#${number}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  return Object.is(value, -0) ? "-0" : `${typeof value} ${String(value)}`;
}
