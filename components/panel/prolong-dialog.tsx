import { useState } from 'preact/hooks';
import type { PolicyException } from '../../utils/gate/policy.ts';
import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioGroup } from '../ui/radio.tsx';
import { TextField } from '../ui/text-field.tsx';
import { usePanelActions, usePanelEnvironment } from './panel-context.ts';
import type { Row } from './row.ts';
import { these } from './use-wishes.ts';

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
    end === 'never'
      ? undefined
      : !until
        ? t('panel.prolong.choose')
        : until < today
          ? t('panel.configure.day_over')
          : undefined;
  const only = rows.length === 1 ? rows[0]?.exception : null;
  return (
    <Dialog
      title={
        rows.length === 1
          ? t('panel.prolong.title', { repositories: these(rows) })
          : t('panel.prolong.title_many', { count: rows.length })
      }
      onClose={closeDialog}
      testId="prolong-dialog"
      footer={
        <>
          <Button onClick={closeDialog}>{t('panel.cancel')}</Button>
          <Button variant="confirm" type="submit" form={FORM} testId="review-prolong">
            {t('panel.review_plan')}
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
          void reviewPlan(t('panel.prolong.title', { repositories: these(rows) }), {
            mode: 'prolong',
            projects,
            ...(end === 'day' && { until }),
          });
        }}
      >
        {only && <p>{exceptionText(only)}</p>}
        <RadioGroup
          legend={t('panel.prolong.new_end')}
          value={end}
          onChange={setEnd}
          options={[
            { value: 'day', title: t('panel.prolong.on_day'), hint: t('panel.prolong.on_day_hint') },
            { value: 'never', title: t('panel.prolong.never'), hint: t('panel.prolong.never_hint') },
          ]}
        />
        {end === 'day' && (
          <TextField
            label={t('panel.prolong.until')}
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

function exceptionText({ reason, until }: PolicyException): string {
  const end = until ? t('panel.prolong.now_until', { day: until }) : t('panel.prolong.now_no_end');
  return reason ? t('panel.prolong.reason', { reason, end }) : end;
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
