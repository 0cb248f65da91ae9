/** The participant did not say yes to a call that would have changed something. */
export class Declined extends Error {
  override name = "Declined";
}
