//! The comment before the operation of a tool, for the person and the model that choose it: what the tool does, and then tags.
//!
//! ```text
//! # The board of the user's applications: one column for each stage.
//! #
//! # @title My board
//! # @scopes applications:read
//! ```

use crate::types::scope::Scope;

/// What the comment says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Comment {
    /// The text before the tags, its lines joined; an empty line begins a paragraph.
    pub description: String,
    pub title: Option<String>,
    /// The scopes without which the tool is of no use.
    pub scopes: Vec<Scope>,
    /// A mutation that adds and overwrites nothing.
    pub is_additive: bool,
    /// A mutation that changes nothing more when it is called again with the same arguments.
    pub is_idempotent: bool,
}

impl Comment {
    /// Reads the lines of a document that begin with `#`, before its first other line.
    pub(super) fn of(document: &str) -> Result<Self, String> {
        let mut comment = Self::default();
        let mut paragraphs = vec![Vec::new()];
        let lines = document.trim_start().lines().map(str::trim);
        for line in lines.map_while(|line| line.strip_prefix('#')) {
            let line = line.trim();
            if let Some(tag) = line.strip_prefix('@') {
                comment.read_tag(tag)?;
            } else if line.is_empty() {
                paragraphs.push(Vec::new());
            } else if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(line);
            }
        }
        let paragraphs = paragraphs.iter().filter(|paragraph| !paragraph.is_empty());
        let paragraphs: Vec<String> = paragraphs.map(|lines| lines.join(" ")).collect();
        comment.description = paragraphs.join("\n\n");
        Ok(comment)
    }

    fn read_tag(&mut self, tag: &str) -> Result<(), String> {
        let (name, value) = tag.split_once(' ').unwrap_or((tag, ""));
        match (name, value.trim()) {
            ("title", title) if !title.is_empty() => self.title = Some(title.to_owned()),
            ("scopes", scopes) if !scopes.is_empty() => {
                for scope in scopes.split_whitespace() {
                    let scope = scope
                        .parse()
                        .map_err(|()| format!("there is no scope \"{scope}\""))?;
                    self.scopes.push(scope);
                }
            }
            ("additive", "") => self.is_additive = true,
            ("idempotent", "") => self.is_idempotent = true,
            _ => {
                return Err(format!(
                    "\"@{tag}\" is none of the tags @title TEXT, @scopes SCOPES, @additive and @idempotent"
                ));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Comment;
    use crate::types::area::Area;

    #[test]
    fn the_text_comes_before_the_tags() {
        let text = "# The board: one\n#   column for each stage.\n#\n# More.\n# @title My board\n# @scopes applications:read users:read\n\
            # @idempotent\n# @additive\nquery board { a # not this\n }";
        let expected = Comment {
            description: "The board: one column for each stage.\n\nMore.".into(),
            title: Some("My board".into()),
            scopes: vec![Area::Applications.read(), Area::Users.read()],
            is_additive: true,
            is_idempotent: true,
        };
        assert_eq!(Comment::of(text), Ok(expected));
        assert_eq!(Comment::of("query board { a }"), Ok(Comment::default()));
    }

    #[test]
    fn unknown_tags_and_scopes_are_refused() {
        for (text, expected) in [
            (
                "# @scopes applications:own\n",
                "there is no scope \"applications:own\"",
            ),
            (
                "# @colour red\n",
                "\"@colour red\" is none of the tags @title TEXT, @scopes SCOPES, @additive and @idempotent",
            ),
            (
                "# @additive yes\n",
                "\"@additive yes\" is none of the tags @title TEXT, @scopes SCOPES, @additive and @idempotent",
            ),
        ] {
            assert_eq!(Comment::of(text), Err(expected.into()));
        }
    }
}
