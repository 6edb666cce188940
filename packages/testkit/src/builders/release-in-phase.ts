import { type Phase, Release } from "@coalmine/core/release/schema";

const start = "2026-01-01T00:00:00.000Z";
const alarm = {
  name: "coalmine-checkout-rel_01J5Z3NDEKTSV4RRFFQ69G5FAV-error_rate",
  spec: { type: "error_rate", maxPercent: 5, minInvocations: 20 },
};

const base = {
  id: "rel_01J5Z3NDEKTSV4RRFFQ69G5FAV",
  version: 3,
  function: "checkout",
  target: {
    region: "us-east-1",
    roleArn: null,
    functionName: "shop-checkout",
    alias: "live",
    application: "coalmine",
    group: "checkout",
  },
  alarmSpecs: [alarm.spec],
  gates: { beforeTraffic: [], afterTraffic: [] },
  notify: [],
  source: { type: "latest" },
  strategy: { type: "canary", percent: 10, bakeMinutes: 5 },
  commit: null,
  reason: null,
  actor: { type: "token", name: "ci" },
  createdAt: start,
};
const made = {
  stableVersion: "5",
  canaryVersion: "6",
  alarms: [alarm],
  deploymentId: "d-ABC123XYZ",
  verdict: null,
};
const finished = {
  stableVersion: "5",
  canaryVersion: "6",
  deploymentId: "d-ABC123XYZ",
  verdict: null,
  finishedAt: start,
};
const cause = { type: "error", sentence: "It broke." };
const firstWeight = { shiftStartedAt: start };

const byPhase: Readonly<Record<Phase, object>> = {
  queued: {},
  preparing: {
    stable: null,
    codeSha256: null,
    canaryVersion: null,
    alarms: null,
    planName: null,
    claimedAt: null,
    ending: null,
  },
  validating: { ...made, hook: null, ending: null },
  shifting: {
    ...made,
    ...firstWeight,
    weightPercent: 10,
    nextChangeAt: "2026-01-01T00:05:00.000Z",
  },
  verifying: { ...made, ...firstWeight, hook: null, ending: null },
  rolling_back: { ...made, ...firstWeight, cause, hook: null, ending: null },
  succeeded: { ...finished, note: null },
  failed: { ...finished, cause },
  rolled_back: { ...finished, cause },
  aborted: { ...finished, cause },
  superseded: { ...finished, cause },
};

/** A valid release in the phase given; `overrides` replace members of that phase. */
export function releaseIn<P extends Phase>(
  phase: P,
  overrides: Partial<Extract<Release, { phase: P }>> = {},
): Extract<Release, { phase: P }> {
  const release = Release.parse({ ...base, ...byPhase[phase], ...overrides, phase });
  if (!isIn(release, phase)) throw new Error(`${release.phase} is not ${phase}`);
  return release;
}

function isIn<P extends Phase>(
  release: Release,
  phase: P,
): release is Extract<Release, { phase: P }> {
  return release.phase === phase;
}
