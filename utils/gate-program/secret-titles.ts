/** What secretlint's rules find, for people. The rule's own message is not used: it can quote the secret. */
const TITLES: Record<string, string> = {
  'aws/AWSAccountID': 'AWS account ID',
  'aws/AWSSecretAccessKey': 'AWS secret access key',
  'aws/AWSAccessKeyID': 'AWS access key ID',
  gcp: 'Google Cloud private key',
  privatekey: 'Private key',
  npm: 'npm access token',
  basicauth: 'Password in a URL',
  'slack/IncomingWebhook': 'Slack incoming webhook',
  slack: 'Slack token',
  sendgrid: 'SendGrid API key',
  shopify: 'Shopify key',
  stripe: 'Stripe secret key',
  github: 'GitHub token',
  gitlab: 'GitLab access token',
  grafana: 'Grafana token',
  openai: 'OpenAI API key',
  anthropic: 'Anthropic API key',
  groq: 'Groq API key',
  huggingface: 'Hugging Face access token',
  linear: 'Linear API token',
  notion: 'Notion integration token',
  '1password': '1Password service account token',
  'database-connection-string': 'Database password in a connection string',
  'hashicorp-vault': 'HashiCorp Vault token',
  vercel: 'Vercel token',
  databricks: 'Databricks access token',
  docker: 'Docker access token',
  figma: 'Figma access token',
  cloudflare: 'Cloudflare API key',
  tailscale: 'Tailscale key',
};

export function secretTitle(rule: string, message: string): string {
  return TITLES[`${rule}/${message}`] ?? TITLES[rule] ?? `Secret (${rule})`;
}
