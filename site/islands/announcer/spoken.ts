/** Where this browser keeps whether scaling and alarms are announced to screen readers. On at first. */
export const SPOKEN = "announcements";
