import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from '../../../utils/gitlab/adaptive-limit.ts';

const many = (limit: AdaptiveLimit, count: number, ms: number | ((now: number) => number), full = true) => {
  for (let i = 0; i < count; i++)
    limit.answered('GET /x', typeof ms === 'number' ? ms : ms(limit.value), full);
};

describe('how many requests may be under way', () => {
  it('starts with 6, and grows to 32 while answers take no longer than before', () => {
    const limit = new AdaptiveLimit();
    expect(limit.value).toBe(6);
    many(limit, 4, 100);
    expect(limit.value).toBe(10);
    many(limit, 3000, 100);
    expect(limit.value).toBe(32);
  });

  it('does not grow where fewer were under way than might have been', () => {
    const limit = new AdaptiveLimit();
    many(limit, 1000, 100, false);
    expect(limit.value).toBe(6);
  });

  it('stops where more only makes the host slower', () => {
    // A host that works on ten at a time: the eleventh stands in line.
    const limit = new AdaptiveLimit();
    many(limit, 3000, (under) => 100 * Math.max(1, under / 10));
    expect(limit.value).toBeGreaterThanOrEqual(10);
    expect(limit.value).toBeLessThanOrEqual(20);
  });

  it('takes a request that always takes long for what it is', () => {
    const limit = new AdaptiveLimit();
    for (let i = 0; i < 1000; i++) limit.answered(i % 2 ? 'GET /slow' : 'PUT /quick', i % 2 ? 900 : 60, true);
    expect(limit.value).toBe(32);
  });

  it('halves on trouble, once for what was under way together, and keeps a place beside a write', () => {
    const limit = new AdaptiveLimit();
    many(limit, 3000, 100);
    limit.troubled(1000);
    limit.troubled(1001);
    limit.troubled(1999);
    expect(limit.value).toBe(16);
    for (let now = 2000; now < 20_000; now += 1000) limit.troubled(now);
    expect(limit.value).toBe(2);
    many(limit, 500, 100);
    expect(limit.value).toBeGreaterThan(8);
  });
});
