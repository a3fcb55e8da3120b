import { defaultIn, fieldsIn } from "../../../tooling/docstrings/read-settings.ts";
import {
  type Definition,
  docstringOf,
  interfacesIn,
  parametersOf,
  readExports,
  sourcesOf,
} from "../../../tooling/docstrings/read-sources.ts";

/** The first two lines of the README's table of optimizers. */
export const rulesHead: readonly string[] = ["| optimizer | rule | source |", "| --- | --- | --- |"];

const fieldsOf = interfacesIn(sourcesOf("optimizers"));

/** Optimizers by their names: functions whose docstring says their rule in a line. */
export const optimizers: ReadonlyMap<string, Definition> = new Map(
  [...readExports("optimizers")].filter(([, definition]) => docstringOf(definition).tag("rule")),
);

/** The line of an optimizer in the README's table, as its signature and its docstring say. */
export function rulesRow(name: string): string {
  const definition = optimizers.get(name)!;
  const doc = docstringOf(definition);
  return `| \`${callOf(definition)}\` | ${doc.tag("rule")} | ${doc.tag("see")} |`;
}

/** How it is called, with its defaults: `sgd({ learningRate, weightDecay = 0 })`. */
function callOf(definition: Definition): string {
  const positional = [...parametersOf(definition).matchAll(/^\s*(\w+):/g)].map(([, name]) => name);
  const settings = fieldsIn(definition, fieldsOf).map((field) => {
    const initial = defaultIn(definition, field);
    return initial === undefined ? field.name : `${field.name} = ${initial}`;
  });
  return `${definition.name}(${[...positional, `{ ${settings.join(", ")} }`].join(", ")})`;
}
