import type { Settings } from "../../kernel/settings.ts";
import type { Pace } from "./deployment-life.ts";
import { hookTimedOut } from "./faults.ts";

const prepareMs = 400;
const eventMs = 400;
const gapMs = 200;

/** From the start to the end of a deployment that calls no hook and moves all traffic at once. */
const shortestMs = prepareMs + 3 * eventMs + 2 * gapMs;

/**
 * An event without a hook takes less than a second. The first alarm poll comes while
 * BeforeAllowTraffic is in progress, so that an alarm that is on already stops it before any shift.
 */
export function releasePace(settings: Settings): Pace {
  return {
    prepareMs,
    eventMs,
    gapMs,
    firstHookMs: settings.codedeployFirstHookSeconds * 1000,
    hookTimeoutMs: settings.codedeployHookTimeoutSeconds * 1000,
    hookTimeoutFault: hookTimedOut(settings.codedeployHookTimeoutCode),
  };
}

/** A roll-back takes as long as the setting says. */
export function rollbackPace(settings: Settings): Pace {
  const scale = (settings.codedeployRollbackSeconds * 1000) / shortestMs;
  return {
    ...releasePace(settings),
    prepareMs: prepareMs * scale,
    eventMs: eventMs * scale,
    gapMs: gapMs * scale,
  };
}
