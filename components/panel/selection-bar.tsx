import { t } from '../../utils/texts/page-texts.ts';
import { Button } from '../ui/button.tsx';
import { usePanel, usePanelActions } from './panel-context.ts';
import { NOTHING_SELECTED, setAll } from './selection.ts';

interface SelectionBarProps {
  /** Ids that are shown and can be ticked. */
  shown: readonly number[];
  /** How many of them are. */
  ticked: number;
  filtered: boolean;
}

/** How many are selected, and the way to all of them. Its place is kept, so that ticking moves nothing. */
export function SelectionBar({ shown, ticked, filtered }: SelectionBarProps) {
  const selection = usePanel((state) => state.selection);
  const { setSelection } = usePanelActions();
  const count = selection.ids.size;
  const hidden = count - ticked;
  return (
    <div class="mrg-selection">
      <span aria-live="polite">
        {count === 0
          ? t('panel.select.none')
          : hidden > 0
            ? t('panel.select.count_hidden', { count, hidden })
            : t('panel.select.count', { count })}
      </span>
      {ticked < shown.length && (
        <Button variant="link" onClick={() => setSelection(setAll(selection, shown, true))}>
          {t(filtered ? 'panel.select.all_matching' : 'panel.select.all', { count: shown.length })}
        </Button>
      )}
      {count > 0 && (
        <Button variant="link" onClick={() => setSelection(NOTHING_SELECTED)}>
          {t('panel.select.clear')}
        </Button>
      )}
    </div>
  );
}
