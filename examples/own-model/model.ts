import { defineModel, standardModel } from '@descant/transform'
import { valueClass } from './value-class.ts'
import { webSite } from './web-site.ts'

/** What `descant transform --model model.ts` does: all that is built in, and what this project adds. */
export const model = defineModel({
  base: standardModel,
  sources: [webSite],
  enrichments: [valueClass],
  quality: { events: [{ kind: 'fresh', column: 'occurred_at', hours: 48 }] },
})
