import { useState } from "preact/hooks";
import { useTexts } from "../shell/settings-context.ts";

/** Copies the link that restores what is seen. */
export function ShareButton() {
  const { descent: texts } = useTexts();
  const [said, setSaid] = useState<string>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      setSaid(texts.shared);
    } catch {
      setSaid(texts.shareFailed);
    }
  };
  return (
    <div class="share">
      <span role="status">{said}</span>
      <button type="button" onClick={() => void copy()}>
        {texts.share}
      </button>
    </div>
  );
}
