/* For plain `tsc`, which does not read .astro files; `astro check` does, and knows their props. */
declare module "*.astro" {
  const component: import("astro/runtime/server/index.js").AstroComponentFactory;
  export default component;
}
