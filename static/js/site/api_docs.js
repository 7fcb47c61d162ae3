/* The list of resources, made by Swagger UI from the description of the API. */
"use strict";
{
  const root = document.getElementById("api");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

  follow();
  dark.addEventListener("change", follow);

  // Keys of a vocabulary have formats of their own; each is typed into a plain box.
  const boxesOf = ({ components }) => ({ getComponent, React }) => {
    const plain = (props) => React.createElement(getComponent("JsonSchema_string"), props);
    const formats = Object.values(components.parameters).map(({ schema }) => schema.items?.format);
    const names = formats.filter(Boolean).map((format) => `JsonSchema_string_${format}`);
    return { components: Object.fromEntries(names.map((name) => [name, plain])) };
  };

  const show = async () => {
    const spec = await (await fetch(root.dataset.schema)).json();
    window.SwaggerUIBundle({
      domNode: root,
      spec,
      presets: [window.SwaggerUIBundle.presets.apis],
      plugins: [boxesOf(spec)],
      layout: "BaseLayout",
      docExpansion: "none",
      defaultModelsExpandDepth: 0,
      supportedSubmitMethods: ["get"],
      validatorUrl: null,
    });
  };

  show();
}
