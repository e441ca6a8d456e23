import base from './kit-base.css?inline';
import more from './kit-more.css?inline';

/** The kit's styles but for the base, which the card has of its own. */
export const KIT_MORE: string = more;

/** The kit's styles, with the base. A surface's own come after them. */
export const KIT: string = base + more;
