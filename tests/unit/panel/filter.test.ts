import { expect, test } from 'vitest';
import {
  countByStatus,
  filterRows,
  isFiltered,
  NO_FILTER,
  subgroupsOf,
} from '../../../components/panel/filter.ts';
import { toRows } from '../../../components/panel/row.ts';
import { repo, snapshot } from './fixture.ts';

const rows = toRows(snapshot());
const paths = (found: { shortPath: string }[]) => found.map((row) => row.shortPath);

test('rows carry state, settings, and whether they can be selected', () => {
  const of = (path: string) => rows.find((row) => row.shortPath === path);
  expect(of('shop/checkout')).toMatchObject({
    status: 'gated',
    selectable: true,
    settings: { failOn: 'high' },
  });
  expect(of('shop/storefront')).toMatchObject({ status: 'exception', exception: { owner: 'anna' } });
  expect(of('platform/gateway')).toMatchObject({ status: 'not_configured', settings: null });
  expect(of('platform/legacy')).toMatchObject({ status: 'cannot_be_gated', selectable: false });
  expect(of('mr-gate')).toMatchObject({ status: 'gate_project', selectable: false });
});

test('every word of the search must be in the path, in any order and case', () => {
  expect(paths(filterRows(rows, { ...NO_FILTER, search: 'PAY shop' }))).toEqual(['shop/backend/payments']);
  expect(filterRows(rows, { ...NO_FILTER, search: 'shop nothing' })).toEqual([]);
});

test('a subgroup includes its own subgroups, and not another that begins alike', () => {
  const more = toRows(
    snapshot({ repos: [repo(1, 'acme/shop/a'), repo(2, 'acme/shop/backend/b'), repo(3, 'acme/shopping/c')] }),
  );
  expect(paths(filterRows(more, { ...NO_FILTER, subgroup: 'acme/shop' }))).toEqual([
    'shop/a',
    'shop/backend/b',
  ]);
});

test('sorting by state puts first what needs a person, either way with the path as tie-break', () => {
  const sorted = filterRows(rows, { ...NO_FILTER, sort: 'status' }).map((row) => row.status);
  expect(sorted).toEqual([
    'not_configured',
    'not_configured',
    'exception',
    'gated',
    'cannot_be_gated',
    'gate_project',
  ]);
  expect(paths(filterRows(rows, { ...NO_FILTER, descending: true }))[0]).toBe('shop/storefront');
});

test('the counts leave the gate project out', () => {
  expect(countByStatus(rows)).toEqual({
    gated: 1,
    exception: 1,
    report_only: 0,
    not_configured: 2,
    attention: 0,
    cannot: 1,
  });
});

test('subgroups are those that hold repositories and those above them', () => {
  expect(subgroupsOf(rows, 'acme')).toEqual(['acme/platform', 'acme/shop', 'acme/shop/backend']);
});

test('blanks alone are no filter', () => {
  expect(isFiltered({ ...NO_FILTER, search: '  ' })).toBe(false);
  expect(isFiltered({ ...NO_FILTER, search: ' a' })).toBe(true);
});
