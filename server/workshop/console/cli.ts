type Input = Record<string, unknown>;

/**
 * In a plan, the ARN of the policy that the call before makes: AWS tells it only then. In a line of bash it is the variable of the
 * same name.
 */
export const POLICY_ARN = "$POLICY_ARN";

/** AWS CLI: a value that begins so is read from a file or address (AWS Command Line Interface User Guide, "Load from file"). */
const LOADS = /^(file|fileb|https?):\/\//;

/** Members that hold ARNs, of which some may be variables. */
const ACTIONS = ["AlarmActions", "OKActions", "InsufficientDataActions"];

type Options = {
  /** The line keeps the ARN it is answered: in the variable POLICY_ARN, or in the one named here (`$NAME`). */
  keepsPolicyArn?: boolean | string | undefined;
  /** What stands for an ARN in the actions of an alarm, each as `$NAME`. */
  variables?: string[];
};

/**
 * The line of the AWS CLI that makes the same call, ready for bash: `aws ecs update-service --cluster c --desired-count 2`.
 * Where a value would be taken for a file, the input goes as JSON, except what needs variables.
 */
export function cliLine(
  service: string,
  operation: string,
  input: Input,
  { keepsPolicyArn = false, variables = [POLICY_ARN] }: Options = {},
): string {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  const asJson = entries.some(([, value]) => loads(value))
    ? entries.filter(([member]) => !ACTIONS.includes(member))
    : [];
  const line = [
    `aws ${service} ${kebab(operation)}`,
    ...(asJson.length > 0 ? [`--cli-input-json ${quote(JSON.stringify(Object.fromEntries(asJson)))}`] : []),
    ...entries
      .filter((it) => !asJson.includes(it))
      .map(([member, value]) => option(member, value, ACTIONS.includes(member) ? variables : [])),
  ].join(" ");
  if (!keepsPolicyArn) return line;
  const variable = keepsPolicyArn === true ? POLICY_ARN : keepsPolicyArn;
  return `${variable.slice(1)}=$(${line} --query PolicyARN --output text)`;
}

const loads = (value: unknown): boolean => typeof value === "string" && LOADS.test(value);

function option(member: string, value: unknown, variables: string[]): string {
  const name = `--${kebab(member)}`;
  if (typeof value === "boolean") return value ? name : `--no-${kebab(member)}`;
  // AWS CLI: a list of words stands as words; what begins with a bracket would be taken for JSON.
  if (Array.isArray(value) && value.every((it) => typeof it === "string" && /^[\w$]/.test(it) && !LOADS.test(it)))
    return [name, ...value.map((it) => (variables.includes(it) ? `"${it}"` : quote(it)))].join(" ");
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
