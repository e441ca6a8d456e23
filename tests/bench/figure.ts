/** One measured number. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What it must not exceed. */
  budget?: number;
  /** Where it compares: how many times better than the other. */
  ratio?: number;
}

export type Emit = (figure: Figure) => void;

/** A group of figures: one file, `*.bench.ts`, whose default export this is. */
export type Bench = (emit: Emit) => Promise<void>;

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * How much more `ones` are than `others`: the median of all differences between one of each (Hodges and Lehmann), which
 * uses what every run says, and which a few wild ones do not move.
 */
export function shift(ones: readonly number[], others: readonly number[]): number {
  return median(ones.flatMap((one) => others.map((other) => one - other)));
}

/** By how much two of `numbers` differ: the median of all their differences. */
export function spread(numbers: readonly number[]): number {
  return median(numbers.flatMap((one, at) => numbers.slice(at + 1).map((other) => Math.abs(one - other))));
}
