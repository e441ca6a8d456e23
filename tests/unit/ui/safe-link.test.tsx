// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { SafeLink, safeHref } from '../../../components/ui/safe-link.tsx';

afterEach(cleanup);

test.each([
  ['javascript:alert(1)'],
  ['JAVASCRIPT:alert(1)'],
  [' javascript:alert(1)'],
  ['data:text/html,<script>alert(1)</script>'],
  ['http://elsewhere.example/'],
  ['http://gitlab.example.evil/acme'],
  ['https://user:password@gitlab.example/'],
  ['//gitlab.example/acme'],
  ['/acme'],
  [''],
])('%j is no link', (href) => {
  expect(safeHref(href, 'http://gitlab.example')).toBe(null);
  render(<SafeLink href={href}>text</SafeLink>);
  expect(screen.queryByRole('link')).toBe(null);
  expect(screen.getByText('text').tagName).toBe('SPAN');
});

test('https is, and the own GitLab over http, below its relative root only', () => {
  expect(safeHref('https://docs.example/a')).toBe('https://docs.example/a');
  expect(safeHref('http://127.0.0.1:8080/git/acme', 'http://127.0.0.1:8080/git')).toBe(
    'http://127.0.0.1:8080/git/acme',
  );
  expect(safeHref('http://127.0.0.1:8080/other', 'http://127.0.0.1:8080/git')).toBe(null);
  expect(safeHref('http://127.0.0.1:8080/git/../other', 'http://127.0.0.1:8080/git')).toBe(null);
});

test('a link tells the other side nothing', () => {
  render(<SafeLink href="https://docs.example/">docs</SafeLink>);
  expect(screen.getByRole('link').getAttribute('rel')).toBe('noopener noreferrer');
});
