// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the shell that expands them
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLUSTER, SERVICE } from "../support/names.ts";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const shell = () => newShell(server.url);

test("aws acts on the participant's account, in pipes, loops and functions", async () => {
  const me = await shell();
  const { accountId } = await me.account();
  await me.run(
    `count() { aws ecs describe-services --cluster "$1" --services ${SERVICE} | jq .services[0].desiredCount; }`,
  );

  const answered = await me.run(
    `aws sts get-caller-identity --query Account --output text; for i in 1 2; do count ${CLUSTER}; done; C=$(aws ecs list-clusters --query clusterArns[0] --output text); echo \${C##*/}`,
  );

  expect(answered).toMatchObject({ out: `${accountId}\n1\n1\n${CLUSTER}\n`, err: "", exit: 0 });
});

test("a change by aws is a change of the account", async () => {
  const me = await shell();

  await me.run(`aws ecs update-service --cluster ${CLUSTER} --service ${SERVICE} --desired-count 3 > answer.json`);

  expect((await me.get(`/api/console/clusters/${CLUSTER}/services/${SERVICE}`)).text).toContain('"desired":3');
  expect((await me.run("jq .service.desiredCount answer.json")).out).toBe("3\n");
});

test("the lines that the console's wizard shows at Review do in the terminal what its button does", async () => {
  const me = await shell();
  const address = `/api/console/clusters/${CLUSTER}/services/${SERVICE}/plan`;
  const alarm = { choice: "own", name: "cpu high", metric: "CPUUtilization", statistic: "Average", threshold: 60 };
  const watched = { ...alarm, comparison: "GreaterThanThreshold", evaluationPeriods: 1, periodSeconds: 60 };
  const steps = { adjustmentType: "ChangeInCapacity", steps: [{ lower: 60, upper: null, adjustment: 2 }] };
  const policy = { type: "StepScaling", name: "it's mine", alarm: watched, ...steps, minAdjustmentMagnitude: null };
  const form = {
    desiredCount: 2,
    scaling: { minCapacity: 1, maxCapacity: 5, policies: [{ ...policy, cooldownSeconds: 60 }] },
  };
  const planned = async () => (await me.post(address, form)).json().calls as { cli: string }[];

  const lines = (await planned()).map(({ cli }) => cli);
  const ran = await me.run(lines.join("\n"));

  expect(lines).toHaveLength(4);
  expect(ran).toMatchObject({ err: "", exit: 0 });
  expect(await planned()).toEqual([]);
});

test("a refusal of AWS is told as the AWS CLI tells it, with its exit code", async () => {
  const me = await shell();

  const answered = await me.run("aws ecs describe-services --cluster nosuch --services x; echo $?");

  expect(answered.err).toBe(
    "\nAn error occurred (ClusterNotFoundException) when calling the DescribeServices operation: Cluster not found.\n",
  );
  expect(answered.out).toBe("254\n");
});

test("aws asks another Region where it is told to", async () => {
  const me = await shell();

  expect((await me.run("aws ecs list-clusters --region eu-west-1 --query clusterArns --output json")).out).toBe("[]\n");
});

test("what AWS tells of times is the account's time, as date is", async () => {
  const me = await shell();
  await me.put("/api/account/clock", { paused: true });
  await me.put("/api/account/clock", { advanceSeconds: 86_400 });

  const { out } = await me.run(
    `date +%s; date +%s -d "$(aws ecs update-service --cluster ${CLUSTER} --service ${SERVICE} --force-new-deployment --query 'service.deployments[0].createdAt' --output text)"`,
  );

  const [now, created] = out.split("\n").map(Number);
  expect(created).toBe(now);
});

test("locust starts the account's load, and Ctrl-C ends it with its summary", async () => {
  const me = await shell();
  await me.run(`cat > locustfile.py <<'EOF'
from locust import HttpUser, task, between

class Visitor(HttpUser):
    wait_time = between(1, 2)

    @task
    def page(self):
        self.client.get("/")
EOF`);
  const { host } = (await me.get("/api/account/load")).json();
  const line = await me.start(`locust -f locustfile.py --headless -u 20 -r 20 -t 1h --host http://${host}`);
  await line.prints("All users spawned");
  expect((await me.get("/api/account/load")).json()).toMatchObject({ users: 20 });

  await me.interrupt();

  const { err } = await line.ended;
  expect(err).toContain("Shutting down");
  expect(err).toContain("Response time percentiles");
  expect((await me.get("/api/account/load")).json()).toMatchObject({ users: 0 });
});
