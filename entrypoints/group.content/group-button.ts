import { followTheme, type Theme } from '../../utils/gitlab/page/theme.ts';
import { pageLanguage, t } from '../../utils/texts/page-texts.ts';

/**
 * What GitLab's secondary button looks like, for an instance whose style sheet does not know `gl-button`.
 * Inline, since a style sheet of ours would have to win over or lose to rules that we do not know.
 */
const FALLBACK = {
  display: 'inline-flex',
  alignItems: 'center',
  minHeight: '32px',
  padding: '5px 12px',
  borderRadius: '4px',
  font: 'inherit',
  fontSize: '14px',
  lineHeight: '20px',
  cursor: 'pointer',
} as const;

/** And in which colours. */
const COLOURS: Record<Theme, Partial<CSSStyleDeclaration>> = {
  light: { border: '1px solid #bfbfc3', background: '#fff', color: '#333238' },
  dark: { border: '1px solid transparent', background: '#3a383d', color: '#ecebea' },
};

/**
 * The group page's "Configure Scans" button, in the page's own style: GitLab's classes for its default
 * button. `open` says what went wrong, if anything did; it is shown beside the button.
 */
export function createGroupButton(
  document: Document,
  open: () => Promise<string | null>,
  signal: AbortSignal,
): HTMLElement {
  const host = document.createElement('div');
  host.lang = pageLanguage();
  host.style.cssText = 'display: inline-flex; flex-wrap: wrap; align-items: center; gap: 8px';

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-default btn-md gl-button';
  button.dataset.testid = 'mr-gate-configure-scans';
  const text = document.createElement('span');
  text.className = 'gl-button-text';
  text.textContent = t('group.configure_scans');
  button.append(text);

  const problem = document.createElement('span');
  problem.setAttribute('role', 'alert');
  problem.style.cssText = 'max-width: 320px; font-size: 12px; line-height: 16px';

  let opening = false;
  button.addEventListener('click', async () => {
    if (opening) return;
    opening = true;
    button.setAttribute('aria-busy', 'true');
    problem.textContent = '';
    try {
      problem.textContent = await open();
    } finally {
      opening = false;
      button.removeAttribute('aria-busy');
    }
  });

  host.append(button, problem);
  // Styles are known once the button is in the page.
  requestAnimationFrame(() => {
    if (isStyled(button)) return;
    Object.assign(button.style, FALLBACK);
    followTheme(document, (theme) => Object.assign(button.style, COLOURS[theme]), signal);
  });
  return host;
}

/** A browser's own button has 6px of padding; GitLab's have had 10 to 12 since `.btn`. */
function isStyled(button: HTMLElement): boolean {
  return Number.parseFloat(getComputedStyle(button).paddingLeft) >= 8;
}
