import { useTranslation } from "react-i18next";
import { numberFormat } from "./digits.ts";

/** A number in the digits the person chose. */
export function Num({ value }: { readonly value: number }) {
  const { i18n } = useTranslation();
  return <bdi>{numberFormat(i18n.language).format(value)}</bdi>;
}
