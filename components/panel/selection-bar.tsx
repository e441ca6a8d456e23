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
        {count === 0 ? 'Select the repositories to configure.' : `${count.toLocaleString('en')} selected`}
        {hidden > 0 && `, ${hidden.toLocaleString('en')} of them outside the filter`}
      </span>
      {ticked < shown.length && (
        <Button variant="link" onClick={() => setSelection(setAll(selection, shown, true))}>
          Select all {shown.length.toLocaleString('en')}
          {filtered ? ' matching' : ''}
        </Button>
      )}
      {count > 0 && (
        <Button variant="link" onClick={() => setSelection(NOTHING_SELECTED)}>
          Clear selection
        </Button>
      )}
    </div>
  );
}
