// Shows /openapi.json: routes by tag, their parameters, bodies and answers. Text nodes only.
"use strict";

function element(name, text, children = []) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const child of children) made.append(child);
  return made;
}

function resolve(contract, node) {
  if (!node || !node.$ref) return node;
  return node.$ref.split("/").slice(1).reduce((at, key) => at[key], contract);
}

function typeName(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.oneOf) return schema.oneOf.map(typeName).join(" or ");
  if (schema.type === "array") return "list of " + (typeName(schema.items) || "values");
  return [].concat(schema.type || "").join(" or ");
}

function row(cells) {
  return element("tr", "", cells.map((cell) => element("td", cell)));
}

function parameters(contract, list) {
  const table = element("table");
  for (const raw of list) {
    const parameter = resolve(contract, raw);
    const need = parameter.required ? "required" : "optional";
    table.append(row([parameter.name, `${parameter.in}, ${need}`, typeName(parameter.schema), parameter.description || ""]));
  }
  return table;
}

function schemaText(node) {
  return element("pre", JSON.stringify(node, null, 2));
}

function operation(contract, path, method, shared, described) {
  const title = element("summary", "", [
    Object.assign(element("span", method.toUpperCase()), { className: "method" }),
    element("code", path), document.createTextNode(" " + described.summary)]);
  const box = element("details", "", [title]);
  if (described.description) box.append(element("p", described.description));
  const all = [...shared, ...(described.parameters || [])];
  if (all.length) box.append(parameters(contract, all));
  if (described.requestBody) {
    box.append(element("h4", "Body"), schemaText(described.requestBody.content["application/json"].schema));
  }
  for (const [status, raw] of Object.entries(described.responses)) {
    const answer = resolve(contract, raw);
    box.append(element("h4", `${status} ${answer.description}`));
    if (status < "400" && answer.content) box.append(schemaText(Object.values(answer.content)[0].schema));
  }
  return box;
}

function show(contract) {
  const main = document.getElementById("contract");
  const methods = ["get", "post", "put", "patch", "delete"];
  main.replaceChildren(element("h1", contract.info.title), element("p", contract.info.description));
  for (const tag of contract.tags) {
    main.append(element("h2", tag.name), element("p", tag.description || ""));
    for (const [path, item] of Object.entries(contract.paths)) {
      for (const method of methods.filter((name) => item[name] && item[name].tags.includes(tag.name))) {
        main.append(operation(contract, path, method, item.parameters || [], item[method]));
      }
    }
  }
  main.append(element("h2", "Schemas"));
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    main.append(element("details", "", [element("summary", name), schemaText(schema)]));
  }
}

fetch("/openapi.json").then((answer) => answer.json()).then(show);
