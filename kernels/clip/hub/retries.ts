import { setTimeout as sleep } from 'node:timers/promises';
import { type HubClient, Setback } from './request.ts';

/**
 * Runs `attempt` until it succeeds, throws something other than a `Setback`, or has failed `limits.attempts` times in a row;
 * `progressed` tells whether the last try got far enough to start counting anew. A hub that was never reached is not tried again.
 * Throws the last setback's failure.
 */
export async function withRetries<T>(
  { limits, signal }: HubClient,
  attempt: () => Promise<T>,
  progressed: () => boolean = () => false,
): Promise<T> {
  let reached = false;
  for (let failed = 0; ;) {
    try {
      return await attempt();
    } catch (problem) {
      if (!(problem instanceof Setback)) throw problem;
      const further = progressed();
      reached ||= further || problem.failure.code !== 'hub-unreachable';
      failed = further ? 1 : failed + 1;
      if (!reached || failed >= limits.attempts) throw problem.failure;
      await sleep(problem.wait ?? limits.backoff * 2 ** (failed - 1), undefined, signal && { signal });
    }
  }
}
