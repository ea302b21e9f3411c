// Fills the form from the description and shows what the gateway answers.
const field = (id) => document.getElementById(id);
const examples = {};

fetch("/openapi.json").then((answer) => answer.json()).then((description) => {
  const content = description.paths["/v1/observations"].post.requestBody.content;
  for (const [type, form] of Object.entries(content)) {
    examples[type] = typeof form.example === "string" ? form.example : JSON.stringify(form.example, null, 2);
    field("type").append(new Option(type, type));
  }
  field("type").addEventListener("change", show);
  show();
});

function show() {
  field("body").value = examples[field("type").value];
}

field("try").addEventListener("submit", async (event) => {
  event.preventDefault();
  const headers = { "Content-Type": field("type").value };
  if (field("token").value) {
    headers.Authorization = "Bearer " + field("token").value;
  }
  try {
    const answer = await fetch("/v1/observations", { method: "POST", headers, body: field("body").value });
    const text = await answer.text();
    let shown = text;
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch (manyLines) {
      // NDJSON is shown as it came.
    }
    field("answer").textContent = answer.status + "\n" + shown;
  } catch (failed) {
    field("answer").textContent = String(failed);
  }
});
