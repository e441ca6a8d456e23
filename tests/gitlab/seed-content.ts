import { PROJECTS } from './seed-names.ts';
import type { Project } from './world/types.ts';

export interface SeedCommit {
  message: string;
  files: Record<string, string>;
}

/** What an ordinary project holds: enough to look at and to branch from. */
export function filesFor(project: Project): Record<string, string> {
  return {
    'README.md': `# ${project.name}\n\n${project.description.slice(0, 200) || 'A part of Acme.'}\n`,
    'src/index.js': `export function start() {\n  return '${project.path}';\n}\n`,
    'package.json': `${JSON.stringify({ name: project.path, version: '1.0.0', private: true, type: 'module' }, null, 2)}\n`,
  };
}

/**
 * Shaped as the issuers shape their keys, so that scanners know them, and put together here, so that no scanner
 * trips over this file. None was ever valid.
 */
const OLD_KEY_ID = ['AKIA', 'Z7QXMPLE4KJ2', 'N6RT'].join('');
const OLD_SECRET = ['Yt8mQv2LxKcR', 'n5WzD1pB', 'eGh7sJ4uFa9oTi3XkV'].join('/');

const CHECKOUT: SeedCommit[] = [
  {
    message: 'Start the checkout',
    files: {
      'README.md':
        '# Checkout\n\nCart, address and payment of the Acme shop.\n\n```sh\nnpm ci\nnpm start\n```\n',
      'package.json': `${JSON.stringify({ name: '@acme/checkout', version: '2.3.0', private: true, type: 'module', scripts: { start: 'node src/server.js' }, dependencies: { express: '4.19.2' } }, null, 2)}\n`,
      'src/server.js':
        "import express from 'express';\nimport { cart } from './cart.js';\nimport { pay } from './payment.js';\n\nconst app = express();\napp.use(express.json());\n\napp.get('/cart/:id', (request, response) => {\n  response.json(cart(request.params.id));\n});\n\napp.post('/pay', async (request, response) => {\n  response.json(await pay(request.body));\n});\n\napp.listen(process.env.PORT ?? 3000);\n",
      'src/cart.js':
        'const carts = new Map();\n\nexport function cart(id) {\n  return carts.get(id) ?? { id, items: [] };\n}\n\nexport function total(items) {\n  return items.reduce((sum, item) => sum + item.price * item.count, 0);\n}\n',
      'src/payment.js':
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a program, not a template of ours
        "import { total } from './cart.js';\n\nconst provider = process.env.PAYMENT_URL;\n\nexport async function pay({ items, card }) {\n  const response = await fetch(`${provider}/charges`, {\n    method: 'POST',\n    body: JSON.stringify({ amount: total(items), card }),\n  });\n  return response.json();\n}\n",
      '.gitignore': 'node_modules\n.env\n',
    },
  },
  {
    message: 'Export invoices to the archive bucket',
    files: {
      // The old finding: it stands in main since before anybody gated anything.
      'scripts/export-invoices.sh': `#!/bin/sh\n# Nightly export of the invoices.\nset -eu\nexport AWS_ACCESS_KEY_ID=${OLD_KEY_ID}\nexport AWS_SECRET_ACCESS_KEY=${OLD_SECRET}\nexport AWS_DEFAULT_REGION=eu-central-1\naws s3 sync ./invoices s3://acme-invoice-archive/\n`,
    },
  },
  {
    message: 'Add a Dockerfile',
    files: {
      Dockerfile:
        'FROM node:22-alpine\nWORKDIR /app\nCOPY package.json ./\nRUN npm install --omit=dev\nCOPY src ./src\nCMD ["node", "src/server.js"]\n',
    },
  },
];

/** A real pipeline that needs nothing but a shell. */
const PAYMENTS_CI = `stages: [build, test]

build:
  stage: build
  script:
    - echo "Building $CI_PROJECT_PATH at $CI_COMMIT_SHORT_SHA"
    - mkdir -p dist
    - cp src/*.js dist/
  artifacts:
    paths: [dist/]

test:
  stage: test
  script:
    - ls dist
    - grep -q charge dist/index.js
`;

const PAYMENTS: SeedCommit[] = [
  {
    message: 'Payments: charge and refund',
    files: {
      'README.md': '# Payments\n\nThe only service that talks to payment providers.\n',
      'package.json': `${JSON.stringify({ name: '@acme/payments', version: '1.8.2', private: true, type: 'module' }, null, 2)}\n`,
      'src/index.js':
        'export async function charge(amount, card) {\n  return { ok: amount > 0, card: card.slice(-4) };\n}\n\nexport async function refund(id) {\n  return { ok: true, id };\n}\n',
    },
  },
  { message: 'Build and test in CI', files: { '.gitlab-ci.yml': PAYMENTS_CI } },
];

const ORDERS_CI = `test:
  script:
    - test -f README.md
`;

const INFRASTRUCTURE: SeedCommit[] = [
  {
    message: 'Describe the cluster',
    files: {
      'README.md': '# Infrastructure\n\nTerraform and Kubernetes files of Acme.\n',
      'terraform/main.tf':
        'resource "aws_s3_bucket" "invoices" {\n  bucket = "acme-invoice-archive"\n}\n\nresource "aws_security_group" "web" {\n  ingress {\n    from_port   = 443\n    to_port     = 443\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      'k8s/checkout.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: checkout\nspec:\n  replicas: 2\n  selector:\n    matchLabels: { app: checkout }\n  template:\n    metadata:\n      labels: { app: checkout }\n    spec:\n      containers:\n        - name: checkout\n          image: registry.example.com/acme/checkout:2.3.0\n',
    },
  },
];

/** Projects with a history of their own, oldest commit first. */
export const SEED_HISTORY: Record<string, SeedCommit[]> = {
  [PROJECTS.checkout]: CHECKOUT,
  [PROJECTS.payments]: PAYMENTS,
  [PROJECTS.infrastructure]: INFRASTRUCTURE,
  'acme/shop/backend/orders': [
    {
      message: 'Orders',
      files: {
        'README.md': '# Orders\n',
        'src/index.js': 'export const orders = [];\n',
        '.gitlab-ci.yml': ORDERS_CI,
      },
    },
  ],
};
