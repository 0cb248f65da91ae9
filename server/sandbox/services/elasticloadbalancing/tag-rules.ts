import type { Tag } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Tags } from "../../world/world.ts";
import { DuplicateTagKeysException, TooManyTagsException, ValidationError } from "./errors.ts";

/** AWS: tags per resource, and the lengths of key and value (API_Tag, API_AddTags). */
const TAGS_MAX = 50;
const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;

/**
 * The tags of a resource with those of a request added. The conditions are AWS's (API_Tag); no recording shows the sentences,
 * so they are ours.
 */
export function withTags(tags: Tags, added: Tag[] | undefined): Tags {
  const keys = new Set<string>();
  for (const { Key, Value } of added ?? []) {
    const key = Key ?? "";
    if (!key || key.length > KEY_LENGTH_MAX)
      throw new ValidationError(`A tag key must have 1 to ${KEY_LENGTH_MAX} characters.`);
    if ((Value ?? "").length > VALUE_LENGTH_MAX)
      throw new ValidationError(`A tag value can have at most ${VALUE_LENGTH_MAX} characters.`);
    if (/^aws:/i.test(key)) throw new ValidationError("Tag keys that begin with aws: are reserved for AWS use.");
    if (key === "__proto__") throw new ValidationError("The sandbox cannot keep a tag of the key __proto__.");
    if (keys.has(key)) throw new DuplicateTagKeysException(`The tag key ${key} is given more than once.`);
    keys.add(key);
  }
  const all = { ...tags, ...Object.fromEntries((added ?? []).map(({ Key, Value }) => [Key!, Value ?? ""])) };
  if (Object.keys(all).length > TAGS_MAX)
    throw new TooManyTagsException(`A resource can have at most ${TAGS_MAX} tags.`);
  return all;
}
