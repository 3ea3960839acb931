/**
 * Keeps what is made for a locale, as formats of numbers and dates are: to make one costs far more
 * than to ask it, and a section of questions asks hundreds of times.
 */
export function perLocale<Made>(make: (locale: string) => Made): (locale: string) => Made {
  const made = new Map<string, Made>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}
