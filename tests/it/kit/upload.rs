//! Uploads by the GraphQL multipart request specification, and downloads.

use http::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use super::{Answer, Client, TestUser};

/// Uploads a document.
pub const UPLOAD: &str = "mutation($input: UploadDocumentInput!) { uploadDocument(input: $input) { document { \
     id title kind fileName mediaType size sha256 path version createdAt updatedAt } userErrors { __typename path message code } } }";

/// A small PDF document with this text.
pub fn pdf(text: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n% {text}\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
    )
    .into_bytes()
}

/// The media type and the body of a multipart request: the files are variables at these paths, with these names.
pub fn multipart(
    query: &str,
    variables: &Value,
    files: &[(&str, &str, &[u8])],
) -> (String, Vec<u8>) {
    let map: serde_json::Map<String, Value> = files
        .iter()
        .enumerate()
        .map(|(number, (path, ..))| (number.to_string(), json!([path])))
        .collect();
    let operations = json!({ "query": query, "variables": variables });
    let mut body = Vec::new();
    for (name, text) in [
        ("operations", operations.to_string()),
        ("map", Value::Object(map).to_string()),
    ] {
        body.extend(
            format!("------b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
                .into_bytes(),
        );
    }
    for (number, (_, name, content)) in files.iter().enumerate() {
        let head = format!(
            "------b\r\nContent-Disposition: form-data; name=\"{number}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(b"------b--\r\n");
    ("multipart/form-data; boundary=----b".to_owned(), body)
}

impl Client {
    /// Runs an operation with files.
    pub async fn send_files(
        &self,
        query: &str,
        variables: &Value,
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let (media_type, body) = multipart(query, variables, files);
        let headers = [
            ("content-type", media_type.as_str()),
            ("accept", "application/graphql-response+json"),
            ("graphql-require-preflight", "1"),
        ];
        self.post(body, &headers).await
    }

    /// Uploads a document; `input` has its other fields.
    pub async fn upload(&self, name: &str, content: &[u8], input: Value) -> Answer {
        let mut input = input;
        input["file"] = Value::Null;
        if input["kind"].is_null() {
            input["kind"] = json!("OTHER");
        }
        let file = ("variables.input.file", name, content);
        self.send_files(UPLOAD, &json!({ "input": input }), &[file])
            .await
    }

    /// The status, the headers and the body of a path.
    pub async fn fetch(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (u16, HeaderMap, Vec<u8>) {
        let response = self.request(method, path, headers).send().await;
        let response = response.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("a complete response");
        (status, headers, body.to_vec())
    }
}

impl TestUser {
    /// Stores a document of the kind OTHER; returns it.
    pub async fn document(&self, name: &str, content: &[u8]) -> Value {
        let answer = self.client.upload(name, content, json!({})).await;
        let document = answer.data("uploadDocument.document").clone();
        assert!(document.is_object(), "{}", answer.text);
        document
    }

    /// Removes a document.
    pub async fn remove_document(&self, document: &Value) -> Answer {
        let query = "mutation($input: RemoveDocumentInput!) { removeDocument(input: $input) { removedDocumentId userErrors { __typename path message } } }";
        let input = json!({ "id": document["id"], "expectedVersion": document["version"] });
        self.client.gql(query, json!({ "input": input })).await
    }
}
