import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { newParticipant } from "../server/http.ts";

/** What a program of another language did. */
export type Ran = { code: number; out: string; err: string };

/** Throws where a Debian program is not there: what was not tried is not proven, so a missing client fails and is not passed over. */
export function requireProgram(file: string, debianPackage: string): void {
  if (!existsSync(file))
    throw new Error(
      `${file} is not installed: install the Debian package ${debianPackage} (apt-get install ${debianPackage}).`,
    );
}

/** Runs a program with these variables and nothing else of this process's AWS settings. */
export function run(file: string, args: string[], env: Record<string, string>): Promise<Ran> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return new Promise((resolve) => {
    const options = { env: { ...Object.fromEntries(own), ...env }, maxBuffer: 16 * 1024 * 1024 };
    execFile(file, args, options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out, err });
    });
  });
}

/** A new participant of a running server, as somebody with foreign tools sees them. */
export async function foreignParticipant(url: string) {
  const participant = await newParticipant(url);
  const { accountId, endpointUrl, credentials } = await participant.account();
  return {
    ...participant,
    accountId: accountId as string,
    endpointUrl: endpointUrl as string,
    /** Keys as every AWS tool reads them, and no profile of whoever runs the tests. */
    env: {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId as string,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey as string,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_PAGER: "",
      LANG: "C.UTF-8",
    },
    /** The status of a step's check, and what it found where it is not passed. */
    async check(step: string): Promise<{ status: string; open: string[] }> {
      const { status, checks } = (await participant.post(`/api/steps/${step}/check`, {})).json() as {
        status: string;
        checks: { status: string; why: string }[];
      };
      return { status, open: checks.filter((it) => it.status !== "pass").map((it) => it.why) };
    },
  };
}
