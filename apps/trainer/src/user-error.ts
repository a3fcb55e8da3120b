/** What the user can put right: shown as one sentence, without a stack. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** A name out of a list, or a sentence with the list and the nearest name. */
export function chosen<T>(what: string, name: string, choices: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(choices, name)) return choices[name]!;
  throw new UserError(`${what} "${name}" is unknown; choose one of ${Object.keys(choices).join(", ")}`);
}
