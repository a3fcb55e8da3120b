import { describe, expect, test } from "vitest";
import { readExports } from "../../../../tooling/docstrings/read-sources.ts";
import { chineseAdvice } from "./chinese/chinese-advice.ts";
import type { Category, ReferenceEntry } from "./entry.ts";
import { generateReference } from "./generate/generate-reference.ts";
import { typeset } from "./generate/typeset.ts";

const made = new Map<Category, Promise<ReferenceEntry[]>>();

/** Made once, since sizes take time to measure. */
function entriesOf(category: Category): Promise<ReferenceEntry[]> {
  const entries = made.get(category) ?? generateReference(category);
  made.set(category, entries);
  return entries;
}

/** Exports of the packages that are no activation, loss or schedule. */
const BESIDE = ["decayStepsFor", "satisfiesRobbinsMonro", "reduceOnPlateau"];

describe.each<Category>(["activations", "losses", "schedulers", "optimizers"])("%s", (category) => {
  test("everything that is exported is listed, documented and advised on", async () => {
    const entries = await entriesOf(category);
    const names = entries.map(({ name }) => name);
    if (category !== "optimizers")
      expect(
        [...readExports(category).keys()].filter((name) => !names.includes(name) && !BESIDE.includes(name)),
      ).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(Object.keys(chineseAdvice[category])));
    const lacking = entries.filter(
      ({ summary, rule, advice, formula }) =>
        !summary || !rule || !advice.every(Boolean) || formula.includes("undefined"),
    );
    expect(lacking).toEqual([]);
    expect(entries.filter(({ bytes }) => !(bytes > 100 && bytes < 20_000))).toEqual([]);
    expect(entries[0]!.importLine).toBe(`import { ${names[0]} } from "@adjoint/${category}";`);
  });
});

test("settings come with the defaults and bounds of the sources", async () => {
  const settingsOf = async (category: Category, name: string) =>
    (await entriesOf(category)).find((entry) => entry.name === name)!.settings;
  expect(await settingsOf("optimizers", "adam")).toMatchObject([
    { name: "learningRate", kind: "number", low: 0 },
    { name: "beta1", initial: 0.9, low: 0, high: 1 },
    { name: "beta2", initial: 0.999, low: 0, high: 1 },
    { name: "epsilon", initial: 1e-8, low: 0 },
  ]);
  expect(await settingsOf("activations", "rrelu")).toMatchObject([
    { name: "low", initial: 1 / 8 },
    { name: "high", initial: 1 / 3 },
  ]);
  const momentum = await settingsOf("optimizers", "momentum");
  expect(momentum.find(({ name }) => name === "velocity")).toMatchObject({
    kind: "choice",
    initial: "scaled",
    choices: ["scaled", "raw"],
  });
});

describe("rules are typeset", () => {
  const names = ["weightDecay", "delta"];
  const plain = (rule: string): string => typeset(rule, names).replace(/<mspace[^>]*><\/mspace>/g, " ");

  test("powers, hats, indices, fractions and roots", () => {
    expect(plain("p <- p - e m^ / (sqrt(v^) + epsilon)")).toBe(
      '<math displaystyle="true"><mi>p</mi><mo>←</mo><mi>p</mi><mo>−</mo><mfrac><mrow><mi>e</mi> ' +
        '<mover accent="true"><mi>m</mi><mo>^</mo></mover></mrow><mrow><msqrt><mover accent="true"><mi>v</mi>' +
        "<mo>^</mo></mover></msqrt><mo>+</mo><mi>ε</mi></mrow></mfrac></math>",
    );
    expect(plain("1 - beta1^t")).toBe(
      '<math displaystyle="true"><mn>1</mn><mo>−</mo><msup><msub><mi>β</mi><mn>1</mn></msub><mrow><mi>t</mi></mrow></msup></math>',
    );
  });

  test("prose stays text, and an article is no variable", () => {
    expect(plain("a leaf at a time")).toBe("a leaf at a time");
    expect(plain("e² / 2 up to delta")).toBe(
      '<math displaystyle="true"><mfrac><mrow><msup><mi>e</mi><mrow><mn>2</mn></mrow></msup></mrow><mrow><mn>2</mn></mrow></mfrac></math>' +
        ' up to <math displaystyle="true"><mi>δ</mi></math>',
    );
  });

  test("bars, and brackets of two kinds", () => {
    expect(plain("|e| in [0, 1)")).toBe(
      '<math displaystyle="true"><mrow><mo stretchy="false">|</mo><mi>e</mi><mo stretchy="false">|</mo></mrow></math> in ' +
        '<math displaystyle="true"><mrow><mo stretchy="false">[</mo><mn>0</mn><mo>,</mo><mn>1</mn><mo stretchy="false">)</mo></mrow></math>',
    );
  });
});
