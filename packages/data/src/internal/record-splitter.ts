/** Cuts text that comes in pieces where records end, so that each part can be parsed alone. */
export interface RecordSplitter {
  /** The records that are whole by now; "" when there is none yet. */
  readonly push: (piece: string) => string;
  /** What is left: the last record. */
  readonly end: () => string;
}

const LONGEST = 2 ** 27; // characters of one record: a quote that stays open must not hold a whole file in memory

/**
 * A line end is the end of a record when an even number of quotes is before it: a quote inside of a quoted cell is
 * doubled. Where quotes are out of place, the parser finds them in the part that holds them.
 */
export function recordSplitter(): RecordSplitter {
  let pending = "";
  let isQuoted = false;
  return {
    push: (piece) => {
      let cut = 0;
      for (let at = 0; at < piece.length; at++) {
        const code = piece.charCodeAt(at);
        if (code === QUOTE) isQuoted = !isQuoted;
        // a return at the end of a piece may have its line feed in the next
        else if (!isQuoted && (code === LINE_FEED || (code === RETURN && at + 1 < piece.length))) cut = at + 1;
      }
      const whole = cut > 0 ? pending + piece.slice(0, cut) : "";
      pending = cut > 0 ? piece.slice(cut) : pending + piece;
      if (pending.length > LONGEST)
        throw new SyntaxError(
          `readCsv: a row of ${LONGEST} characters at most is needed, got a longer one; is there a quote that stays open?`,
        );
      return whole;
    },
    end: () => {
      const last = pending;
      pending = "";
      return last;
    },
  };
}

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
