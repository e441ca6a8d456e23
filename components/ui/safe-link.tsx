import type { ComponentChildren, TargetedMouseEvent } from 'preact';

/**
 * Where a link may lead: https anywhere, or the user's own GitLab (which may be plain http in a private
 * network). Null for everything else, `javascript:` and other hosts over http above all.
 */
export function safeHref(href: string, baseUrl?: string): string | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (url.username || url.password) return null;
  if (url.protocol === 'https:') return url.href;
  if (url.protocol !== 'http:' || !baseUrl) return null;
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return url.href === baseUrl || url.href.startsWith(base) ? url.href : null;
}

interface SafeLinkProps {
  href: string;
  /** The user's own GitLab, links into which are allowed over http. */
  baseUrl?: string | undefined;
  children: ComponentChildren;
  class?: string | undefined;
  title?: string | undefined;
  /** Stays in the tab instead of opening a new one. */
  sameTab?: boolean;
  onClick?: ((event: TargetedMouseEvent<HTMLAnchorElement>) => void) | undefined;
}

/** A link that is only one where its target is safe; otherwise its text. */
export function SafeLink({
  href,
  baseUrl,
  children,
  class: className,
  title,
  sameTab,
  onClick,
}: SafeLinkProps) {
  const safe = safeHref(href, baseUrl);
  if (!safe) {
    return (
      <span class={className} title={title}>
        {children}
      </span>
    );
  }
  return (
    <a
      href={safe}
      class={className}
      title={title}
      onClick={onClick}
      rel="noopener noreferrer"
      target={sameTab ? undefined : '_blank'}
    >
      {children}
    </a>
  );
}
