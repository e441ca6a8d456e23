/** A pattern: `/projects/:id/files/:path`, a last segment `*rest` takes what is left. */
interface Route<Handler> {
  method: string;
  segments: string[];
  handler: Handler;
}

export interface Match<Handler> {
  handler: Handler;
  /** Decoded. */
  params: Record<string, string>;
  pattern: string;
}

/**
 * The smallest router that does GitLab's paths: segments are split *before* they are decoded, so that
 * `acme%2Fshop` is one id. Routes match in the order they were added.
 */
export class Router<Handler> {
  readonly #routes: Route<Handler>[] = [];

  add(method: string, pattern: string, handler: Handler): void {
    this.#routes.push({ method, segments: pattern.split('/').slice(1), handler });
  }

  /** `path` is still encoded. A HEAD is answered by the GET route. */
  match(method: string, path: string): Match<Handler> | null {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const parts = path.split('/').slice(1);
    for (const route of this.#routes) {
      if (route.method !== wanted) continue;
      const params = matchSegments(route.segments, parts);
      if (params !== null) return { handler: route.handler, params, pattern: `/${route.segments.join('/')}` };
    }
    return null;
  }

  /** Method and pattern of each route, in the order they were added. */
  get routes(): { method: string; pattern: string }[] {
    return this.#routes.map(({ method, segments }) => ({ method, pattern: `/${segments.join('/')}` }));
  }

  /** Methods that would match this path. */
  methods(path: string): string[] {
    const parts = path.split('/').slice(1);
    return this.#routes
      .filter((route) => matchSegments(route.segments, parts) !== null)
      .map((route) => route.method);
  }
}

function matchSegments(segments: string[], parts: string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (segment.startsWith('*')) {
      if (parts.length <= index) return null;
      params[segment.slice(1)] = decode(parts.slice(index).join('/'));
      return params;
    }
    const part = parts[index];
    if (part === undefined || part === '') return null;
    if (segment.startsWith(':')) params[segment.slice(1)] = decode(part);
    else if (segment !== part) return null;
  }
  return parts.length === segments.length ? params : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
