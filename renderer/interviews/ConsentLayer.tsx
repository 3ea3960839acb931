import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { StepList } from "../ui/StepList.tsx";
import styles from "./ConsentLayer.module.css";
import type { Layer } from "./consent-layers.ts";
import { useAbout, useRoom } from "./room.ts";

interface ConsentLayerProps {
  readonly layers: readonly Layer[];
  /** Which of them is shown. */
  readonly now: number;
}

/** Where the asking for consent stands, and a word to the researcher about this step. */
export function ConsentSteps({ layers, now }: ConsentLayerProps) {
  const { t } = useTranslation("interviews");
  const kind = layers[now]?.kind;
  return (
    <div className={styles.steps}>
      <StepList
        label={t("layers.title")}
        steps={stepsOf(layers).map((each) =>
          each.part === 1
            ? t(`layers.${each.kind}`)
            : t("layers.again", { step: t(`layers.${each.kind}`), number: each.part }),
        )}
        now={now}
        isDone={(step) => layers[step]?.isWhole === true}
      />
      {kind && <p className={styles.word}>{t(`layers.${kind}-do`)}</p>}
    </div>
  );
}

/** After a no: nothing more is asked, what becomes of it is said, and the end is one press away. */
export function ConsentRefused({ layers, now }: ConsentLayerProps) {
  const { t } = useTranslation("interviews");
  const { store, openReview } = useRoom();
  const { readOnly } = useAbout(store);
  const asked = layers.findIndex(({ kind }) => kind === "participate");
  const isRefused = layers[asked]?.items.some(({ ref }) => {
    const node = store.node(ref);
    return node?.name === "consent_participate" && node.state === "answered" && node.value === "no";
  });
  // What was answered before is not shown again as if it were over.
  if (!isRefused || now < asked || readOnly !== null) return null;
  return (
    <div role="status">
      <Card title={t("layers.no-title")}>
        <p>{t("layers.no-text")}</p>
        <p>{t("layers.no-kept")}</p>
        <div>
          <Button onPress={openReview}>{t("layers.no-end")}</Button>
        </div>
      </Card>
    </div>
  );
}

/** A kind that comes more than once, as a script in parts does, is counted. */
function stepsOf(layers: readonly Layer[]) {
  return layers.map(({ kind }, at) => ({
    kind,
    part: layers.slice(0, at + 1).filter((each) => each.kind === kind).length,
  }));
}
