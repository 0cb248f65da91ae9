import { useState } from "preact/hooks";
import type { Problem, ProgressImported } from "../../../server/contract/index.ts";
import { address, problemOf, send } from "../../client/api.ts";
import { forgetEverything } from "../../client/session-state.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { words } from "./own-data-words.ts";

/** Progress as a file, out and in, and the end of everything that is kept of a participant. */
export function OwnData() {
  const [asking, ask] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, tell] = useState("");
  const [problem, setProblem] = useState<Problem | undefined>();

  const doing = async (what: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    tell("");
    await what().catch((error) => setProblem(problemOf(error)));
    setBusy(false);
  };
  const take = (field: HTMLInputElement) =>
    doing(async () => {
      const text = await field.files![0]!.text();
      field.value = "";
      const file = parsed(text);
      tell(file === undefined ? words.notJson : outcome(await send("POST", "/api/progress/file", file)));
    });
  const remove = () =>
    doing(async () => {
      await send("DELETE", "/api/participants", {});
      forgetEverything();
      location.reload();
    });
  return (
    <section class="reset">
      <h3>{words.title}</h3>
      <p class="soft">{words.about}</p>
      <p class="line">
        <a class="button" href={address("/api/progress/file")} download>
          {words.save}
        </a>
        <label class="button file-button">
          {words.load}
          <input
            type="file"
            accept="application/json,.json"
            disabled={busy}
            onChange={({ currentTarget }) => void take(currentTarget)}
          />
        </label>
      </p>
      {asking ? (
        <div class="reset-asking">
          <p>{words.goes}</p>
          <ul>
            {words.list().map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
          <p class="line">
            <button type="button" class="button button-primary" disabled={busy} onClick={remove}>
              {words.yes}
            </button>
            <button type="button" class="button button-quiet" onClick={() => ask(false)}>
              {words.keep}
            </button>
          </p>
        </div>
      ) : (
        <p class="line">
          <button type="button" class="button" onClick={() => ask(true)}>
            {words.remove}
          </button>
        </p>
      )}
      <p role="status" class="soft">
        {said}
      </p>
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}

/** What a file's text says; undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const outcome = ({ imported, kept, answers, withoutAccount }: ProgressImported) =>
  words.imported(imported) +
  (answers > 0 ? words.answers(answers) : "") +
  (kept > 0 ? words.kept(kept) : "") +
  (withoutAccount.length > 0 ? words.labs(withoutAccount) : "");
