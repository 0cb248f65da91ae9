import { useState } from "preact/hooks";
import type { ExportFormat, ExportView } from "../../../server/contract/index.ts";
import { problemOf } from "../../client/api.ts";
import { pageAddress } from "../../client/page-address.ts";
import { runCommand } from "../../client/run-command.ts";
import { say, sayMarked } from "../../client/say.ts";
import { useView } from "../../client/use-view.ts";
import { Copy } from "../account/Copy.tsx";
import { Tabs } from "../tabs/Tabs.tsx";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "./export.css";

const TABS: { id: ExportFormat; label: string }[] = [
  { id: "cli", label: "AWS CLI" },
  { id: "cloudformation", label: "CloudFormation" },
  { id: "terraform", label: "Terraform" },
];

/** The scaling configuration of the active account in three forms, written again whenever it changes. */
export default function ExportPanel() {
  const [format, show] = useState<ExportFormat>("cli");
  const { data, problem, offline } = useView<ExportView>(`/api/account/export?format=${format}`, [
    "account",
    "scaling",
    "alarms",
  ]);
  return (
    <section class="export" aria-label={say("Your account's scaling as code")}>
      <Tabs label={say("Form")} tabs={TABS} current={format} onSelect={show}>
        {problem?.type === "no-participant" ? (
          <p class="export-note">
            {say("You have no account yet. Start in a chapter, configure scaling, and come back.")}
          </p>
        ) : problem && !offline ? (
          <ProblemNote problem={problem} />
        ) : data && data.text === "" ? (
          <p class="export-note">
            {sayMarked(
              "The account that is active has no scalable target. Configure Service Auto Scaling first, in <a>its chapter</a>.",
              {
                a: (words) => (
                  <a key="chapter" href={pageAddress("/chapters/configuring-service-auto-scaling/")}>
                    {words}
                  </a>
                ),
              },
            )}
          </p>
        ) : (
          data && <Text key={format} view={data} label={TABS.find(({ id }) => id === format)!.label} />
        )}
      </Tabs>
    </section>
  );
}

function Text({ view: { format, text, fileName, left }, label }: { view: ExportView; label: string }) {
  return (
    <>
      <div class="export-bar">
        <Copy text={text} label={say("Copy")} />
        <a class="button" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download={fileName}>
          {say("Download {file}", { file: fileName })}
        </a>
        {format === "cli" && <SaveInTerminal text={text} fileName={fileName} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="export-text" tabIndex={0} aria-label={`${label}, ${fileName}`}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
      {left.length > 0 && (
        <p class="export-note">
          {say("Not exported, as predictive scaling policies are not: {names}.", { names: left.join(", ") })}
        </p>
      )}
    </>
  );
}

/** Writes the script into a file of the account's terminals, where it can be run when the account does not hold these things any more. */
function SaveInTerminal({ text, fileName }: { text: string; fileName: string }) {
  const [said, tell] = useState("");
  const save = async (button: Element) => {
    try {
      const done = await runCommand(`cat > ${fileName} <<'SCALING'\n${text}SCALING`, button);
      tell(
        done
          ? say("Written in the terminal: {file}", { file: fileName })
          : say("First choose this page’s account, at its top"),
      );
    } catch (error) {
      tell(problemOf(error).title);
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={(event) => save(event.currentTarget)}>
        {say("Save in the terminal")}
      </button>
      <span role="status">{said}</span>
    </>
  );
}
