/**
 * Calls back as what is in a place comes to take room in the page and ceases to, as GitLab shows and hides its tabs: before
 * the frame is painted, so that what is drawn then is seen from the first moment. Asking, instead, would make the browser
 * lay the page out. Ends with the place.
 *
 * What is watched is an element of no height, beside which things may be drawn without a change to its own size. Where
 * nothing else gives the place a width, it has this one's.
 */
export function followShown(place: Node, onChange: (shown: boolean) => void): void {
  const element = document.createElement('div');
  element.style.cssText = 'inline-size: 640px; max-inline-size: 100%';
  place.appendChild(element);
  new ResizeObserver(([entry]) => onChange(!!entry?.contentRect.width)).observe(element);
}
