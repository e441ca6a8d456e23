import { useEffect, useId, useState } from 'preact/hooks';
import type { PolicyCheck } from '../../utils/apply/check-policy.ts';
import type { FileProblem } from '../../utils/apply/group-snapshot.ts';
import { POLICY_FILE } from '../../utils/gate/policy.ts';
import { say, t } from '../../utils/texts/page-texts.ts';
import type { UserError } from '../../utils/user-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { safeText } from '../ui/safe-text.ts';
import { UserErrorAlert } from '../ui/user-error-alert.tsx';
import { usePanel, usePanelActions, usePanelEnvironment } from './panel-context.ts';
import { toUserError } from './to-user-error.ts';

/** The longest text that the worker takes. */
const LONGEST = 2_000_000;
const CHECK_AFTER_MS = 300;
const MOST_SHOWN = 50;

/** A policy from a file or the clipboard: checked while it stands there, and planned before anything is written. */
export function ImportDialog() {
  const { baseUrl } = usePanelEnvironment();
  const { closeDialog, reviewPlan } = usePanelActions();
  const [text, setText] = useState('');
  const [fileError, setFileError] = useState<string | null>(null);
  const { check, error } = useCheck(text);
  const id = useId();
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    const tooLong = file.size > LONGEST;
    setFileError(tooLong ? t('panel.import.too_large', { name: safeText(file.name) }) : null);
    if (!tooLong) setText(await file.text());
  };
  return (
    <Dialog
      size="large"
      title={t('panel.import.title')}
      onClose={closeDialog}
      testId="import-dialog"
      footer={
        <>
          <span class="mrg-footer-note">{t('panel.import.nothing_yet')}</span>
          <Button onClick={closeDialog}>{t('panel.cancel')}</Button>
          <Button
            variant="confirm"
            testId="review-import"
            disabledReason={check?.ok ? undefined : t('panel.import.not_readable')}
            onClick={() => void reviewPlan(t('panel.import.title'), { mode: 'import', text })}
          >
            {t('panel.review_plan')}
          </Button>
        </>
      }
    >
      <div class="mrg-form">
        <p>{t('panel.import.text', { file: POLICY_FILE })}</p>
        <div class="mrg-field">
          <label class="mrg-field__label" for={`${id}-file`}>
            {t('panel.import.file')}
          </label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".yml,.yaml,text/yaml,application/yaml"
            data-testid="policy-file"
            onChange={(event) => void takeFile(event.currentTarget.files?.[0])}
          />
          {fileError && (
            <span class="mrg-field__error" role="alert">
              {fileError}
            </span>
          )}
        </div>
        <div class="mrg-field">
          <label class="mrg-field__label" for={`${id}-text`}>
            {t('panel.import.paste')}
          </label>
          <textarea
            id={`${id}-text`}
            class="mrg-input mrg-import__text"
            rows={12}
            spellcheck={false}
            autocomplete="off"
            maxLength={LONGEST}
            value={text}
            aria-describedby={`${id}-check`}
            aria-invalid={check?.ok === false ? true : undefined}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <div id={`${id}-check`} aria-live="polite">
          {error && <UserErrorAlert error={error} baseUrl={baseUrl} />}
          {check && <CheckResult check={check} />}
        </div>
      </div>
    </Dialog>
  );
}

function CheckResult({ check }: { check: PolicyCheck }) {
  if (!check.ok) {
    return (
      <Alert variant="danger" title={t('panel.import.problems', { count: check.problems.length })}>
        <Problems problems={check.problems} />
      </Alert>
    );
  }
  if (check.warnings.length === 0) return <Alert variant="success" title={t('panel.import.fine')} />;
  return (
    <Alert variant="warning" title={t('panel.import.warnings', { count: check.warnings.length })}>
      <Problems problems={check.warnings} />
    </Alert>
  );
}

function Problems({ problems }: { problems: readonly FileProblem[] }) {
  return (
    <>
      <ul class="mrg-problems">
        {problems.slice(0, MOST_SHOWN).map(({ line, key, message }) => (
          <li key={`${line} ${key} ${say(message)}`}>
            {t('panel.line', { line: String(line) })}
            {key && (
              <>
                {' '}
                <code>{safeText(key)}</code>
              </>
            )}
            : {safeText(say(message), 400)}
          </li>
        ))}
      </ul>
      {problems.length > MOST_SHOWN && <p>{t('panel.and_more', { count: problems.length - MOST_SHOWN })}</p>}
    </>
  );
}

/** What the worker says of the text as it stands; null while it does not know yet. */
function useCheck(text: string): { check: PolicyCheck | null; error: UserError | null } {
  const { services } = usePanelEnvironment();
  const groupPath = usePanel((state) => state.groupPath);
  const [check, setCheck] = useState<PolicyCheck | null>(null);
  const [error, setError] = useState<UserError | null>(null);
  useEffect(() => {
    setCheck(null);
    setError(null);
    if (!text.trim()) return;
    let gone = false;
    const timer = setTimeout(() => {
      services
        .send('policy.check', { groupPath, text })
        .then((found) => !gone && setCheck(found))
        .catch((problem: unknown) => !gone && setError(toUserError(problem)));
    }, CHECK_AFTER_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [text]);
  return { check, error };
}
