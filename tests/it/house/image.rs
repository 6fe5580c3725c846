//! The image is built from the manifests of all crates before their sources are copied.

use std::fs;

#[test]
fn the_image_has_the_manifest_of_each_crate() {
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    let image = fs::read_to_string("Dockerfile").unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    assert!(members.len() > 2, "{members:?}");
    for member in members.iter().filter_map(|member| member.as_str()) {
        let copy = format!("COPY {member}/Cargo.toml {member}/\n");
        assert!(member == "." || image.contains(&copy), "{copy}");
    }
}
