/**
 * AWS's name as the CLI writes it: `ec2InstanceIds` is `ec2-instance-ids`, `DescribeDBInstances` is `describe-db-instances`. The
 * rule is botocore's: a word begins at a capital after a small letter or digit, and before the last capital of several.
 */
export function kebab(name: string): string {
  const known = SPECIAL[name];
  if (known) return known;
  return name
    .replace(/(.)([A-Z][a-z]+)/g, "$1-$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();
}

/** Names that the rule would cut in the wrong place. */
const SPECIAL: Record<string, string> = {};
