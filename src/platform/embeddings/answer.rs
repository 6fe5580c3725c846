//! Reads the answer of the endpoint: `{"data": [{"index": 0, "embedding": [0.1, …]}, …]}`.

use serde::Deserialize;

use crate::types::vector::Vector;

#[derive(Deserialize)]
struct Body {
    data: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    index: usize,
    embedding: Vec<f32>,
}

/// The vectors of so many texts, in their order; or what is wrong with the answer, without a word of it.
pub(super) fn vectors(body: &[u8], count: usize) -> Result<Vec<Vector>, &'static str> {
    let body: Body = serde_json::from_slice(body).map_err(|_| "has another form")?;
    let mut items = body.data;
    items.sort_by_key(|item| item.index);
    if items.len() != count || items.iter().zip(0..).any(|(item, at)| item.index != at) {
        return Err("has not one vector for each text");
    }
    let mut vectors: Vec<Vector> = Vec::with_capacity(count);
    for item in items {
        let vector = Vector::new(item.embedding).ok_or("has a vector without a direction")?;
        if let Some(first) = vectors.first()
            && first.numbers().len() != vector.numbers().len()
        {
            return Err("has vectors of different lengths");
        }
        vectors.push(vector);
    }
    Ok(vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_come_in_the_order_of_the_texts() {
        let body = br#"{"object": "list", "model": "m", "data": [
            {"object": "embedding", "index": 1, "embedding": [0, 2]}, {"index": 0, "embedding": [3.0, 0]}]}"#;
        let found = vectors(body, 2).unwrap();
        let found: Vec<&[f32]> = found.iter().map(Vector::numbers).collect();
        assert_eq!(found, [[1.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn every_other_answer_is_refused_without_its_words() {
        for (body, problem) in [
            ("", "form"),
            ("secret words", "form"),
            (r#"{"error": {"message": "secret words"}}"#, "form"),
            (
                r#"{"data": [{"index": 0, "embedding": "AACAPw=="}]}"#,
                "form",
            ),
            (r#"{"data": [{"index": 0, "embedding": [NaN]}]}"#, "form"),
            (r#"{"data": [{"index": 0, "embedding": [null]}]}"#, "form"),
            (r#"{"data": [{"embedding": [1]}]}"#, "form"),
            (r#"{"data": []}"#, "one vector"),
            (
                r#"{"data": [{"index": 1, "embedding": [1]}]}"#,
                "one vector",
            ),
            (
                r#"{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}"#,
                "one vector",
            ),
            (r#"{"data": [{"index": 0, "embedding": []}]}"#, "direction"),
            (
                r#"{"data": [{"index": 0, "embedding": [0, 0]}]}"#,
                "direction",
            ),
            (
                r#"{"data": [{"index": 0, "embedding": [1e300]}]}"#,
                "direction",
            ),
        ] {
            let found = vectors(body.as_bytes(), 1).unwrap_err();
            assert!(found.contains(problem), "{body}: {found}");
        }
        let uneven =
            br#"{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]}"#;
        assert_eq!(vectors(uneven, 2), Err("has vectors of different lengths"));
    }
}
