import { useEffect, useState } from 'preact/hooks';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';

interface CopyButtonProps {
  children: string;
  text: () => string;
}

const SHOWN_MS = 3_000;

/** Puts text on the clipboard, and says whether it got there. */
export function CopyButton({ children, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<string | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <span class="mrg-card__copy">
      <Button
        size="small"
        icon="copy"
        onClick={async () => setOutcome(t((await copy(text())) ? 'details.copied' : 'details.copy_refused'))}
      >
        {children}
      </Button>
      <span role="status">{outcome}</span>
    </span>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOverHttp(text);
  }
}

/** A GitLab on plain http has no `navigator.clipboard`; the old command works there, within a click. */
function copyOverHttp(text: string): boolean {
  const write = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', write, { capture: true });
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    document.removeEventListener('copy', write, { capture: true });
  }
}
