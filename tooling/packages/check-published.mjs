import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

/** Ways to resolve a package that one of ES modules alone does not serve. */
const IGNORED = new Set(["node10", "node16-cjs"]);

/** What publint finds, suggestions included. */
export async function checkWithPublint({ folder }) {
  const { messages, pkg } = await publint({ pkgDir: folder, pack: false, strict: true });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** What "are the types wrong?" finds, by its profile for ES modules alone. */
export async function checkWithAttw({ tarball }) {
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (!types) return ["attw: there are no types"];
  return problems
    .filter(({ resolutionKind }) => !IGNORED.has(resolutionKind))
    .map(
      ({ kind, entrypoint, resolutionKind }) => `attw: ${kind} at ${entrypoint ?? "."} (${resolutionKind ?? "all"})`,
    );
}
