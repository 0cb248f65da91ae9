export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

const NAMES: Record<string, keyof Keys> = {
  aws_access_key_id: "accessKeyId",
  aws_secret_access_key: "secretAccessKey",
  aws_session_token: "sessionToken",
};

/** The three values of a block as portals give it: lines for bash, PowerShell, cmd, or a credentials file. Undefined where one is missing. */
export function pastedKeys(text: string): Keys | undefined {
  const found: Partial<Keys> = {};
  for (const [, name, value] of text.matchAll(
    /(aws_\w{6,20})["']?\s{0,3}[=:]\s{0,3}["']?([A-Za-z0-9/+=]{16,9000})/gi,
  )) {
    const key = NAMES[name!.toLowerCase()];
    if (key) found[key] = value!;
  }
  const { accessKeyId, secretAccessKey, sessionToken } = found;
  return accessKeyId && secretAccessKey && sessionToken ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}
