#!/usr/bin/env node
// What `npx spapi` runs in a checkout: the sources, as they are now. The packed program is the bundle of `npm run build`.
await import('./spapi.ts');
