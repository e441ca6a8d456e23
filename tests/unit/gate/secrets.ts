/**
 * Made-up secrets that scanners take for real ones. Put together at run time, so that no scanner of this
 * repository finds one in it.
 */
export function githubToken(n: number): string {
  return ['ghp', `${n}aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5z`.slice(0, 36)].join('_');
}

export function awsKey(n: number): string {
  return ['AWS_SECRET_ACCESS_KEY', ` = ${n}bCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd`.slice(0, 43)].join('');
}
