import type { Failure } from "./failure.ts";
import type { FunctionImage, Invocation } from "./function-image.ts";
import type { FunctionProcess, Outcome } from "./function-process.ts";
import type { ProcessLog } from "./process-log.ts";

/** A process with what the pool knows of it. */
export interface Worker {
  readonly process: FunctionProcess;
  readonly log: ProcessLog;
  /** Time it took to start, until its first call has been told of it. */
  initMs: number | undefined;
}

export type Launch =
  | { readonly type: "ready"; readonly worker: Worker }
  | { readonly type: "failed"; readonly failure: Failure; readonly log: string };

/** Starts a process; `onExit` is called once if it starts and ends later. */
export type Launcher = (image: FunctionImage, onExit: (worker: Worker) => void) => Promise<Launch>;

export interface PoolLimits {
  /** Idle processes are ended above this number of processes. */
  readonly processes: number;
  /** Processes that start at the same time; more calls wait for these or for one that gets free. */
  readonly starts: number;
  /** Real time after which an idle process is ended. */
  readonly idleMs: number;
}

interface Fleet {
  readonly image: FunctionImage;
  readonly workers: Set<Worker>;
  /** The most recently used last. */
  readonly idle: Worker[];
  readonly waiters: ((launch: Launch) => void)[];
  starting: number;
  isRetired: boolean;
}

/** The processes of all images: warm ones are used again, idle ones end after a while. */
export class ProcessPool {
  readonly #launch: Launcher;
  readonly #limits: PoolLimits;
  readonly #fleets = new Map<string, Fleet>();
  /** The least recently used first. */
  readonly #idle = new Map<Worker, { fleet: Fleet; timer: NodeJS.Timeout }>();
  #starting = 0;
  #isStopped = false;

  constructor(launch: Launcher, limits: PoolLimits) {
    this.#launch = launch;
    this.#limits = limits;
  }

  /** Number of processes, with those that start. */
  get size(): number {
    let count = this.#starting;
    for (const fleet of this.#fleets.values()) count += fleet.workers.size;
    return count;
  }

  /** A free process of that image, or a new one. */
  acquire(image: FunctionImage): Promise<Launch> {
    const fleet = this.#fleetOf(image);
    const worker = fleet.idle.at(-1);
    if (worker) {
      this.#leaveIdle(worker);
      return Promise.resolve({ type: "ready", worker });
    }
    return new Promise((resolve) => {
      fleet.waiters.push(resolve);
      this.#grow();
    });
  }

  release(image: FunctionImage, worker: Worker): void {
    const fleet = this.#fleets.get(image.id);
    if (fleet) this.#makeFree(fleet, worker);
    else worker.process.kill();
  }

  /** Lets the processes of an image end; calls in progress still finish. */
  retire(imageId: string): void {
    const fleet = this.#fleets.get(imageId);
    if (!fleet) return;
    fleet.isRetired = true;
    for (const worker of [...fleet.idle]) this.#end(fleet, worker);
    this.#forgetWhenEmpty(fleet);
  }

  /** Ends all processes; calls in progress fail. */
  stop(): void {
    this.#isStopped = true;
    const failure: Failure = { type: "exited", code: null, signal: "SIGKILL" };
    for (const fleet of this.#fleets.values()) {
      for (const worker of [...fleet.workers]) this.#end(fleet, worker);
      for (const waiter of fleet.waiters.splice(0)) waiter({ type: "failed", failure, log: "" });
    }
    this.#fleets.clear();
  }

  #fleetOf(image: FunctionImage): Fleet {
    const known = this.#fleets.get(image.id);
    if (known) return known;
    const empty = { workers: new Set<Worker>(), idle: [], waiters: [], starting: 0 };
    const fleet: Fleet = { image, ...empty, isRetired: false };
    this.#fleets.set(image.id, fleet);
    return fleet;
  }

  /** Starts as many processes as there are calls without one, as far as the limit allows. */
  #grow(): void {
    for (const fleet of this.#fleets.values()) {
      while (this.#starting < this.#limits.starts && fleet.starting < fleet.waiters.length) {
        void this.#start(fleet);
      }
    }
  }

  async #start(fleet: Fleet): Promise<void> {
    this.#trim(this.#limits.processes - 1);
    this.#starting++;
    fleet.starting++;
    const launch = await this.#launch(fleet.image, (worker) => this.#end(fleet, worker));
    this.#starting--;
    fleet.starting--;
    if (launch.type === "failed") {
      fleet.waiters.shift()?.(launch);
      this.#forgetWhenEmpty(fleet);
    } else if (this.#isStopped) {
      launch.worker.process.kill();
    } else {
      fleet.workers.add(launch.worker);
      this.#makeFree(fleet, launch.worker);
    }
    this.#grow();
  }

  #makeFree(fleet: Fleet, worker: Worker): void {
    const waiter = worker.process.isAlive ? fleet.waiters.shift() : undefined;
    if (waiter) {
      waiter({ type: "ready", worker });
    } else if (fleet.isRetired || !worker.process.isAlive) {
      this.#end(fleet, worker);
    } else {
      fleet.idle.push(worker);
      const timer = setTimeout(() => this.#end(fleet, worker), this.#limits.idleMs).unref();
      this.#idle.set(worker, { fleet, timer });
      this.#trim(this.#limits.processes);
    }
  }

  #trim(limit: number): void {
    for (const [worker, { fleet }] of this.#idle) {
      if (this.size <= limit) return;
      this.#end(fleet, worker);
    }
  }

  #end(fleet: Fleet, worker: Worker): void {
    this.#leaveIdle(worker);
    fleet.workers.delete(worker);
    worker.process.kill();
    this.#forgetWhenEmpty(fleet);
  }

  #leaveIdle(worker: Worker): void {
    const entry = this.#idle.get(worker);
    if (!entry) return;
    clearTimeout(entry.timer);
    this.#idle.delete(worker);
    entry.fleet.idle.splice(entry.fleet.idle.lastIndexOf(worker), 1);
  }

  #forgetWhenEmpty(fleet: Fleet): void {
    const uses = fleet.workers.size + fleet.waiters.length + fleet.starting;
    if (fleet.isRetired && uses === 0) this.#fleets.delete(fleet.image.id);
  }
}

export type Ran =
  | Extract<Launch, { type: "failed" }>
  | { readonly type: "ran"; readonly worker: Worker; readonly outcome: Ended };

type Ended = Exclude<Outcome, { type: "lost" }>;

/** Runs a call on a free process; one that ended before it took the call is replaced. */
export async function runOn(
  pool: ProcessPool,
  image: FunctionImage,
  invocation: Invocation,
  begin: (worker: Worker) => void,
): Promise<Ran> {
  for (;;) {
    const launch = await pool.acquire(image);
    if (launch.type === "failed") return launch;
    const { worker } = launch;
    begin(worker);
    const outcome = await worker.process.run(invocation);
    if (outcome.type !== "lost") return { type: "ran", worker, outcome };
  }
}
