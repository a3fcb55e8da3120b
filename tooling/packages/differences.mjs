/**
 * Where numbers of one engine are not those of another, in a sentence each. Engines differ in the last bits of exp and
 * its like, and nowhere else.
 */
export function differences(got, wanted, path) {
  if (typeof wanted === "boolean") return got === wanted ? [] : [`${path}: ${got} is not ${wanted}`];
  if (typeof wanted === "number")
    return Math.abs(got - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted)) ? [] : [`${path}: ${got} is not ${wanted}`];
  return Object.keys(wanted).flatMap((key) => differences(got?.[key], wanted[key], `${path}/${key}`));
}
