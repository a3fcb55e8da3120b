import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Application, ReflectionKind, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packages = pathOf("../../../packages");

/** What users import: the package, and its subpaths. */
const entries = ["index", "fluent", "node", "conformance", "define-loss"];

/** Writes the reference of all packages from their docstrings to `pages/api/`, a page for each module. */
export async function writeApi(): Promise<void> {
  const options: Partial<TypeDocOptions & PluginOptions> = {
    entryPoints: readdirSync(packages)
      .flatMap((name) => entries.map((entry) => `${packages}/${name}/src/${entry}.ts`))
      .filter((file) => existsSync(file)),
    tsconfig: pathOf("../tsconfig.json"),
    plugin: ["typedoc-plugin-markdown"],
    out: pathOf("../pages/api"),
    name: "Functions and types",
    readme: "none",
    disableSources: true,
    skipErrorChecking: true, // the types are checked by a newer compiler
    excludeInternal: true,
    groupOrder: ["Functions", "Variables", "Classes", "*"],
    logLevel: "Error",
    outputFileStrategy: "modules",
    flattenOutputFiles: true,
    entryFileName: "index",
    hidePageHeader: true,
    hideBreadcrumbs: true,
    parametersFormat: "list",
    typeDeclarationFormat: "list",
    anchorPrefix: "",
  };
  const app = await Application.bootstrapWithPlugins(options);
  const project = await app.convert();
  if (!project) throw new Error("docs: typedoc could not read the packages; run npm run check:types?");
  for (const module of project.children ?? []) module.name = module.name.replace("/src/", "-").replace(/\/src$/, ""); // losses/src/conformance is losses-conformance
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
    if (parameter.name === "__namedParameters") parameter.name = "options"; // settings that are taken apart have no name
  await app.generateOutputs(project);
}
