import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ReferenceEntry } from "./entry.ts";
import { EntryDetails } from "./entry-details.tsx";

interface EntryCardProps {
  readonly entry: ReferenceEntry;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** A function: its name and rule, and all the rest when it is opened. */
export function EntryCard({ entry, isOpen, onToggle }: EntryCardProps) {
  const card = useRef<HTMLLIElement>(null);
  const rule = useRef<HTMLParagraphElement>(null);
  const [isWide, setWide] = useState(false);
  // what scrolls must be reached by keyboard, and only that
  useLayoutEffect(() => setWide(rule.current!.scrollWidth > rule.current!.clientWidth), [entry, isOpen]);
  // a link may open an entry far down
  useEffect(() => {
    if (isOpen) card.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  return (
    <li ref={card} class={isOpen ? "card entry open" : "card entry"}>
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <code>{breakable(entry.name)}</code>
          <span class="bytes">{(entry.bytes / 1000).toFixed(1)} kB</span>
        </button>
      </h3>
      {/* MathML that the generator made from the tables of the packages */}
      <p
        ref={rule}
        class="rule"
        lang="en"
        {...(isWide ? { tabIndex: 0 } : {})}
        dangerouslySetInnerHTML={{ __html: entry.formula }}
      />
      {isOpen && <EntryDetails entry={entry} />}
    </li>
  );
}

/** A long name may break before its capitals. */
const breakable = (name: string) =>
  name.split(/(?=[A-Z])/).map((part, i) => (
    <Fragment key={i}>
      {part}
      <wbr />
    </Fragment>
  ));
