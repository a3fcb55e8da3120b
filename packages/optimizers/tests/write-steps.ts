// Writes the table of steps into the README: npm run steps
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "../src/testing/catalogue.ts";
import { stepsHead, stepsRow } from "./steps-row.ts";

const file = new URL("../README.md", import.meta.url);
const lines = readFileSync(file, "utf8").split("\n");
const start = lines.findIndex((line) => line.startsWith("| optimizer | parabola |"));
if (start < 0)
  throw new Error('write-steps: README.md needs a line "| optimizer | parabola |"; write it where the table goes');
const end = lines.indexOf("", start);
writeFileSync(
  file,
  [...lines.slice(0, start), ...stepsHead, ...catalogue.map(stepsRow), ...lines.slice(end)].join("\n"),
);
