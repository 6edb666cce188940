/**
 * What AWS does not publish, or what a test may want to bend. Times are in seconds of sandbox time.
 */
export interface Settings {
  /** How long a function stays `Pending` after creation. */
  readonly lambdaCreateSeconds: number;
  /** How long `LastUpdateStatus` stays `InProgress`. */
  readonly lambdaUpdateSeconds: number;
  /** How long an event source mapping takes to change its state. */
  readonly lambdaMappingSeconds: number;
  /** Executions at the same time that an account may have. */
  readonly lambdaConcurrentExecutions: number;
  /** Largest payload of an asynchronous invocation. */
  readonly lambdaAsyncPayloadBytes: number;
  /** CodeDeploy's poll of a deployment's alarms. */
  readonly codedeployAlarmPollSeconds: number;
  /** From CreateDeployment to `InProgress`. */
  readonly codedeployStartSeconds: number;
  /** From `InProgress` to the first hook. */
  readonly codedeployFirstHookSeconds: number;
  /** How long a roll-back deployment takes. */
  readonly codedeployRollbackSeconds: number;
  /** How long a hook may be silent before its deployment fails. */
  readonly codedeployHookTimeoutSeconds: number;
  /** From a deployment's start to the first look at its alarms. */
  readonly codedeployFirstAlarmPollSeconds: number;
  /** From StopDeployment to `Stopped`. */
  readonly codedeployStopSeconds: number;
  /** Code of a deployment whose hook was silent for too long. */
  readonly codedeployHookTimeoutCode: "TIMEOUT" | "HOOK_EXECUTION_FAILURE";
  /** Whether an alarm that does not exist counts as one that cannot be read. */
  readonly codedeployMissingAlarmStops: boolean;
  /** From the end of a minute until an alarm can see all of its data. */
  readonly metricDelaySeconds: number;
  /** From an event to its targets. */
  readonly eventDeliverySeconds: number;
}

export const defaultSettings: Settings = {
  lambdaCreateSeconds: 2,
  lambdaUpdateSeconds: 1,
  lambdaMappingSeconds: 1,
  lambdaConcurrentExecutions: 1000,
  lambdaAsyncPayloadBytes: 1_048_576,
  codedeployAlarmPollSeconds: 15,
  codedeployStartSeconds: 1,
  codedeployFirstHookSeconds: 2,
  codedeployRollbackSeconds: 2,
  codedeployHookTimeoutSeconds: 3600,
  codedeployFirstAlarmPollSeconds: 0.7,
  codedeployStopSeconds: 0.5,
  codedeployHookTimeoutCode: "TIMEOUT",
  codedeployMissingAlarmStops: true,
  metricDelaySeconds: 5,
  eventDeliverySeconds: 0.5,
};
