import type { Tag } from "@aws-sdk/client-ecs";
import { type ClientException, InvalidParameterException } from "./errors.ts";

/** AWS: user-defined tags per resource, and the lengths of key and value (API_Tag). */
const TAGS_MAX = 50;
const KEY_LENGTH_MAX = 128;
const VALUE_LENGTH_MAX = 256;

/** AWS: of task definitions ClientException, else InvalidParameterException (radkawar/stackd, internal/services/ecs/tags.go). */
type Refusal = typeof InvalidParameterException | typeof ClientException;

/**
 * Refuses tags that AWS would refuse (API_Tag). `total` is how many tags the resource would have. The conditions are AWS's;
 * no recording shows the sentences, so they are ours.
 */
export function refuseTags(
  tags: Tag[],
  total: number = tags.length,
  Refusal: Refusal = InvalidParameterException,
): void {
  const keys = new Set<string>();
  for (const { key, value } of tags) {
    // AWS: recorded of the value (testdata/aws/ecs/controls.json, sequence 15); the key by analogy.
    if (key === undefined) throw new Refusal("Tag key can not be null.");
    if (value === undefined) throw new Refusal("Tag value can not be null.");
    if (!key || key.length > KEY_LENGTH_MAX)
      throw new Refusal(`A tag key must have 1 to ${KEY_LENGTH_MAX} characters.`);
    if (value.length > VALUE_LENGTH_MAX)
      throw new Refusal(`A tag value can have at most ${VALUE_LENGTH_MAX} characters.`);
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value))
      throw new Refusal(`The tag ${key} contains characters that are not allowed.`);
    if (key === "__proto__") throw new Refusal("The sandbox cannot keep a tag of the key __proto__.");
    if (/^aws:/i.test(key)) throw new Refusal("Tag keys that begin with aws: are reserved for AWS use.");
    if (keys.has(key)) throw new Refusal(`The tag key ${key} is given more than once.`);
    keys.add(key);
  }
  if (total > TAGS_MAX) throw new Refusal(`A resource can have at most ${TAGS_MAX} tags.`);
}
