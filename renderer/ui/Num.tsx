import { useTranslation } from "react-i18next";

/** A number in the digits the person chose. */
export function Num({ value }: { readonly value: number }) {
  const { i18n } = useTranslation();
  return <bdi>{new Intl.NumberFormat(i18n.language).format(value)}</bdi>;
}
