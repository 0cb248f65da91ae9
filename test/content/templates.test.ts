import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { readLocustfile } from "../../server/terminal/locust/locustfile.ts";

/*
 * The files that a chapter gives to its readers. What AWS would refuse only in an account is not tried here: the template's structure
 * is (CloudFormation user guide: template anatomy, intrinsic functions).
 */

const root = path.join(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(root, "content", name), "utf8");
const locustfile = read("templates/locustfile.py");
const chapter = read("3-generating-load.mdx");

/** CloudFormation's short forms, as the long ones. */
const short = (name: string) => ({
  tag: `!${name}`,
  resolve: (value: string) => ({ [name === "Ref" ? "Ref" : `Fn::${name}`]: value }),
});
const document = parseDocument(read("templates/locust-instance.yaml"), {
  customTags: ["Ref", "Sub", "GetAtt"].map(short),
});
type Resource = { Type: string; Properties: Record<string, unknown> };
const template = document.toJS() as {
  AWSTemplateFormatVersion: string;
  Description: string;
  Metadata: { "AWS::CloudFormation::Interface": { ParameterGroups: { Parameters: string[] }[] } };
  Parameters: Record<
    string,
    { Type: string; Default?: string | number; AllowedPattern?: string; AllowedValues?: string[] }
  >;
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown }>;
};

/** Every name that the template refers to. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === "Ref") return [String(inner)];
    if (key === "Fn::Sub")
      return [...String(inner).matchAll(/\$\{([^}!]+)\}/g)].map(([, name]) => name!.split(".")[0]!);
    return references(inner);
  });
}

test("the template is YAML without warnings, and has the parts that CloudFormation knows", () => {
  expect(document.errors).toEqual([]);
  expect(document.warnings).toEqual([]);
  expect(Object.keys(template)).toEqual([
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Resources",
    "Outputs",
  ]);
  expect(template.AWSTemplateFormatVersion).toBe("2010-09-09");
  // AWS: at most 1024 bytes.
  expect(template.Description.length).toBeLessThan(1_024);
  for (const { Type, Properties } of Object.values(template.Resources)) {
    expect(Type).toMatch(/^AWS::EC2::(Instance|SecurityGroup)$/);
    expect(Object.keys(Properties).length).toBeGreaterThan(0);
  }
});

test("whatever it refers to is there, and every parameter is used and explained", () => {
  const known = [...Object.keys(template.Parameters), ...Object.keys(template.Resources)];
  const used = references([template.Resources, template.Outputs]);
  const grouped = template.Metadata["AWS::CloudFormation::Interface"].ParameterGroups.flatMap((it) => it.Parameters);

  expect(used.filter((name) => !known.includes(name) && !/^AWS::(StackName|Region)$/.test(name))).toEqual([]);
  expect(Object.keys(template.Parameters).filter((name) => !used.includes(name))).toEqual([]);
  expect(grouped.toSorted()).toEqual(Object.keys(template.Parameters).toSorted());
});

test("only the reader's own address reaches the instance, and only Locust's page", () => {
  const { Properties } = template.Resources.LocustSecurityGroup!;

  expect(Properties.SecurityGroupIngress).toEqual([
    {
      Description: "Locust's page",
      IpProtocol: "tcp",
      FromPort: 8089,
      ToPort: 8089,
      CidrIp: { Ref: "AllowedAddress" },
    },
  ]);
  const allowed = new RegExp(template.Parameters.AllowedAddress!.AllowedPattern!);
  expect(template.Parameters.AllowedAddress!.Default).toBeUndefined();
  expect(["203.0.113.7/32", "203.0.113.0/24"].every((it) => allowed.test(it))).toBe(true);
  expect(["0.0.0.0/0", "203.0.113.7", "10.0.0.0/8", "203.0.113.0/23", "::/0"].some((it) => allowed.test(it))).toBe(
    false,
  );
});

test("the target is a plain address, so that nothing else gets into the instance's script", () => {
  const target = new RegExp(template.Parameters.TargetHost!.AllowedPattern!);

  expect(["http://a-1.us-east-1.elb.amazonaws.com", "https://example.org:8443"].every((it) => target.test(it))).toBe(
    true,
  );
  expect(["a.example", "http://a/$(id)", "http://a b", "http://a;b", "http://a\nb"].some((it) => target.test(it))).toBe(
    false,
  );
});

test("the instance cannot be logged in to, needs session tokens for its metadata, and ends by itself", () => {
  const { Properties } = template.Resources.LocustInstance!;
  const script = JSON.stringify(Properties.UserData);

  expect(Properties).not.toHaveProperty("KeyName");
  expect(Properties).not.toHaveProperty("IamInstanceProfile");
  expect(Properties.MetadataOptions).toEqual({ HttpTokens: "required" });
  expect(Properties.InstanceInitiatedShutdownBehavior).toBe("terminate");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholder
  expect(script).toContain("shutdown -h +$((60 * ${Hours}))");
  expect(template.Parameters.InstanceType).toMatchObject({ Default: "t3.small" });
  expect(template.Parameters.InstanceType!.AllowedValues).toContain("t3.small");
});

test("the instance runs the chapter's locustfile", () => {
  const script = (template.Resources.LocustInstance!.Properties.UserData as { "Fn::Base64": { "Fn::Sub": string } })[
    "Fn::Base64"
  ]["Fn::Sub"];

  expect(script).toContain(`cat > /opt/locust/locustfile.py <<'END'\n${locustfile}END\n`);
  expect(chapter).toContain(`cat > locustfile.py <<'END'\n${locustfile}END\n`);
  expect(readLocustfile(locustfile)).toMatchObject([
    { name: "Visitor", wait: { kind: "pause", seconds: 10 }, tasks: [{ method: "GET", path: "/", weight: 1 }] },
  ]);
});

test("what it costs stands in the template and in the chapter, with the price's date and Region, and how to remove it", () => {
  for (const text of [template.Description, chapter]) {
    expect(text).toMatch(/us-east-1/);
    expect(text).toMatch(/0\.0208/);
    expect(text).toMatch(/October 2026/);
    expect(text).toMatch(/aws cloudformation delete-stack --stack-name/);
  }
  expect(chapter).toContain('<Download name="locust-instance.yaml" />');
});
