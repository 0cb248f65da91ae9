import { readState, useSessionState } from "./session-state.ts";

/*
 * Panels that follow the account can be held still (WCAG 2.2.2), all of a page at once: what is on screen stays until somebody lets
 * them go on or asks for something else. The account itself goes on; its time has a pause of its own.
 */
const HELD = "updates.held";

/** Whether the panels are held, in code outside of components. */
export const updatesAreHeld = (): boolean => readState(HELD, false);

/** Whether the panels are held, and how to hold them or let them go on. */
export const useUpdatesHeld = (): [boolean, (held: boolean) => void] => useSessionState(HELD, false);
