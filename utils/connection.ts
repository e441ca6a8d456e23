/** A connected GitLab and whose token it is. Holds no secret: this is what pages may see. */
export interface Connection {
  /** Origin plus relative URL root, no trailing slash: `https://gitlab.example/gitlab`. */
  baseUrl: string;
  user: {
    id: number;
    username: string;
    name: string;
    kind: 'person' | 'group_bot' | 'project_bot' | 'service_account';
  };
  /** As GitLab names them; `['granular']` for a fine-grained token. */
  scopes: string[];
  access: 'full' | 'read_only';
  /** YYYY-MM-DD; null: does not end, or GitLab would not say. */
  expiresAt: string | null;
  /** GitLab's version, null where it would not say. */
  version: string | null;
  /** ISO time of the last successful check. */
  checkedAt: string;
}
