import { formatShape, isTensor, type Numbers, type Tensor, tensor } from "@adjoint/tensor";
import type { SavedArray, SavedState } from "./save-state.ts";

/**
 * The state that `saveState` saved, in the form of another one: of what `init` returns for the same parameters. What
 * differs in form, type or shape throws and is named by its path: the state of another optimizer or model is never taken.
 * @throws TypeError for another form; RangeError for another type, shape or version.
 * @example const state = loadState(JSON.parse(text), optimizer.init(params))
 */
export function loadState<S>(saved: SavedState, like: S): S {
  if (!isRecord(saved) || !("version" in saved))
    throw new TypeError(`loadState: what saveState returned is needed, got ${formOf(saved)}; parse the text first?`);
  if (saved.version !== 1)
    throw new RangeError(`loadState: version 1 can be read, got ${String(saved.version)}; update this package?`);
  return load("", saved.state, like) as S; // node by node and leaf by leaf as in `like`
}

function load(path: string, saved: unknown, like: unknown): unknown {
  if (isTensor(like)) {
    const { dtype, shape } = like;
    return tensor(valuesFrom(path, saved, like), { shape, dtype });
  }
  if (like instanceof Float32Array) return Float32Array.from(valuesFrom(path, saved, like));
  if (like instanceof Float64Array) return Float64Array.from(valuesFrom(path, saved, like));
  if (typeof like === "number") return isSavedNumber(saved) ? Number(saved) : refuse(path, like, saved);
  if (Array.isArray(like)) {
    if (!Array.isArray(saved) || saved.length !== like.length) return refuse(path, like, saved);
    return like.map((child, i) => load(join(path, i), saved[i], child));
  }
  if (isRecord(like)) return loadRecord(path, saved, like);
  return (like === null ? saved === null : typeof saved === typeof like) ? saved : refuse(path, like, saved);
}

function loadRecord(path: string, saved: unknown, like: Fields): Fields {
  if (!isRecord(saved) || (isSavedArray(saved) && !isSavedArray(like))) return refuse(path, like, saved);
  const names = Object.keys(like).filter((name) => like[name] !== undefined);
  const entries = names.map((name): [string, unknown] => {
    const child = Object.hasOwn(saved, name) ? saved[name] : undefined;
    return [name, load(join(path, name), child, like[name])];
  });
  const stray = Object.keys(saved).find((name) => !names.includes(name));
  return stray === undefined ? Object.fromEntries(entries) : refuse(join(path, stray), undefined, saved[stray]);
}

/** The values of a tensor or a typed array: as many as there must be. */
function valuesFrom(path: string, saved: unknown, like: Tensor | Numbers): number[] | Numbers {
  if (!isSavedArray(saved)) return refuse(path, like, saved);
  const [wanted, got] = [formOf(like), formOf(saved)];
  if (wanted !== got)
    throw new RangeError(
      `loadState: ${place(path)} must be ${wanted}, got ${got}; was it saved from other parameters?`,
    );
  const { values } = saved;
  const size = isTensor(like) ? like.size : like.length;
  if (!(Array.isArray(values) || ArrayBuffer.isView(values)) || values.length !== size)
    throw new RangeError(`loadState: ${place(path)} must have ${size} values, got another list; save it once more?`);
  if (ArrayBuffer.isView(values)) return values.slice() as Numbers; // of the type that dtype says
  return values.map((value: unknown) => (isSavedNumber(value) ? Number(value) : refuse(path, 0, value)));
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value) &&
  !isTensor(value);

const isSavedArray = (value: unknown): value is SavedArray =>
  isRecord(value) && typeof value["dtype"] === "string" && "values" in value;

const isSavedNumber = (value: unknown): boolean =>
  typeof value === "number" || ["NaN", "Infinity", "-Infinity", "-0"].includes(value as string);

const join = (path: string, name: string | number): string => (path === "" ? `${name}` : `${path}/${name}`);
const place = (path: string): string => path || "the state";

function refuse(path: string, like: unknown, saved: unknown): never {
  const [wanted, got] = [formOf(like), formOf(saved)];
  throw new TypeError(`loadState: ${place(path)} must be ${wanted}, got ${got}; was it saved from another optimizer?`);
}

/** In words, the same ones for a value and for what was saved of it. */
function formOf(value: unknown): string {
  if (isTensor(value)) return `${value.dtype} ${formatShape(value.shape)}`;
  if (value instanceof Float32Array) return `a Float32Array of ${value.length}`;
  if (value instanceof Float64Array) return `a Float64Array of ${value.length}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isSavedArray(value)) {
    const { dtype, shape, values } = value;
    return shape
      ? `${dtype} ${formatShape(shape)}`
      : `a ${dtype === "float32" ? "Float32Array" : "Float64Array"} of ${values.length}`;
  }
  if (isRecord(value)) return `a record of {${Object.keys(value).sort().join(", ")}}`;
  if (value === undefined) return "nothing";
  return typeof value === "string" ? `the text "${value}"` : value === null ? "null" : `a ${typeof value}`;
}
