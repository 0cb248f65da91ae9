import type { Progress } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { isDone } from "./progress.ts";

/** In the contents: how far one is in a chapter, or that it was tested out, which is neither done nor to do. */
export default function ChapterMark({ slug }: { slug: string }) {
  const { presence } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const chapter = presence === "present" ? data?.chapters.find((it) => it.slug === slug) : undefined;
  const done = chapter?.steps.filter(({ status }) => isDone(status)).length ?? 0;
  if (!chapter || (done === 0 && chapter.testedOutAt === null)) return null;
  return (
    <span>
      {done < chapter.steps.length && chapter.testedOutAt !== null
        ? say("tested out")
        : say("{done} of {count} done", { done, count: chapter.steps.length })}
    </span>
  );
}
