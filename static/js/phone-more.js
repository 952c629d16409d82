// The phone's second script: the screens of `screens/phone/later.js`, and the photos that wait on the device.

import { followPhotoQueue } from "./photo-queue.js"
import { ActionsScreen } from "./screens/phone/actions.js"
import { EditScreen } from "./screens/phone/edit.js"
import { bringLaterScreens } from "./screens/phone/later.js"
import { MineScreen } from "./screens/phone/mine.js"
import { TopicScreen } from "./screens/phone/topic-page.js"

bringLaterScreens({ topic: TopicScreen, edit: EditScreen, mine: MineScreen, actions: ActionsScreen })
followPhotoQueue()
