/** Is it an object made by a literal? Instances of classes, typed arrays and functions are leaves. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The fields that are there; one that is undefined counts as missing. */
export const fieldsOf = (record: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(record).filter((name) => record[name] !== undefined);

/** `layers/0/bias`; the root is the empty path. */
export const join = (path: string, name: string | number): string => (path === "" ? `${name}` : `${path}/${name}`);
