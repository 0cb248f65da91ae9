import { address } from "../../client/api.ts";

const FILES = [
  { path: "stats.csv", label: "Download requests CSV", about: "one row per request: numbers, response times, rates" },
  {
    path: "stats_history.csv",
    label: "Download stats history CSV",
    about: "the same over time, one row per ten seconds of account time",
  },
  { path: "failures.csv", label: "Download failures CSV", about: "what failed and how often" },
];

/** The statistics as files, with the columns of Locust's own. */
export function Downloads() {
  return (
    <>
      <ul class="load-downloads">
        {FILES.map(({ path, label, about }) => (
          <li key={path}>
            <a href={address(`/api/account/load/${path}`)} download={`load_${path}`}>
              {label}
            </a>
            <span>{about}</span>
          </li>
        ))}
      </ul>
      <p class="load-empty">They have the columns of the files that Locust writes with --csv.</p>
    </>
  );
}
