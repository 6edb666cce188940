import { type RefusalName, refusal } from "./refusals.ts";

const namePattern = /^[A-Za-z0-9._+=,@-]{1,100}$/;

export function checkApplicationName(name: string | undefined): string {
  return checkName(name, "Application", "ApplicationNameRequired", "InvalidApplicationName");
}

export function checkGroupName(name: string | undefined): string {
  return checkName(
    name,
    "Deployment group",
    "DeploymentGroupNameRequired",
    "InvalidDeploymentGroupName",
  );
}

export function checkConfigName(name: string | undefined): string {
  return checkName(
    name,
    "Deployment configuration",
    "DeploymentConfigNameRequired",
    "InvalidDeploymentConfigName",
  );
}

export function checkDeploymentId(id: string | undefined): string {
  if (!id) throw refusal("DeploymentIdRequired", "Deployment ID is required.");
  if (/^d-[A-Z0-9]{9}$/.test(id)) return id;
  throw refusal("InvalidDeploymentId", `The deployment ID ${id} is not valid.`);
}

function checkName(
  name: string | undefined,
  what: string,
  required: RefusalName,
  invalid: RefusalName,
): string {
  if (!name) throw refusal(required, `${what} name is required.`);
  if (namePattern.test(name)) return name;
  throw refusal(
    invalid,
    `${what} name can have 1 to 100 characters out of A-Z a-z 0-9 . _ + = , @ -, and not: ${name}`,
  );
}
