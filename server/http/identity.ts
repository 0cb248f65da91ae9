import type { Request, RequestHandler, Response } from "express";
import type { Config } from "../config.ts";
import type { Context } from "../context.ts";
import { isForeign, isSecure } from "./origin.ts";
import { setIdentity } from "./participant.ts";
import { foreignOrigin, notJson } from "./problem.ts";

const COOKIE = "participant";
/** The longest a browser keeps a cookie (RFC 6265bis, section 5.5); the participant goes earlier, after KEEP_DAYS without a visit. */
const COOKIE_MS = 400 * 86_400_000;

/**
 * Who asks: by bearer token, else by cookie; a token that is not known makes nobody, and a route that needs somebody says so. A change
 * with the cookie, which a browser also sends for other sites, has to be JSON and from our own pages; a bearer token proves itself.
 */
export function identity({ config, participants }: Context): RequestHandler {
  return async (req, _res, next) => {
    const bearer = bearerToken(req);
    const tokens = bearer === undefined ? cookieTokens(req) : [bearer];
    const found = await firstKnown(tokens, (token) => participants.byToken(token));
    if (bearer === undefined && changes(req)) {
      if (isForeign(req, config)) throw foreignOrigin();
      if (found && !hasJsonType(req)) throw notJson();
    }
    if (found) {
      const account = participants.account(found);
      setIdentity(req, { participant: found, account });
      await account.touch?.();
    }
    next();
  };
}

export function setIdentityCookie(req: Request, res: Response, token: string, config: Config): void {
  res.cookie(COOKIE, token, {
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(req, config),
    path: config.basePath || "/",
    maxAge: COOKIE_MS,
  });
}

/** The browser forgets who it was. */
export function clearIdentityCookie(res: Response, config: Config): void {
  res.clearCookie(COOKIE, { httpOnly: true, sameSite: "lax", path: config.basePath || "/" });
}

const changes = (req: Request) => !["GET", "HEAD", "OPTIONS"].includes(req.method);

/** Express looks at the type only where there is a body; a change without one needs it too. */
const hasJsonType = (req: Request) => /^application\/json\s*(;|$)/i.test(req.headers["content-type"] ?? "");

function bearerToken(req: Request): string | undefined {
  const [scheme, token] = (req.headers.authorization ?? "").split(/\s+/, 2);
  return scheme?.toLowerCase() === "bearer" ? (token ?? "") : undefined;
}

/** Every identity cookie of the request: workshops under several paths of one host set several. */
function cookieTokens(req: Request): string[] {
  return (req.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${COOKIE}=`))
    .map((pair) => pair.slice(COOKIE.length + 1))
    .slice(0, 5);
}

async function firstKnown<Found>(
  tokens: string[],
  find: (token: string) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  for (const token of tokens) {
    const found = await find(token);
    if (found) return found;
  }
  return undefined;
}
