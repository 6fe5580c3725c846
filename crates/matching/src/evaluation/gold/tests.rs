//! The score against baselines, on our gold set.

use std::path::Path;

use super::measure;

#[test]
fn the_score_ranks_our_gold_set_better_than_words_and_n_grams_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold");
    let rows = measure(&folder, "gold").expect("the set is read");
    let value = |method: &str, name: &str| {
        let row = rows.iter().find(|row| row.method == method);
        let values = row.map(|row| row.values.iter());
        values
            .into_iter()
            .flatten()
            .find(|(one, _)| *one == name)
            .map(|(_, value)| *value)
            .expect("it is measured")
    };
    assert!(value("score", "nDCG@3") >= 0.93, "{rows:#?}");
    for name in ["nDCG@3", "nDCG@10", "MAP"] {
        for baseline in ["BM25, words", "TF-IDF, words", "TF-IDF, characters 3-5"] {
            assert!(
                value("score", name) > value(baseline, name),
                "{name} of {baseline}"
            );
        }
    }
}
