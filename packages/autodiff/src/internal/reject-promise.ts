/** @throws TypeError for the result of an asynchronous function: it goes on after the transform of it is over. */
export function rejectPromise(transform: string, called: string, result: unknown): void {
  const promise = result as Partial<Promise<unknown>> | null | undefined; // read for the one field that tells
  if (typeof promise?.then !== "function") return;
  promise.then(undefined, () => {}); // what fails in it later has its cause here
  throw new TypeError(
    `${transform}: ${called || "the function"} must return its result, got a promise, as asynchronous functions do; await the data before and pass it in`,
  );
}
