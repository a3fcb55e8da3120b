import { join } from "node:path";
import { neededBy } from "./check-readme.mjs";
import { installByNpm, installByPnpm } from "./install.mjs";
import { publishPackages } from "./publish-packages.mjs";
import { startRegistry } from "./start-registry.mjs";

/** A function that runs at its first call only. */
function lazy(f) {
  let result;
  return () => (result ??= f());
}

/** The packages, published to a registry of this machine and installed from there; each is made when it is asked for. */
export function installations(folder, packed) {
  const registry = lazy(async () => {
    const started = await startRegistry(folder);
    await publishPackages(packed, started);
    return started;
  });
  const ours = (list) => Object.fromEntries(list.map(({ manifest }) => [manifest.name, manifest.version]));
  const members = (dependenciesOf) => Object.fromEntries(packed.map((one) => [one.name, dependenciesOf(one)]));
  return {
    registry,
    /** All packages in one folder, by npm. */
    together: lazy(async () => {
      await installByNpm(join(folder, "together"), ours(packed), await registry());
      return join(folder, "together");
    }),
    /** A folder for each package with nothing but that package, by pnpm. */
    alone: lazy(async () => {
      await installByPnpm(
        join(folder, "alone"),
        members((one) => ours([one])),
        await registry(),
      );
      return join(folder, "alone");
    }),
    /** A folder for each package with what the examples of its readme need, by pnpm. */
    readmes: lazy(async () => {
      await installByPnpm(
        join(folder, "readmes"),
        members((one) => neededBy(one, packed)),
        await registry(),
      );
      return join(folder, "readmes");
    }),
    /** One package alone in a folder, by npm. */
    aloneByNpm: async (one) => {
      const to = join(folder, "alone-by-npm", one.name);
      await installByNpm(to, ours([one]), await registry());
      return to;
    },
    /** The program of a version of Node.js, as npm has it. */
    node: async (version) => {
      const to = join(folder, "nodes", version);
      await installByNpm(to, { node: version }, await registry());
      return join(to, "node_modules/node/bin/node");
    },
    /** The newest program of another engine, as npm has it. */
    engine: async (name) => {
      const to = join(folder, "engines", name);
      await installByNpm(to, { [name]: "latest" }, await registry());
      return join(to, "node_modules/.bin", name);
    },
  };
}
