import { address } from "../../client/api.ts";
import { pattern, say } from "../../client/say.ts";

const FILES = [
  {
    path: "stats.csv",
    label: pattern("Download requests CSV"),
    about: pattern("one row per request: numbers, response times, rates"),
  },
  {
    path: "stats_history.csv",
    label: pattern("Download stats history CSV"),
    about: pattern("the same over time, one row per ten seconds of account time"),
  },
  { path: "failures.csv", label: pattern("Download failures CSV"), about: pattern("what failed and how often") },
];

/** The statistics as files, with the columns of Locust's own. */
export function Downloads() {
  return (
    <>
      <ul class="load-downloads">
        {FILES.map(({ path, label, about }) => (
          <li key={path}>
            <a href={address(`/api/account/load/${path}`)} download={`load_${path}`}>
              {say(label)}
            </a>
            <span>{say(about)}</span>
          </li>
        ))}
      </ul>
      <p class="load-empty">{say("They have the columns of the files that Locust writes with --csv.")}</p>
    </>
  );
}
