/** The two tables of the CloudWatch user guide, oldest datapoint left; the columns are missing, ignore, breaching, notBreaching. */
export const missingDataTables: [toAlarm: number, datapoints: string, ...expected: string[]][] = [
  [3, "0 - X - X", "OK", "OK", "OK", "OK"],
  [3, "0 - - - -", "OK", "OK", "OK", "OK"],
  [3, "- - - - -", "INSUFFICIENT_DATA", "keep", "ALARM", "OK"],
  [3, "0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [3, "- - X - -", "ALARM", "keep", "ALARM", "OK"],
  [2, "0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [2, "0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [2, "0 - X - -", "OK", "OK", "ALARM", "OK"],
  [2, "- - - - 0", "OK", "OK", "ALARM", "OK"],
  [2, "- - - X -", "ALARM", "keep", "ALARM", "OK"],
];

/** The columns of the tables: what TreatMissingData can be. */
export const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;

/** `0 - X`: good, missing, breaching; one minute each from second 0 on. */
export function drawn(text: string): Map<number, number> {
  const points = new Map<number, number>();
  for (const [i, mark] of text.split(" ").entries()) if (mark !== "-") points.set(i * 60, mark === "X" ? 100 : 0);
  return points;
}
