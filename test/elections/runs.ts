/** Runs of a property: a thousand in `npm run campaign -- properties`, a part of them every day. */
export const RUNS = Number(process.env['ORMEE_PROPERTY_RUNS'] ?? 50);
