type Input = Record<string, unknown>;

/** AWS CLI: a value that begins so is read from a file or address (AWS Command Line Interface User Guide, "Load from file"). */
const LOADS = /^(file|fileb|https?):\/\//;

/**
 * The line of the AWS CLI that makes the same call, ready for bash: `aws ecs update-service --cluster c --desired-count 2`.
 * Where a value would be taken for a file, the whole input goes as JSON.
 */
export function cliLine(service: string, operation: string, input: Input): string {
  const command = `aws ${service} ${kebab(operation)}`;
  if (Object.values(input).some((value) => typeof value === "string" && LOADS.test(value)))
    return `${command} --cli-input-json ${quote(JSON.stringify(input))}`;
  const options = Object.entries(input).flatMap(([member, value]) =>
    value === undefined ? [] : [option(member, value)],
  );
  return [command, ...options].join(" ");
}

function option(member: string, value: unknown): string {
  const name = `--${kebab(member)}`;
  if (typeof value === "boolean") return value ? name : `--no-${kebab(member)}`;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  // A value that begins with a dash would be taken for the next option.
  return text.startsWith("-") ? `${name}=${quote(text)}` : `${name} ${quote(text)}`;
}

/** One word for bash. Plain words stay as they are; everything else goes between single quotes. */
function quote(word: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `PutScalingPolicy` and `desiredCount` as the CLI spells them. */
const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
