import { useTranslation } from "react-i18next";
import type { Output } from "../../shared/contract/index.ts";
import type { NodeRef } from "../../shared/questionnaire/live/view.ts";
import { useAsked } from "../bridge.ts";
import { useFaultSentence } from "../i18n.ts";
import { SkipReason } from "../ui/AnswerStates.tsx";
import { useAnswerWords } from "../ui/answer-words.ts";
import { Bdi } from "../ui/Bdi.tsx";
import { Button } from "../ui/Button.tsx";
import { Callout } from "../ui/Callout.tsx";
import { Drawer } from "../ui/Dialog.tsx";
import { Empty } from "../ui/Empty.tsx";
import { FormText } from "../ui/FormText.tsx";
import { InOrder } from "../ui/InOrder.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { Stated } from "../ui/Stated.tsx";
import { StateMark } from "../ui/StateMark.tsx";
import { When } from "../ui/When.tsx";
import styles from "./History.module.css";
import { useAbout, useFormLanguage, useNode, useRoom } from "./room.ts";

type Said = Output<"interviews.history">["entries"][number];

/** Everything that was ever said to one question, the newest first. Nothing in it can be changed. */
export function HistoryDrawer({
  place,
  onClose,
}: {
  readonly place: NodeRef;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("interviews");
  const { store } = useRoom();
  const { interview, readOnly } = useAbout(store);
  const node = useNode(place);
  const language = useFormLanguage();
  const sayFault = useFaultSentence();
  const say = useAnswerWords();
  const { outcome } = useAsked("interviews.history", { interview, question: place });
  if (!node) return null;

  const isTakeable = ({ state, value, stated }: Said) =>
    readOnly === null &&
    !node.readonly &&
    state === "answered" &&
    value !== null &&
    !(
      node.state === "answered" &&
      node.value === value &&
      store.stated(place) === (stated ?? undefined)
    );
  const take = async ({ value, stated }: Said) => {
    onClose();
    await store.put(place, value ?? "", stated ?? undefined);
  };

  return (
    <Drawer title={t("history.title")} side="end" isOpen onClose={onClose}>
      <div className={styles.history}>
        <p lang={language.tag} dir={language.direction} className={styles.question}>
          <FormText text={node.label} />
        </p>
        {outcome === null && <Skeleton />}
        {outcome?.ok === false && (
          <Callout kind="error" code={outcome.fault.kind}>
            {sayFault(outcome.fault)}
          </Callout>
        )}
        {outcome?.ok && outcome.value.entries.length === 0 && <Empty>{t("history.empty")}</Empty>}
        {outcome?.ok && (
          <ol className={styles.list}>
            <InOrder of={outcome.value.entries.toReversed()}>
              {(said) => (
                <li className={styles.said}>
                  <p className={styles.when}>
                    <When moment={said.at} show="minute" />
                    {said.deviceName !== null && (
                      <>
                        {" · "}
                        <Bdi>{said.deviceName}</Bdi>
                      </>
                    )}
                  </p>
                  {said.state === "answered" ? (
                    <p dir="auto" className={styles.words}>
                      {said.value === null || said.value === ""
                        ? t("history.cleared")
                        : (said.shown ?? say(node, said.value))}
                    </p>
                  ) : (
                    <p>
                      <StateMark state={`answer-${said.state}`} word="beside" />
                    </p>
                  )}
                  {said.stated !== null && (
                    <p className={styles.when}>
                      <Stated of={said.stated} />
                    </p>
                  )}
                  {said.reason !== null && (
                    <p className={styles.when}>
                      <SkipReason reason={said.reason} />
                    </p>
                  )}
                  {said.correction !== null && (
                    <p className={styles.when}>
                      {t("history.correction")} <bdi>{said.correction}</bdi>
                    </p>
                  )}
                  {isCause(said.cause) && <p className={styles.when}>{t(`cause.${said.cause}`)}</p>}
                  {isTakeable(said) && (
                    <Button icon="undo" onPress={() => void take(said)}>
                      {t("history.take")}
                    </Button>
                  )}
                </li>
              )}
            </InOrder>
          </ol>
        )}
      </div>
    </Drawer>
  );
}

/** What in the questionnaire itself can move an answer. */
const causes = ["calculation", "trigger", "default", "cascade", "count"] as const;

function isCause(cause: string | null): cause is (typeof causes)[number] {
  return (causes as readonly (string | null)[]).includes(cause);
}
