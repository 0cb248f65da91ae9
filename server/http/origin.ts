import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { Config } from "../config.ts";

/** The address under which a request reached us: `http://127.0.0.1:3000`, with the path of PUBLIC_URL and no final slash. */
export function baseUrl(req: IncomingMessage, config: Config): string {
  if (config.publicUrl) return config.publicUrl.origin + config.basePath;
  return `${isSecure(req, config) ? "https" : "http"}://${hostOf(req, config)}`;
}

/** Whether the browser came over TLS. */
export function isSecure(req: IncomingMessage, config: Config): boolean {
  const forwarded = config.trustProxy ? first(req.headers["x-forwarded-proto"]) : undefined;
  return forwarded ? forwarded === "https" : config.publicUrl?.protocol === "https:";
}

/** The host, with its port, that the client asked for. */
export function hostOf(req: IncomingMessage, config: Config): string {
  return (config.trustProxy && first(req.headers["x-forwarded-host"])) || (req.headers.host ?? "");
}

/** Every host a client may have signed for: as received, as forwarded, as public. */
export function signedHosts(req: IncomingMessage, config: Config): string[] {
  const hosts = [
    req.headers.host,
    config.trustProxy ? first(req.headers["x-forwarded-host"]) : undefined,
    config.publicUrl?.host,
  ];
  return [...new Set(hosts.filter((host) => host !== undefined))];
}

/** The path a client has signed: a proxy between may have taken the path of PUBLIC_URL off, but says which host was asked for. */
export function signedPath(path: string, req: IncomingMessage, config: Config): string {
  const { basePath, publicUrl } = config;
  const isWhole = !basePath || path === basePath || path.startsWith(`${basePath}/`);
  return isWhole || hostOf(req, config) !== publicUrl?.host ? path : basePath + path;
}

/**
 * Whether a request is meant for this server, against DNS rebinding: a name an attacker controls may resolve to our address, but
 * the browser then sends that name. Loopback, HOST and PUBLIC_URL are ours; an address literal is no name, so with HOST=0.0.0.0 each is taken.
 * A proxy we trust has checked the host itself when it says which one was asked for.
 */
export function isOurHost(req: IncomingMessage, config: Config): boolean {
  if (config.trustProxy && req.headers["x-forwarded-host"]) return true;
  const name = hostName(req.headers.host);
  if (name === undefined) return false;
  if (name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name))
    return true;
  if (name === config.host.toLowerCase() || name === hostName(config.publicUrl?.host)) return true;
  return isWildcard(config.host) && isIP(name) !== 0;
}

/** Whether a browser says that another site made it send this. Other clients say nothing, and are no danger. */
export function isForeign(req: IncomingMessage, config: Config): boolean {
  const site = first(req.headers["sec-fetch-site"]);
  if (site !== undefined && site !== "same-origin" && site !== "none") return true;
  const origin = req.headers.origin;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  return ![hostOf(req, config), config.publicUrl?.host].includes(new URL(origin).host);
}

/** The path below the base path; undefined when a request lies beside it. A proxy may have taken the base path off already. */
export function pathBelowBase(target: string, config: Config): string {
  const path = target.split("?", 1)[0]!;
  if (config.basePath && (path === config.basePath || path.startsWith(`${config.basePath}/`)))
    return path.slice(config.basePath.length) || "/";
  return path;
}

const isWildcard = (host: string) => host === "0.0.0.0" || host === "::";

/** The name of `name:port` in lower case, `[::1]:3000` as `::1`. */
function hostName(host: string | undefined): string | undefined {
  if (!host) return undefined;
  // What nearly every request says needs no parser.
  if (/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return host.split(":", 1)[0];
  const url = URL.parse(`http://${host}`);
  return url?.hostname.replace(/^\[|\]$/g, "");
}

function first(header: string | string[] | undefined): string | undefined {
  const value = Array.isArray(header) ? header[0] : header;
  return value?.split(",", 1)[0]?.trim() || undefined;
}
