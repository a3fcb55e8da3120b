import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "./parse-csv.ts";

test("text without quotes is cut as csv-parse would cut it", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "é", "😀", ",", ";", " ", "\t", "\r", "\n", "\ufeff"),
    maxLength: 40,
  });
  const part = fc.record({
    text,
    delimiter: fc.constantFrom(",", ";", "\t", ",;", " "),
    linesBefore: fc.constantFrom(0, 7),
  });
  fc.assert(
    fc.property(part, ({ text: unquoted, ...rest }) => {
      // a quote in one row more sends the text through csv-parse
      const { rows, ends } = parseCsv({ ...rest, text: `${unquoted}\n"x"` });
      expect(parseCsv({ ...rest, text: unquoted })).toEqual({ rows: rows.slice(0, -1), ends: ends.slice(0, -1) });
    }),
    { numRuns: 2000 },
  );
});
