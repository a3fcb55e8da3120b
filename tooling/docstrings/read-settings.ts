import { type Definition, type Field, type FieldsOf, parametersOf } from "./read-sources.ts";

/** A setting of a function, as its signature and the description of its field say. */
export interface Setting {
  readonly name: string;
  readonly kind: "number" | "boolean" | "choice" | "other";
  readonly description: string;
  /** Missing where it must be given. */
  readonly initial?: number | boolean | string;
  /** Bounds that the description names. */
  readonly low?: number;
  readonly high?: number;
  readonly isWhole?: boolean;
  readonly choices?: readonly string[];
}

/** The settings of a function: the fields of the interface among its parameters, with defaults and bounds. */
export const readSettings = (definition: Definition, fieldsOf: FieldsOf): Setting[] =>
  fieldsIn(definition, fieldsOf).map((field) => settingOf(field, defaultIn(definition, field)));

/** The fields of the interface among the parameters of a function. */
export const fieldsIn = (definition: Definition, fieldsOf: FieldsOf): readonly Field[] =>
  [...parametersOf(definition).matchAll(/\b(\w+Options)\b/g)].map(([, name = ""]) => fieldsOf(name)).find(Boolean) ??
  [];

function settingOf({ name, type, description }: Field, initial: string | undefined): Setting {
  const kind = kindOf(name, type);
  const base = { name, kind, description };
  const value = initial === undefined ? {} : valueOf(initial);
  if (kind === "choice") return { ...base, ...value, choices: [...type.matchAll(/"([^"]+)"/g)].map(([, c = ""]) => c) };
  return kind === "number" ? { ...base, ...value, ...boundsOf(description) } : { ...base, ...value };
}

function kindOf(name: string, type: string): Setting["kind"] {
  if (name === "axis") return "other"; // of tensors of more than one axis, which no graph shows
  if (/^\s*(number|Rate)\b/.test(type)) return "number";
  if (/^\s*boolean\b/.test(type)) return "boolean";
  return /^\s*\|?\s*"/.test(type) ? "choice" : "other";
}

/**
 * The default as it is written: what the signature sets, or else that of another function of the file, to which settings
 * are passed on, or else what the description says.
 */
export function defaultIn(definition: Definition, { name, description }: Field): string | undefined {
  const value = `${name}(?:: \\w+)? = ("[^"]*"|[\\w.+-]+(?: / \\w+)?)`;
  const found =
    new RegExp(`\\b${value}`).exec(parametersOf(definition)) ??
    new RegExp(`[{,]\\s*${value}\\s*[,}]`).exec(definition.text) ??
    /[Dd]efault:? ("[^"]*"|true|false|-?[\d._]+(?:e-?\d+)?)/.exec(description);
  return found?.[1]?.replace(/\.$/, "");
}

function valueOf(text: string): Pick<Setting, "initial"> {
  if (text.startsWith('"')) return { initial: text.slice(1, -1) };
  if (text === "true" || text === "false") return { initial: text === "true" };
  const [value = Number.NaN, divisor = 1] = text.replaceAll("_", "").split(" / ").map(Number);
  return Number.isFinite(value) ? { initial: value / divisor } : {};
}

/** "in [0, 1)", "> 0", "above 0", "from 1 up", "a whole number". */
function boundsOf(description: string): Pick<Setting, "low" | "high" | "isWhole"> {
  const interval =
    /[[(](-?[\d.]+), (-?[\d.]+)[\])]/.exec(description) ?? /from (-?[\d.]+) to (-?[\d.]+)/.exec(description);
  const low = interval?.[1] ?? /(?:>=?|above|from) (-?\d+(?:\.\d+)?)/.exec(description)?.[1];
  return {
    ...(low === undefined ? {} : { low: Number(low) }),
    ...(interval ? { high: Number(interval[2]) } : {}),
    ...(/whole number|^Steps|how many steps/i.test(description) ? { isWhole: true } : {}),
  };
}
