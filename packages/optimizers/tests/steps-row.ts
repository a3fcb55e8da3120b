import type { Rate } from "../src/index.ts";
import type { CatalogueEntry } from "../src/testing/catalogue.ts";
import { type PlaneFunction, planeFunctions } from "../src/testing/smooth-functions.ts";
import { stepsDown } from "./steps-down.ts";

/** The first two lines of the README's table. */
export const stepsHead: readonly string[] = [
  `| optimizer | ${planeFunctions.map(({ name }) => name).join(" | ")} |`,
  `| --- |${" --- |".repeat(planeFunctions.length)}`,
];

/** A rate that stays, and one that falls for those whose steps do not shrink by themselves. */
const forms: readonly { readonly text: string; readonly rateOf: (e: number) => Rate }[] = [
  { text: "e", rateOf: (e) => e },
  { text: "e / sqrt(k + 1)", rateOf: (e) => (k) => e / Math.sqrt(k + 1) },
];
type Form = (typeof forms)[number];

const callIn = ({ call }: CatalogueEntry, { text }: Form): string =>
  call.replace("learningRate: e", `learningRate: ${text}`);

const rates: readonly number[] = [-4, -3, -2, -1, 0].flatMap((power) =>
  [1, 2, 3, 5, 7].map((digit) => Number(`${digit}e${power}`)),
);

interface Descent {
  readonly steps: number;
  readonly rate: number;
}

/** The fewest steps, and the least rate that takes no more. */
function fastest({ make }: CatalogueEntry, { rateOf }: Form, f: PlaneFunction): Descent | undefined {
  let best: Descent | undefined;
  for (const rate of rates) {
    const steps = stepsDown(make(rateOf(rate)), f, best && best.steps - 1);
    if (steps !== undefined) best = { steps, rate };
  }
  return best;
}

/** The line of an optimizer in the README's table: how many steps it takes for each function, and with which rate. */
export function stepsRow(entry: CatalogueEntry): string {
  for (const form of forms) {
    const cells = planeFunctions.map((f) => fastest(entry, form, f));
    if (cells.every((cell) => cell !== undefined))
      return `| \`${callIn(entry, form)}\` | ${cells.map(({ steps, rate }) => `${steps} at ${rate}`).join(" | ")} |`;
  }
  throw new Error(`stepsRow: ${entry.call} does not go down every function; is its direction that of the descent?`);
}

/** The steps that an optimizer takes with the rates that its line names, written as the line is; undefined where there is none. */
export function stepsOfLine(entry: CatalogueEntry, lines: readonly string[]): string | undefined {
  for (const form of forms) {
    const start = `| \`${callIn(entry, form)}\` |`;
    const line = lines.find((text) => text.startsWith(start));
    const named = line?.slice(start.length).matchAll(/ at (\S+) \|/g);
    if (!named) continue;
    const cells = [...named].map(([, rate], i) => {
      const steps = stepsDown(entry.make(form.rateOf(Number(rate))), planeFunctions[i]!);
      return ` ${steps ?? "never"} at ${rate} |`;
    });
    return start + cells.join("");
  }
  return undefined;
}
