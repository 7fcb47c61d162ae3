/* The list of resources, made by Swagger UI from the description of the API. */
"use strict";
{
  const root = document.getElementById("api");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);

  follow();
  dark.addEventListener("change", follow);
  window.SwaggerUIBundle({
    domNode: root,
    url: root.dataset.schema,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    supportedSubmitMethods: ["get"],
    validatorUrl: null,
  });
}
