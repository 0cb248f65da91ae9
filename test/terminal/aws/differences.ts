/**
 * Lines of which the two CLIs print something else on purpose, and why: the words of the table in server/terminal/aws/README.md. The
 * long test sees that they do differ.
 */
export const DIFFERENCES: Record<string, string> = {
  "--version --foo": "Version",
  "s3 ls": "Services",
  "ecs descibe-services": "Services",
  "ecs deploy": "Services",
  "iam create-virtual-mfa-device --virtual-mfa-device-name me --outfile qr.png --bootstrap-method QRCodePNG":
    "Services",
  "configure list": "Keys",
  "configure set aws_access_key_id AKIAEXAMPLE": "Keys",
  "ecs list-clusters --no-sign-request": "Keys",
  configure: "Prompts and debugging",
  "ecs list-clusters --debug": "Prompts and debugging",
  "sts get-caller-identity help": "Help",
  "ecs describe-services --generate-cli-skeleton yaml-input": "Help",
  "elbv2 describe-load-balancers --generate-cli-skeleton output": "Names of simple types",
  "sts get-caller-identity --output yaml --query '[@,@]'": "YAML",
  "ecs list-clusters --output yaml --query '`[\"a\\u2028b\"]`'": "YAML",
  "cloudwatch get-metric-statistics --namespace x --metric-name x --period 60 --statistics Sum --start-time 10am --end-time 11am":
    "Dates in words",
  "ecs list-clusters --query '`12345678901234567890`'": "Numbers beyond 2^53",
};
