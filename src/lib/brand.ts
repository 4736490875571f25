/** A string that cannot be mistaken for another kind of string: `Brand<'ModelId'>`. */
export type Brand<Name extends string> = string & { readonly __brand: Name };
