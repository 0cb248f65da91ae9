/** What keeps the database from opening: the cause and the cure in one sentence for whoever starts the server. Never a secret. */
export class StartError extends Error {
  override name = "StartError";
}
