/** Which numbers a setting takes, as a test and in words. Few words: they are in the bundle of every schedule. */
export type SettingKind = readonly [accepts: (value: number) => boolean, expected: string];

/**
 * Throws unless every setting is a finite number of its kind: TypeError for no number, RangeError for a wrong one.
 * The settings come as a record, so that `{ initial, final }` carries the names that the message needs.
 */
export const checkSettings = (
  operation: string,
  settings: Readonly<Record<string, unknown>>,
  [accepts, expected]: SettingKind,
): void => {
  for (const name in settings) {
    const value = settings[name];
    const isNumber = typeof value === "number";
    if (!isNumber || !Number.isFinite(value) || !accepts(value))
      throw new (isNumber ? RangeError : TypeError)(
        `${operation}: ${name} must be ${expected}, got ${isNumber ? value : typeof value}; pass such a number`,
      );
  }
};
