import type { Setting } from "../entry.ts";
import type { Field, FieldsOf } from "./read-sources.ts";

/** The settings of a function: the fields of the interface among its parameters, with defaults and bounds. */
export function readSettings(parameters: string, fieldsOf: FieldsOf): Setting[] {
  const fields = [...parameters.matchAll(/\b(\w+Options)\b/g)].map(([, name = ""]) => fieldsOf(name)).find(Boolean);
  return (fields ?? []).map((field) => settingOf(field, defaultIn(parameters, field)));
}

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

/** What the signature sets, or else what the description calls the default. */
function defaultIn(parameters: string, { name, description }: Field): string | undefined {
  const inSignature = new RegExp(`\\b${name}(?:: \\w+)? = ("[^"]*"|[\\w.+-]+(?: / \\w+)?)`).exec(parameters)?.[1];
  return (
    inSignature ?? /[Dd]efault:? ("[^"]*"|true|false|-?[\d._]+(?:e-?\d+)?)/.exec(description)?.[1]?.replace(/\.$/, "")
  );
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
