import type { AccountView } from "../../../server/contract/index.ts";
import { pattern, say } from "../../client/say.ts";

type Lines = { title: string; file?: string; text: string };

export const WAYS = {
  posix: pattern("bash or zsh"),
  powershell: pattern("PowerShell"),
  profile: pattern("~/.aws profile"),
} as const;
export type Way = keyof typeof WAYS;

/**
 * What makes a participant's own tools act on the account. A profile or a session token that is set already would win over the keys
 * or spoil their signatures, so both are taken away.
 */
export function ownLines(account: AccountView, way: Way): Lines[] {
  const { accessKeyId = "", secretAccessKey = "" } = account.credentials ?? {};
  const { region, endpointUrl = "", appUrl = "" } = account;
  const variables = {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    APP_URL: appUrl,
  };
  const each = (line: (name: string, value: string) => string) =>
    Object.entries(variables).map(([name, value]) => line(name, value));
  switch (way) {
    case "posix":
      return [
        {
          title: say("Paste into the shell"),
          text: ["unset AWS_PROFILE AWS_SESSION_TOKEN", ...each((name, value) => `export ${name}='${value}'`)].join(
            "\n",
          ),
        },
      ];
    case "powershell":
      return [
        {
          title: say("Paste into PowerShell"),
          text: [
            "Remove-Item Env:AWS_PROFILE, Env:AWS_SESSION_TOKEN -ErrorAction SilentlyContinue",
            ...each((name, value) => `$env:${name} = '${value}'`),
          ].join("\n"),
        },
      ];
    case "profile":
      return [
        {
          title: say("Add to the configuration"),
          file: "~/.aws/config",
          text: `[profile workshop]\nregion = ${region}\nendpoint_url = ${endpointUrl}`,
        },
        {
          title: say("Add to the credentials"),
          file: "~/.aws/credentials",
          text: `[workshop]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}`,
        },
      ];
  }
}

/** A first command that shows it works. */
export const firstCommand = (way: Way): string =>
  way === "profile" ? "aws sts get-caller-identity --profile workshop" : "aws sts get-caller-identity";
