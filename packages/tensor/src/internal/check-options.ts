import { describe } from "./describe.ts";

/**
 * The options, once it is sure that they are a plain object: of `max(x, 0)` or `max(x, y)` no setting would be read.
 * @throws TypeError with `example`, which is how to write a setting.
 */
export function checkOptions<O>(name: string, options: O, example = "axis: 0"): O {
  const got = describe(options);
  if (!got.startsWith("a record"))
    throw new TypeError(`${name}: an object such as { ${example} } is needed, got ${got}; name the setting?`);
  return options;
}
