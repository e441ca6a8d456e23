/** What ends a request early. The body is GitLab's own, byte for byte where we know it. */
export class HttpError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** `{"message": …}`: what `render_api_error!` and its kin answer. */
export function apiError(status: number, message: unknown): HttpError {
  return new HttpError(status, { message });
}

/** `{"error": …}`: Grape's own parameter errors and bare `error!` calls. */
export function grapeError(status: number, error: string): HttpError {
  return new HttpError(status, { error });
}

/** `notFound('Project')` → `404 Project Not Found`. */
export function notFound(resource?: string): HttpError {
  return apiError(404, ['404', resource, 'Not Found'].filter(Boolean).join(' '));
}

export function unauthorized(): HttpError {
  return apiError(401, '401 Unauthorized');
}

export function forbidden(reason?: string): HttpError {
  return apiError(403, reason === undefined ? '403 Forbidden' : `403 Forbidden - ${reason}`);
}

export function badRequest(reason?: string): HttpError {
  return apiError(400, reason === undefined ? '400 Bad request' : `400 Bad request - ${reason}`);
}

export function methodNotAllowed(message?: string): HttpError {
  return apiError(405, message ?? '405 Method Not Allowed');
}

/** Rails validation: `{"message": {"key": ["has already been taken"]}}`. */
export function invalid(messages: Record<string, string[]>, status = 400): HttpError {
  return apiError(status, messages);
}

/** lib/api/api_guard.rb: an answer in the words of RFC 6750. */
export function bearerError(status: number, error: string, description: string, scope?: string): HttpError {
  const body: Record<string, string> = { error, error_description: description };
  if (scope !== undefined) body.scope = scope;
  return new HttpError(
    status,
    body,
    status === 401
      ? {
          'WWW-Authenticate': `Bearer realm="Protected by OAuth 2.0", error="${error}", error_description="${description}"`,
        }
      : {},
  );
}
