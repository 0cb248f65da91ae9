/* Why AWS was not asked at all. */

export class NotAsked extends Error {}

/** There are no credentials any more: they have ended, were refused or were forgotten. */
export class CredentialsGone extends NotAsked {
  override name = "CredentialsGone";

  constructor() {
    super("There are no credentials for this AWS account any more. Connect it again with new ones.");
  }
}

/** A request goes to an address that is made of the Region's name: only to one that AWS has. */
export class NoSuchRegion extends NotAsked {
  override name = "NoSuchRegion";

  constructor(region: string) {
    super(`AWS has no Region ${region} in its commercial partition.`);
  }
}
