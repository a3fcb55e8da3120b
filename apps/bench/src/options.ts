import { InvalidArgumentError } from "commander";
import { type ImplementationEntry, implementations, pageImplementations } from "./implementations.ts";
import type { Workload } from "./workload.ts";
import { workloads } from "./workloads.ts";

const namesOfPeers = (entries: readonly ImplementationEntry[]): string[] =>
  entries.filter(({ isOurs }) => !isOurs).map(({ name }) => name);
const peers = [...namesOfPeers(implementations), ...namesOfPeers(pageImplementations)];

/** The workloads whose name a regular expression matches. */
export function filterOption(text: string): readonly Workload[] {
  const expression = expressionOf(text);
  const chosen = workloads.filter(({ name }) => expression.test(name));
  if (chosen.length > 0) return chosen;
  throw new InvalidArgumentError(`It must match one of ${workloads.map(({ name }) => name).join(", ")}.`);
}

function expressionOf(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch {
    throw new InvalidArgumentError("It must be a regular expression.");
  }
}

/** Names of peers, separated by commas. */
export function againstOption(text: string): readonly string[] {
  const names = text === "none" ? [] : text.split(",");
  const unknown = names.find((name) => !peers.includes(name));
  if (unknown === undefined) return names;
  throw new InvalidArgumentError(`"${unknown}" is no peer; choose from ${peers.join(", ")}, or none.`);
}

/** Everything that the options choose from. */
export const choicesHelp = (): string =>
  `
Workloads:
${workloads.map(({ name, about }) => `  ${name.padEnd(18)}${about}`).join("\n")}

Peers: ${peers.join(", ")}.`;
