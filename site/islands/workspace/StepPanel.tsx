import { useEffect, useState } from "preact/hooks";
import { say, sayMarked } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import { ARRANGEMENT_KEY, INITIAL_ARRANGEMENT, type PanelName, showPanel, WIDE } from "../../client/show-panel.ts";
import { useAccount } from "../../client/use-account.ts";
import { HoldButton } from "./Hold.tsx";
import { Invitation } from "./Invitation.tsx";
import { PanelFrame } from "./PanelFrame.tsx";
import { PANELS, panelNames } from "./panels.ts";
import { ResetPanel } from "./ResetPanel.tsx";
import "./workspace.css";

type Props = {
  panel: PanelName;
  step: string;
  /** Only where there is no room beside the text: elsewhere nothing needs to lead to it. */
  narrow?: boolean;
};

/** Leads from a step to its panel: beside the text where there is room, else under the step. */
export default function StepPanel({ panel, step, narrow = false }: Props) {
  const wide = useMedia(WIDE);
  const { presence } = useAccount();
  const [panes] = useSessionState(ARRANGEMENT_KEY, INITIAL_ARRANGEMENT);
  const [open, setOpen] = useSessionState(`step-panel.${step}`, false);
  const name = say(PANELS[panel].title);
  const about = say(PANELS[panel].about);

  if (!panelNames.includes(panel)) return null;
  if (wide === undefined) return null;
  if (wide) {
    if (narrow || panes.upper === panel || panes.lower === panel) return null;
    return (
      <p class="step-panel-line">
        {sayMarked(
          "<button>Show the {name} panel</button> beside the text: {about}.",
          {
            button: (words) => (
              <button key="show" type="button" class="link" onClick={() => showPanel(panel)}>
                {words}
              </button>
            ),
          },
          { name, about },
        )}
      </p>
    );
  }
  return (
    <div class="step-panel-inline" data-step-panel={panel}>
      <button
        type="button"
        class="button"
        aria-expanded={open}
        aria-controls={`panel-${step}`}
        onClick={() => setOpen(!open)}
      >
        {open
          ? say("Close the {name} panel", { name: name.toLowerCase() })
          : say("Open the {name} panel here", { name: name.toLowerCase() })}
      </button>{" "}
      {open && panel !== "terminal" && <HoldButton />} {open && <ResetPanel name={panel} />}
      <div id={`panel-${step}`} class="step-panel-body" hidden={!open}>
        {presence === "absent"
          ? open && <Invitation />
          : open && presence === "present" && <PanelFrame name={panel} visible={open} />}
      </div>
    </div>
  );
}

function useMedia(query: string): boolean | undefined {
  const [matches, set] = useState<boolean | undefined>();
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => set(media.matches);
    changed();
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [query]);
  return matches;
}
