// How long something has been on this screen: by this device's own clock, which no correction of the server's makes jump.

import { now } from "../../clock.js"
import { computed } from "../../../vendor/preact.js"

/** Milliseconds of this device, one step a second. */
export const deviceNow = computed(() => (now.value ? Date.now() : 0))
