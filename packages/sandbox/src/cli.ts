import { randomBytes } from "node:crypto";
import { parseArguments, type StartOptions, usage } from "./app/arguments.ts";
import { playDemo } from "./app/demo/play.ts";
import { type ControlPlane, startControlPlane } from "./app/plane.ts";
import { createScreen, type Screen } from "./app/terminal/screen.ts";
import { createSandbox, type Sandbox } from "./index.ts";

const parsed = parseArguments(process.argv.slice(2), process.env);
switch (parsed.type) {
  case "help":
    process.stdout.write(usage);
    break;
  case "wrong":
    process.stderr.write(`${parsed.message}\n\n${usage}`);
    process.exitCode = 2;
    break;
  case "start":
    await main(parsed.options);
    break;
}

async function main(options: StartOptions): Promise<void> {
  const screen = createScreen(process.stdout);
  const running: { sandbox?: Sandbox; plane?: ControlPlane } = {};
  onSignal(() => shutDown(running));
  try {
    running.sandbox = await createSandbox({
      port: options.awsPort,
      clock:
        options.speed === "stepped"
          ? { type: "stepped" }
          : { type: "running", speed: options.speed },
      start: Date.now(),
    });
    const token = options.token ?? `cm_${randomBytes(24).toString("base64url")}`;
    running.plane = await startControlPlane(running.sandbox, { port: options.port, token });
    announce(screen, running.plane);
    await demonstrate(screen, running.plane, options);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
    await shutDown(running);
  }
  if (options.once) await shutDown(running);
}

async function demonstrate(
  screen: Screen,
  plane: ControlPlane,
  options: StartOptions,
): Promise<void> {
  if (!options.demo || options.speed === "stepped") return;
  const result = await playDemo(plane, screen);
  if (options.once) {
    result.stopCallers();
    process.exitCode = result.asExpected ? 0 : 1;
    return;
  }
  screen.line();
  screen.line("All is up and stays up; Ctrl-C ends it.");
}

function announce(screen: Screen, plane: ControlPlane): void {
  screen.line("Coalmine is up.");
  screen.line(`  API          ${plane.url}   (docs: ${plane.url}/docs)`);
  screen.line(`  Slack inbox  ${plane.url}/inbox`);
  screen.line(`  AWS          ${plane.sandbox.url}   (any AWS client; access key id 000000000000)`);
  screen.line(`  admin token  ${plane.token}`);
  screen.line();
}

async function shutDown({
  plane,
  sandbox,
}: {
  plane?: ControlPlane;
  sandbox?: Sandbox;
}): Promise<void> {
  await plane?.stop();
  await sandbox?.stop();
}

function onSignal(stop: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      process.stdout.write("\n");
      void stop().finally(() => process.exit());
    });
  }
}
