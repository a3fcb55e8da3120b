import { formatShape, isTensor, ShapeError, type Tensor } from "@adjoint/tensor";

/**
 * Tensors by name that share their first axis, a row for each example. Lists of names may stand among them, as in a
 * `Dataset`; they belong to all rows.
 */
export type Rows<R> = { readonly [K in keyof R]: Tensor | readonly string[] | undefined };

/**
 * The size of the first axis that the tensors share. `operation` is the caller's name, for messages.
 * @throws ShapeError when they do not; TypeError when there is no tensor, or a value that is neither tensor nor list.
 */
export function rowCount<R extends Rows<R>>(data: R, operation = "rowCount"): number {
  let count: number | undefined;
  for (const [name, value] of Object.entries<unknown>(data)) {
    if (value === undefined || Array.isArray(value)) continue;
    if (!isTensor(value))
      throw new TypeError(
        `${operation}: tensors by name are needed, got something else for "${name}"; wrap values in tensor()?`,
      );
    const size = value.shape[0];
    if (size === undefined || size !== (count ?? size))
      throw new ShapeError(
        `${operation}: all tensors need one first axis${count === undefined ? "" : ` of ${count}`}, got ${formatShape(value.shape)} for "${name}"; is it a row for each example?`,
      );
    count = size;
  }
  if (count === undefined)
    throw new TypeError(`${operation}: tensors by name are needed, got none; pass them as in { x, y }?`);
  return count;
}

/** The record with each tensor replaced, and all else as it is. */
export function mapTensors<R extends Rows<R>>(data: R, replace: (t: Tensor) => Tensor): R {
  const replaced = Object.entries<unknown>(data).flatMap(([name, value]) =>
    isTensor(value) ? [[name, replace(value)] as const] : [],
  );
  return { ...data, ...Object.fromEntries(replaced) };
}
