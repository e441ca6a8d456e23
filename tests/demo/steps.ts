import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import type { Recorder } from '../browser/recorder.ts';

/** Where the tour leaves a picture of each step. */
export const PICTURES = resolve(import.meta.dirname, '../../.output/demo');

export interface Tour {
  /**
   * Runs one step, prints it with its time, takes a picture of `page` afterwards, failed or not, and writes down all
   * that the page lets its scripts read.
   */
  step(name: string, page: () => Page, act: () => Promise<void>): Promise<void>;
}

/** A failed step: carries its name, so that the last line can say it. */
export class StepFailed extends Error {
  step: string;
  constructor(step: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.step = step;
  }
}

/** What comes before the tour. @throws StepFailed */
export async function named<T>(step: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StepFailed(step, error);
  }
}

/** Begins a tour: the folder of pictures is emptied first. */
export function beginTour(print: (line: string) => void, recorder: Recorder): Tour {
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  let number = 0;
  return {
    async step(name, page, act) {
      number++;
      const started = performance.now();
      const label = `${String(number).padStart(2)}. ${name}`;
      const file = `${String(number).padStart(2, '0')}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
      try {
        await act();
      } catch (error) {
        await page()
          .screenshot({ path: join(PICTURES, file) })
          .catch(() => undefined);
        print(`${label.padEnd(70)} FAILED`);
        throw new StepFailed(name, error);
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      await page().screenshot({ path: join(PICTURES, file) });
      await recorder.look(page());
      print(`${label.padEnd(70)} ${seconds.padStart(5)} s`);
    },
  };
}
