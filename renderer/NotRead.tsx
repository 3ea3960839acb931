import { useTranslation } from "react-i18next";
import type { AnyFault } from "./bridge.ts";
import { useFaultSentence } from "./i18n.ts";
import { Button } from "./ui/Button.tsx";
import { Callout } from "./ui/Callout.tsx";

interface NotReadProps {
  readonly fault: AnyFault;
  readonly again: () => void;
}

/** Says why a screen does not have what it asked for, and the way to ask again. */
export function NotRead({ fault, again }: NotReadProps) {
  const { t } = useTranslation("common");
  const sayFault = useFaultSentence();
  return (
    <Callout kind="error" code={fault.kind} action={<Button onPress={again}>{t("again")}</Button>}>
      {sayFault(fault)}
    </Callout>
  );
}
