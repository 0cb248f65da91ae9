export * from "./account.ts";
export * from "./charts.ts";
export * from "./console.ts";
export * from "./decisions.ts";
export * from "./live.ts";
export * from "./problem.ts";
export * from "./steps.ts";
export * from "./terminal.ts";
