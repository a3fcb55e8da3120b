/** Throws TypeError unless all are functions. */
export const checkSchedules = (operation: string, schedules: readonly unknown[]): void => {
  for (const schedule of schedules) {
    if (typeof schedule === "function") continue;
    throw new TypeError(
      `${operation}: a schedule must be a function, got ${typeof schedule}; wrap numbers in constant`,
    );
  }
};
