/** @throws TypeError for the result of an asynchronous function: it goes on after the transform of it is over. */
export function rejectPromise(transform: string, called: string, result: unknown): void {
  if (!isThenable(result)) return;
  result.then(undefined, () => {}); // what fails in it later has its cause here
  throw new TypeError(
    `${transform}: ${called || "the function"} must return its result, got a promise, as asynchronous functions do; await the data before and pass it in`,
  );
}

interface Thenable {
  readonly then: (fulfilled: undefined, rejected: () => void) => unknown;
}

const isThenable = (value: unknown): value is Thenable =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
