export async function embeddings() {
  return {};
}
