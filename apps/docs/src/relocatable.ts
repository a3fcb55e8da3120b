import type { UserConfig } from "vitepress";

/** Stands for the path of the site until a page is opened. */
export const BASE = "/__base__/";

/** What a page knows once it is open. */
const OPENED = "globalThis.__base";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}
interface Parser {
  parse(code: string): Node;
}
type Plugins = NonNullable<NonNullable<UserConfig["vite"]>["plugins"]>;

/** Text in scripts and styles that names the path of the site, made independent of it: the site works from any folder. */
export function relocatable(): Plugins {
  let isServer = false;
  return [
    {
      name: "relocatable",
      enforce: "post",
      configResolved({ build }: { readonly build: { readonly ssr: boolean | string } }) {
        isServer = Boolean(build.ssr);
      },
      renderChunk(this: Parser, code: string) {
        return isServer || !code.includes(BASE) ? null : { code: relocatedScript(code, this.parse(code)), map: null };
      },
      generateBundle(_: unknown, bundle: Readonly<Record<string, { type: string; source?: string | Uint8Array }>>) {
        for (const [name, file] of Object.entries(bundle))
          if (name.endsWith(".css") && typeof file.source === "string")
            file.source = file.source.replaceAll(BASE, "../");
      },
    },
  ];
}

/** Strings that hold the path ask for it when they are read. */
function relocatedScript(code: string, program: Node): string {
  const places: Node[] = [];
  collect(program, (node) => {
    const isText = node.type === "Literal" || node.type === "TemplateLiteral";
    if (isText && code.slice(node.start, node.end).includes(BASE)) places.push(node);
    return isText;
  });
  places.sort((a, b) => b.start - a.start);
  return places.reduce((text, { start, end }) => {
    const literal = text.slice(start, end);
    return `${text.slice(0, start)}(${literal}).replaceAll(${JSON.stringify(BASE)},${OPENED})${text.slice(end)}`;
  }, code);
}

/** Goes through a syntax tree; `visit` says whether a node is done with. */
function collect(value: unknown, visit: (node: Node) => boolean): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && "start" in value && visit(value as Node)) return; // every node of the parser has these
  for (const child of Object.values(value)) collect(child, visit);
}

/** A page by paths from where it lies; it finds out where that is when it is opened. */
export function relocatedPage(html: string, page: string): string {
  const up = "../".repeat(page.split("/").length - 1) || "./";
  const opening = `<script>${OPENED}=new URL("${up}",location.href).pathname</script>`;
  return html
    .replaceAll(`\\"${BASE}\\"`, `\\""+${OPENED}+"\\"`)
    .replaceAll(`"${BASE}`, `"${up}`)
    .replace("<head>", `<head>${opening}`);
}
