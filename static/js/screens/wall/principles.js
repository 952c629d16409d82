// The words of Open Space that a wall shows one by one, and the law that it always shows.

import { t } from "../../lib/i18n.js"

/** @returns {{title: string, text: string}[]} the principles, then the law */
export function principles() {
  return [
    { title: t("Whoever comes are the right people"), text: t("Those who care about it are here.") },
    { title: t("Whatever happens is the only thing that could have"), text: t("Be prepared to be surprised.") },
    { title: t("Whenever it starts is the right time"), text: t("Ideas do not look at the clock.") },
    { title: t("Wherever it happens is the right place"), text: t("The café and the corridor count too.") },
    { title: t("When it's over, it's over"), text: t("Done early? Go on to something else. Not done? Go on.") },
    { title: t("The law of two feet"), text: t("Neither learning nor contributing? Use your two feet.") },
  ]
}

export function theLaw() {
  return t("Neither learning nor contributing? Use your two feet.")
}
