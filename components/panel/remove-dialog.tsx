import { useState } from 'preact/hooks';
import type { GroupSnapshot } from '../../utils/apply/types.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { safeText } from '../ui/safe-text.ts';
import { TextField } from '../ui/text-field.tsx';
import { usePanelActions } from './panel-context.ts';
import type { Row } from './row.ts';
import { repositories } from './words.ts';

const FORM = 'mrg-remove-form';

interface RemoveDialogProps {
  snapshot: GroupSnapshot;
  rows: readonly Row[];
}

/** Taking MR Gate off a whole group: said plainly, and confirmed by typing the group's path. */
export function RemoveDialog({ snapshot, rows }: RemoveDialogProps) {
  const { closeDialog, reviewPlan } = usePanelActions();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [project, setProject] = useState<'keep' | 'delete'>('keep');
  const group = snapshot.gateProject?.groupPath ?? snapshot.group.path;
  const gatePath = safeText(snapshot.gateProject?.path ?? '');
  const gated = rows.filter((row) => row.enrolled).length;
  const confirmed = typed.trim() === group;
  return (
    <Dialog
      title={`Remove MR Gate from ${safeText(group)}`}
      onClose={closeDialog}
      testId="remove-dialog"
      footer={
        <>
          <span class="mrg-footer-note">You will see the plan first.</span>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="danger" type="submit" form={FORM} testId="review-removal">
            Review removal
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        class="mrg-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!confirmed) return;
          void reviewPlan(`Remove MR Gate from ${safeText(group)}`, {
            mode: 'remove_all',
            deleteProject: project === 'delete',
          });
        }}
      >
        <Alert variant="warning" title={`${repositories(gated)} will no longer be gated`}>
          Merge requests with findings can be merged again. Each repository loses its MR Gate webhook and gets
          back the merge settings that it had before.
        </Alert>
        <RadioGroup
          legend={`The gate project ${gatePath}`}
          cards
          value={project}
          onChange={setProject}
          options={[
            {
              value: 'keep',
              title: 'Keep it, switched off',
              hint: 'Its token, trigger and schedule go. The policy and its history stay to be read.',
            },
            {
              value: 'delete',
              title: 'Delete it',
              hint: 'With the policy, its history and the logs of its pipelines. GitLab may keep it for some days before it is gone.',
            },
          ]}
        />
        <TextField
          label={`Type ${safeText(group)} to confirm`}
          value={typed}
          required
          error={tried && !confirmed ? 'This is not the path of the group.' : undefined}
          onInput={setTyped}
          testId="confirm-group"
        />
      </form>
    </Dialog>
  );
}
