//! The scaffold of a kind with values in it. The scaffolds are the program's own, so one that cannot be filled is a fault of
//! the program; values are other people's, so none of them can leave its line, its comment or its quotes.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use serde_json::{Map, Value as Json};

use crate::record::Kind;
use crate::render::clean_inline;

/// The text of a new record.
pub(super) fn fill(kind: Kind, root: &str, mut values: Map<String, Json>) -> String {
    values.insert("root".to_owned(), root.into());
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    environment.set_syntax(syntax.expect("the usual signs differ from each other"));
    environment.add_filter("line", |value: &Value| line(&value.to_string()));
    environment.add_filter("quoted", |value: &Value| quoted(&value.to_string()));
    let values = Json::Object(values);
    let filled = environment.render_named_str(
        kind.name(),
        kind.info().scaffold,
        Value::from(Serde(&values)),
    );
    filled.unwrap_or_else(|error| {
        panic!(
            "the scaffold of {} asks for more than it is given: {error:#}",
            kind.name()
        )
    })
}

/// Words on one line of a comment, in YAML or in Markdown, that cannot end it.
fn line(words: &str) -> String {
    let clean = clean_inline::text(words)
        .replace("--", "–")
        .replace("->", "→");
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in quotes, as YAML and JSON both have them.
fn quoted(words: &str) -> String {
    let words = clean_inline::text(words);
    serde_json::to_string(&words).expect("text is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_on_their_line_and_in_their_comment() {
        for words in [
            "a --> b",
            "a --\u{200b}> b",
            "x --- y\n# z",
            "--!> \r\n\u{1b}[31m",
            "\u{2028}kind: x",
        ] {
            let line = line(words);
            assert!(!line.contains("--") && !line.contains("->"), "{line:?}");
            assert!(
                !line.chars().any(|c| c.is_control() || c == '\u{2028}'),
                "{line:?}"
            );
        }
    }

    #[test]
    fn a_quoted_text_is_read_back_as_it_was() {
        for words in ["say \"no\"", "a: b # c", "\\", "- x", "é"] {
            let text = format!("a: {}\n", quoted(words));
            let tree = crate::text::yaml::parse(&text, 0..text.len()).expect("YAML");
            let read = tree.field("a").and_then(|field| field.node.as_str());
            assert_eq!(read, Some(words));
        }
    }
}
