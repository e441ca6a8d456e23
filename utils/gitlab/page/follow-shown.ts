/**
 * Calls back as an element comes to take room in the page and ceases to, as GitLab shows and hides its tabs: before the
 * frame is painted, so that what is drawn then is seen from the first moment. Asking, instead, would make the browser
 * lay the page out. Ends with the element.
 */
export function followShown(element: Element, onChange: (shown: boolean) => void): void {
  new ResizeObserver(([entry]) => onChange(!!entry?.contentRect.width)).observe(element);
}
