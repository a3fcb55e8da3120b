import { expect, test } from "vitest";
import { nearestName } from "./nearest-name.ts";

// distances by hand: kitten -> sitting is 3, the textbook example; saturday -> sunday is 3 as well
test.each([
  ["kitten", ["mitten", "sitting"], "mitten"],
  ["kitten", ["sitting"], undefined],
  ["saturdays", ["sundays"], "sundays"],
  ["bim", ["bmi"], "bmi"],
  ["ab", ["cd"], undefined],
  ["abc", ["xyz", "abd", "abe"], "abd"],
  ["Mean Radius", ["mean_radius", "mean_radii"], "mean_radius"],
  ["x", [], undefined],
])("%j among %j is %j", (wanted, names, nearest) => {
  expect(nearestName(wanted, names)).toBe(nearest);
});
