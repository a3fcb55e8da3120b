import { readCsv } from "../read-csv.ts";
import { streamCsv } from "../stream-csv.ts";

// node csv-memory-process.ts read|stream MEGABYTES: how many MB more than at the beginning were in use at the height
const [mode, megabytes] = process.argv.slice(2);
const row = "0.125,1.125,2.125,3.125,4.125,5.125,6.125,7.12,ab\n"; // 50 bytes
const megabyte = row.repeat(20_000);
const height = (): number => process.resourceUsage().maxRSS / 1000;

let rows = 0;
let start = height();
if (mode === "read") {
  const text = `a,b,c,d,e,f,g,h,i\n${megabyte.repeat(Number(megabytes))}`;
  start = height();
  rows = readCsv(text).rowCount;
} else {
  const file = function* (): Generator<string> {
    yield "a,b,c,d,e,f,g,h,i\n";
    for (let i = 0; i < Number(megabytes); i++) yield megabyte;
  };
  for await (const table of streamCsv(file())) rows += table.numbers("a").length;
}
process.stdout.write(JSON.stringify({ rows, growth: Math.round(height() - start) }));
