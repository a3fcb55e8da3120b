import { planeFunctions } from "../src/testing/smooth-functions.ts";
import type { CatalogueEntry } from "../src/testing/catalogue.ts";
import { stepsDown } from "./steps-down.ts";

/** The first two lines of the README's table. */
export const stepsHead: readonly string[] = [
  `| optimizer | ${planeFunctions.map(({ name }) => name).join(" | ")} |`,
  `| --- |${" --- |".repeat(planeFunctions.length)}`,
];

/** The line of an optimizer in the README's table: the steps that it takes for each function, and with which rate. */
export function stepsRow({ call, make, rates }: CatalogueEntry): string {
  const cells = planeFunctions.map((f, i) => {
    const rate = rates[i]!;
    return `${stepsDown(make(rate), f) ?? "never"} at ${rate}`;
  });
  return `| \`${call}\` | ${cells.join(" | ")} |`;
}
