import { useState } from 'preact/hooks';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/use-store.ts';
import type { Options } from './options-store.ts';
import { Section } from './section.tsx';

export function RemoveAll({ options }: { options: Options }) {
  const busy = useStore(options.store, (state) => state.busy === 'remove');
  const removed = useStore(options.store, (state) => state.removed);
  const [asking, ask] = useState(false);
  return (
    <Section
      options={options}
      name="remove"
      title="Remove everything"
      about="Forgets all tokens, settings and jobs in this browser and gives back access to every site. What is in GitLab stays: gate projects, policies, webhooks. To end gating, choose “Remove MR Gate from this group” in the group’s panel first."
    >
      <div role="status">
        {removed && (
          <Alert variant="success">
            Everything was removed. Tokens stay valid until you revoke them in GitLab.
          </Alert>
        )}
      </div>
      <div class="mrg-options__buttons">
        {asking && !removed ? (
          <>
            <Button
              variant="danger"
              loading={busy}
              onClick={() => void options.removeEverything()}
              testId="remove-confirm"
            >
              Yes, remove everything
            </Button>
            <Button onClick={() => ask(false)}>Cancel</Button>
          </>
        ) : (
          <Button variant="danger" disabled={removed} onClick={() => ask(true)} testId="remove">
            Remove everything…
          </Button>
        )}
      </div>
    </Section>
  );
}
