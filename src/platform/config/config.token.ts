/** Under which the settings of the process are injected. */
export const CONFIG = Symbol('CONFIG');
