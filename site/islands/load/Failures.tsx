import type { Load } from "../../../server/contract/index.ts";
import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";

/** What failed, under Locust's columns. */
export function Failures({ errors }: Pick<Load, "errors">) {
  if (errors.length === 0) return <p class="load-empty">{say("No request has failed so far.")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="load-table load-failures" aria-label={say("Failures")} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{say("Failures by request and error")}</caption>
        <thead lang="en">
          <tr>
            <th scope="col" class="number">
              # Failures
            </th>
            <th scope="col">Method</th>
            <th scope="col">Name</th>
            <th scope="col">Message</th>
          </tr>
        </thead>
        <tbody lang="en">
          {errors.map((it) => (
            <tr key={`${it.method} ${it.name} ${it.error}`}>
              <td class="number" data-label="# Failures">
                {formatNumber(it.occurrences)}
              </td>
              <td data-label="Method">{it.method}</td>
              <td data-label="Name">{it.name}</td>
              <td data-label="Message">{it.error}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
