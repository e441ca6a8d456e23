import { useState } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { TextField } from '../ui/text-field.tsx';
import { usePanelActions, usePanelEnvironment } from './panel-context.ts';
import type { Row } from './row.ts';
import { these } from './use-wishes.ts';
import { longDay } from './words.ts';

const FORM = 'mrg-prolong-form';
const QUARTER_DAYS = 90;
const DAY_MS = 86_400_000;

/** Another last day for exceptions; their settings, reasons and owners stay. */
export function ProlongDialog({ rows }: { rows: readonly Row[] }) {
  const { services } = usePanelEnvironment();
  const { closeDialog, reviewPlan } = usePanelActions();
  const today = services.today();
  const [end, setEnd] = useState<'day' | 'never'>('day');
  const [until, setUntil] = useState(() => later(today, QUARTER_DAYS));
  const [tried, setTried] = useState(false);
  const problem =
    end === 'never' ? undefined : !until ? 'Choose a day.' : until < today ? 'This day is over.' : undefined;
  const only = rows.length === 1 ? rows[0]?.exception : null;
  return (
    <Dialog
      title={
        rows.length === 1 ? `Prolong the exception of ${these(rows)}` : `Prolong ${rows.length} exceptions`
      }
      onClose={closeDialog}
      testId="prolong-dialog"
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button variant="confirm" type="submit" form={FORM} testId="review-prolong">
            Review plan
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
          if (problem) return;
          const projects = rows.map((row) => row.id);
          void reviewPlan(`Prolong the exception of ${these(rows)}`, {
            mode: 'prolong',
            projects,
            ...(end === 'day' && { until }),
          });
        }}
      >
        {only && (
          <p>
            {only.reason ? `“${only.reason}” ` : ''}
            {only.until ? `Until ${longDay(only.until)}.` : 'It has no end.'}
          </p>
        )}
        <RadioGroup
          legend="New end"
          value={end}
          onChange={setEnd}
          options={[
            { value: 'day', title: 'On a day', hint: 'After it the exception asks for a decision again.' },
            { value: 'never', title: 'No end', hint: 'It holds until somebody drops it.' },
          ]}
        />
        {end === 'day' && (
          <TextField
            label="Until"
            type="date"
            value={until}
            min={today}
            error={tried ? problem : undefined}
            onInput={setUntil}
          />
        )}
      </form>
    </Dialog>
  );
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
