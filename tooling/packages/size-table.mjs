import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

const tables = [
  { file: "README.md", head: "| what a page imports | kB, minified and gzipped |", nameOf: ({ name }) => name },
  {
    file: "README.zh-CN.md",
    head: "| 页面导入的内容 | 压缩后大小（kB，minify + gzip） |",
    nameOf: ({ chinese }) => chinese,
  },
];
const TABLE = /(<!-- sizes: npm run update:packages -->\n)[\s\S]*?(<!-- \/sizes -->)/;
const kilobytes = (bytes) => (bytes / 1024).toFixed(1);

/** Writes the measured sizes into the readmes. */
export function updateSizeTable(sizes) {
  for (const { file, head, nameOf } of tables) {
    const path = join(root, file);
    const rows = sizes.map((row) => `| ${nameOf(row)} | ${kilobytes(row.bytes)} |`);
    const table = [head, "|---|---|", ...rows].join("\n");
    writeFileSync(path, readFileSync(path, "utf8").replace(TABLE, `$1${table}\n$2`));
  }
}

/** Rows of the readmes that are not what was measured; gzip itself differs by some bytes among versions of Node.js. */
export const checkSizeTable = (sizes) =>
  tables.flatMap(({ file, nameOf }) => {
    const [text = ""] = TABLE.exec(readFileSync(join(root, file), "utf8")) ?? [];
    return sizes.flatMap((row) => {
      const written = text.split("\n").find((line) => line.startsWith(`| ${nameOf(row)} |`));
      const isCurrent =
        Math.abs(Number(written?.split("|")[2]) - row.bytes / 1024) <= Math.max(0.1, row.bytes / 51_200);
      return isCurrent ? [] : [`${file}: "${nameOf(row)}" takes ${kilobytes(row.bytes)} kB; npm run update:packages`];
    });
  });
