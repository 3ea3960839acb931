import { useTranslation } from "react-i18next";

/** A size on the disk, rounded up as people read it: 58 kB, 1.2 MB. */
export function Size({ bytes }: { readonly bytes: number }) {
  const { i18n } = useTranslation();
  return <bdi>{saySize(bytes, i18n.language)}</bdi>;
}

/** The same for sentences, which need text and not an element. */
export function saySize(bytes: number, locale: string): string {
  const step = steps.find(({ from }) => bytes >= from) ?? smallest;
  const tenths = Math.ceil((bytes / step.from) * 10) / 10;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: step.unit,
    // Arabic has a short form for some units only, and the two would stand in one column.
    unitDisplay: locale.startsWith("ar") ? "long" : "short",
    maximumFractionDigits: tenths < 10 ? 1 : 0,
  }).format(tenths);
}

const smallest = { from: 1000, unit: "kilobyte" } as const;
const steps = [{ from: 1e9, unit: "gigabyte" }, { from: 1e6, unit: "megabyte" }, smallest] as const;
