//! The tree of tags: what each drawn piece is, for readers that do not see the page.

use crate::{flat::Kind, pdf::blocks::Laid};
use krilla::tagging::{Identifier, ListNumbering, Node, Tag, TagGroup, TagKind, TagTree};
use std::num::NonZeroU16;

/// A drawn piece of a paragraph.
pub struct Drawn {
    /// The paragraph.
    pub block: usize,
    /// The mark of an item.
    pub is_label: bool,
    /// The segment of a link; pieces of one link follow each other.
    pub link: Option<String>,
    /// What is drawn, and the area of the link.
    pub ids: Vec<Identifier>,
}

/// Builds the tree from the pieces in their order.
pub fn tree(laid: &[Laid], pieces: Vec<Drawn>, language: &str) -> TagTree {
    let mut builder = Builder::default();
    let mut pieces = pieces.into_iter().peekable();
    for (block, paragraph) in laid.iter().enumerate() {
        let mut label = Vec::new();
        let mut body: Vec<Drawn> = Vec::new();
        while let Some(piece) = pieces.next_if(|piece| piece.block == block) {
            if piece.is_label {
                label.extend(piece.ids);
                continue;
            }
            match body.last_mut() {
                Some(last) if last.link == piece.link => last.ids.extend(piece.ids),
                _ => body.push(piece),
            }
        }
        builder.paragraph(paragraph, label, body);
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    builder.close_section();
    for node in builder.done {
        tree.push(node);
    }
    tree
}

#[derive(Default)]
struct Builder {
    done: Vec<Node>,
    section: Option<TagGroup>,
    list: Option<TagGroup>,
    /// The level of the last heading above titles.
    level: u16,
}

impl Builder {
    fn paragraph(&mut self, paragraph: &Laid, label: Vec<Identifier>, body: Vec<Drawn>) {
        if paragraph.kind != Kind::Bullet {
            self.close_list();
        }
        let title = paragraph.shaped.text.clone();
        match paragraph.kind {
            Kind::Bullet => {
                let mut item = TagGroup::new(Tag::LI);
                item.push(filled(Tag::Lbl, label.into_iter().map(Node::from)));
                item.push(filled(Tag::LBody, nodes(body)));
                self.list
                    .get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)))
                    .push(item);
            }
            Kind::Heading => {
                self.close_section();
                self.section = Some(TagGroup::new(Tag::Section));
                self.heading(1, title, body);
            }
            Kind::Name => self.heading(0, title, body),
            Kind::Title | Kind::Subject => self.heading(2, title, body),
            _ => self.push(filled(Tag::P, nodes(body)).into()),
        }
    }

    /// Adds a heading, at most one level below the last one.
    fn heading(&mut self, rank: u16, title: String, body: Vec<Drawn>) {
        let level = rank.min(self.level);
        self.level = match rank {
            2 => self.level,
            rank => self.level.min(rank) + 1,
        };
        let level = NonZeroU16::MIN.saturating_add(level);
        self.push(filled(Tag::Hn(level, Some(title)), nodes(body)).into());
    }

    fn push(&mut self, node: Node) {
        match self.section.as_mut() {
            Some(section) => section.push(node),
            None => self.done.push(node),
        }
    }

    fn close_list(&mut self) {
        if let Some(list) = self.list.take() {
            self.push(list.into());
        }
    }

    fn close_section(&mut self) {
        self.close_list();
        if let Some(section) = self.section.take() {
            self.done.push(section.into());
        }
    }
}

/// The children of a paragraph: what is drawn, or links with it.
fn nodes(pieces: Vec<Drawn>) -> impl Iterator<Item = Node> {
    pieces.into_iter().flat_map(|piece| {
        let ids = piece.ids.into_iter().map(Node::from);
        if piece.link.is_some() {
            vec![filled(Tag::Link, ids).into()]
        } else {
            ids.collect()
        }
    })
}

fn filled(tag: impl Into<TagKind>, nodes: impl Iterator<Item = Node>) -> TagGroup {
    let mut group = TagGroup::new(tag);
    for node in nodes {
        group.push(node);
    }
    group
}
