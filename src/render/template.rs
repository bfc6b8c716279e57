//! A view's template, filled: Markdown with values in it, and records' prose grafted where the template names it.
//!
//! A value is printed as words and can be nothing else (`template_value.rs`). Prose never passes through
//! template text: `{{ graft("key") }}`, alone in its paragraph, is replaced by blocks that were parsed by themselves.
//! Templates can be a council's own, so they get a budget and no way out: no other template, no file, no clock.
//!
//! What a template has beyond the language's own: `t(name, place=…)` for a string of [`super::wording`], `graft(key)`, `has(key)`,
//! and the filters `day` and `month`. It may
//! write facts (`Term`, next line `: value`), callouts (`> [!WARNING]`, `[!IMPORTANT]`, `[!NOTE]`) and a table's
//! caption (a paragraph `Table: words` straight before it). Values are not for backticks, where escapes would show.

use std::collections::BTreeSet;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};

use super::document::Block;
use super::graft::{GRAFT, captioned, place};
use super::markdown_tree::parse_template;
use super::wording::Wording;
use super::{moment, template_string, template_value};

/// Steps, and 64 bytes each: enough for a file of a thousand pages, and at most 64 MiB.
const FUEL: u64 = 1_000_000;
/// How deep loops, conditions and macros may stand in one another.
const RECURSION: usize = 100;

/// Blocks that a template may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graft {
    /// The name that the template gives to `graft`.
    pub key: String,
    /// What stands there: a record's prose from [`super::markdown_tree::parse_prose`], or a figure.
    pub blocks: Vec<Block>,
}

impl Graft {
    /// A record's own words under a name.
    pub fn prose(key: impl Into<String>, text: &str) -> Self {
        Self {
            key: key.into(),
            blocks: vec![Block::Prose(super::markdown_tree::parse_prose(text))],
        }
    }
}

/// What is wrong with a template; the caller makes a finding of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{template}:{line}: {message}")]
pub struct TemplateError {
    /// The template's name.
    pub template: String,
    /// The line, from 1.
    pub line: usize,
    /// One lower-case phrase, without any value in it.
    pub message: String,
}

/// Fills a template from values that come as JSON.
pub fn fill(
    name: &str,
    text: &str,
    values: &serde_json::Value,
    grafts: &[Graft],
) -> Result<Vec<Block>, TemplateError> {
    fill_after(&Wording::default(), ("", ""), (name, text), values, grafts)
}

/// The same for a template before whose text another one's stands, which says what both have in common. What is wrong is placed in
/// the one of the two where it is.
pub(super) fn fill_after(
    wording: &Wording,
    (before_name, before): (&str, &str),
    (name, own): (&str, &str),
    values: &serde_json::Value,
    grafts: &[Graft],
) -> Result<Vec<Block>, TemplateError> {
    let lines_before = before.lines().count();
    let own = clean_template(own);
    let text = match before.is_empty() {
        true => own.clone(),
        false => format!("{}\n{own}", clean_template(before).trim_end_matches('\n')),
    };
    let keys: Arc<Vec<String>> = Arc::new(grafts.iter().map(|graft| graft.key.clone()).collect());
    let environment = environment(keys, wording);
    let filled = environment
        .render_named_str(name, &text, Value::from(Serde(values)))
        .map_err(|error| {
            let mut error = template_error(name, &text, &error);
            match error.line.checked_sub(lines_before) {
                None | Some(0) => error.template = before_name.to_owned(),
                Some(line) => error.line = line,
            }
            error
        })?;
    let mut blocks = captioned(parse_template(&filled));
    let mut misplaced = BTreeSet::new();
    place(&mut blocks, grafts, &mut misplaced);
    match misplaced.first() {
        None => Ok(blocks),
        Some(number) => {
            let key = &grafts[*number].key;
            let is_its_line = |line: &&str| line.contains("graft") && line.contains(key.as_str());
            let any_graft = |line: &&str| line.contains("graft");
            let line = own.lines().position(|line| is_its_line(&line));
            let line = line
                .or_else(|| own.lines().position(|line| any_graft(&line)))
                .unwrap_or(0);
            Err(TemplateError {
                template: name.to_owned(),
                line: line + 1,
                message:
                    "a graft must stand alone in its paragraph, with an empty line before and after"
                        .to_owned(),
            })
        }
    }
}

/// Template text keeps its lines and spaces; only what could pass for a graft's mark goes.
fn clean_template(text: &str) -> String {
    text.chars().filter(|c| !GRAFT.contains(c)).collect()
}

pub(super) fn environment<'e>(keys: Arc<Vec<String>>, wording: &Wording) -> Environment<'e> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION);
    environment.set_debug(true);
    // What a block or a macro has printed is escaped already; with an escape of our own the engine knows it.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    let words = wording.clone();
    environment
        .set_formatter(move |out, state, value| template_value::print(out, state, value, &words));
    environment.set_syntax(syntax());
    // Ways around the escaping, and one that prints everything that there is.
    for filter in ["safe", "escape", "e"] {
        environment.remove_filter(filter);
    }
    environment.remove_global("debug");
    let words = wording.clone();
    environment.add_filter("day", move |value: &Value| {
        said(value, "day", "2026-03-02", |iso| moment::day(&words, iso))
    });
    let words = wording.clone();
    environment.add_filter("month", move |value: &Value| {
        said(value, "month", "2026-03", |iso| moment::month(&words, iso))
    });
    let words = wording.clone();
    environment.add_function("t", move |key: &str, places: Kwargs| {
        template_string::said(&words, key, &places)
    });
    let known = Arc::clone(&keys);
    environment.add_function("has", move |key: &str| {
        known.iter().any(|known| known == key)
    });
    environment.add_function("graft", move |key: &str| {
        let number = keys.iter().position(|known| known == key);
        let number = number.ok_or_else(|| {
            Error::new(ErrorKind::InvalidOperation, "there is no such graft here")
        })?;
        let [open, close] = GRAFT;
        Ok(Value::from_safe_string(format!("{open}{number}{close}")))
    });
    environment
}

/// How templates are written.
pub(super) fn syntax() -> SyntaxConfig {
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    syntax.expect("the marks of tags are those of the language")
}

fn said(
    value: &Value,
    filter: &str,
    example: &str,
    say: impl Fn(&str) -> Option<String>,
) -> Result<Value, Error> {
    if value.is_none() {
        return Ok(value.clone());
    }
    let words = value.as_str().and_then(say).map(Value::from);
    words.ok_or_else(|| {
        let message =
            format!("the filter `{filter}` was given something else than a date such as {example}");
        Error::new(ErrorKind::InvalidOperation, message)
    })
}

fn template_error(name: &str, text: &str, error: &Error) -> TemplateError {
    // The innermost cause knows the place; what wraps it only repeats it.
    let place = error
        .range()
        .and_then(|range| text.get(range))
        .map(str::trim);
    let place =
        place.filter(|place| !place.is_empty() && place.len() <= 60 && !place.contains('\n'));
    let said = match error.kind() {
        ErrorKind::UndefinedError => "there is no such value here".to_owned(),
        ErrorKind::OutOfFuel => {
            "the template takes too long; is there a loop in a loop?".to_owned()
        }
        ErrorKind::TemplateNotFound => "a template cannot take in another".to_owned(),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), str::to_owned),
    };
    TemplateError {
        template: name.to_owned(),
        line: error.line().unwrap_or(1),
        message: place.map_or_else(|| said.clone(), |place| format!("{said}: `{place}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{clean, clean_inline, write_text};
    use serde_json::json;

    fn filled(text: &str, values: &serde_json::Value, grafts: &[Graft]) -> Vec<Block> {
        clean::blocks(fill("t.md", text, values, grafts).expect("fills"), 1)
    }

    fn words(text: &str, values: &serde_json::Value) -> String {
        write_text::blocks(&filled(text, values, &[]))
    }

    fn mistake(text: &str, values: &serde_json::Value) -> TemplateError {
        fill("t.md", text, values, &[Graft::prose("note", "x")]).expect_err("a mistake")
    }

    #[test]
    fn values_are_printed_as_a_reader_says_them() {
        let values = json!({"n": null, "y": true, "f": false, "d": "2026-03-02", "c": 3});
        let text = "[{{ n }}] {{ y }} {{ f }} {{ d|day }} {{ d|month }} {{ n|day }} {{ c }}";
        assert_eq!(
            words(text, &values),
            "[] yes no 2 March 2026 March 2026 3\n"
        );
    }

    #[test]
    fn no_value_becomes_markup() {
        let hostile = [
            "# heading",
            "- item",
            "1. item",
            "1) item",
            "> quote",
            "---",
            "===",
            "a | b",
            "*stress*",
            "__x__",
            "`c`",
            "<b>x</b>",
            "[a](https://x.uk)",
            "![a](b)",
            "&amp;",
            "~~s~~",
            "\\",
            "    code",
            "```",
            ": value",
            "+ x",
            "{{ 7 * 7 }}",
            "{% raw %}",
            "[!WARNING]",
            "|---|",
            "Term\n: value",
            "a\n\n# b",
            "[x]: y",
            "<https://x.uk>",
            "\u{fdd0}0\u{fdd1}",
            "---\n",
            "a  \nb",
            "{#",
            "- [ ] x",
            "x\r\r# y",
        ];
        for value in hostile {
            for text in [
                "{{ v }}",
                "- {{ v }}",
                "> {{ v }}",
                "| a |\n|---|\n| {{ v }} |",
                "## {{ v }}",
            ] {
                let shape = |value: &str| {
                    let blocks = filled(text, &json!({"v": value}), &[]);
                    let debug = format!("{blocks:?}");
                    (
                        debug.split('"').step_by(2).collect::<String>(),
                        write_text::blocks(&blocks),
                    )
                };
                let (hostile_shape, said) = shape(value);
                // A graft's mark vanishes but for its number, and spaces run together.
                let expected: String = value.split_whitespace().collect::<Vec<_>>().join(" ");
                let expected: String = expected
                    .chars()
                    .filter_map(clean_inline::character)
                    .collect();
                assert!(said.contains(&expected), "{text:?} {value:?}: {said:?}");
                if !value.contains('"') && !value.contains('\\') {
                    assert_eq!(hostile_shape, shape("word").0, "{text:?} {value:?}");
                }
            }
        }
    }

    #[test]
    fn what_was_printed_once_is_not_escaped_twice() {
        let text = "{% macro m(x) %}({{ x }}){% endmacro %}{% set s %}{{ v }}!{% endset %}{{ m(v) }} {{ s }} \
                    {{ [v, v]|join(', ') }} {{ v ~ '.' }}";
        assert_eq!(
            words(text, &json!({"v": "a_b*"})),
            "(a_b*) a_b*! a_b*, a_b* a_b*.\n"
        );
    }

    #[test]
    fn prose_is_grafted_and_never_read_as_a_template() {
        let grafts = [Graft::prose(
            "note",
            "# Visit\n\n{{ secret }} {% for %}\n\n| a |\n|---|\n| b |",
        )];
        let text = "## Notes\n\n{{ graft('note') }}\n\n{% if has('other') %}x{% endif %}\n";
        let blocks = filled(text, &json!({"secret": "hidden"}), &grafts);
        let said = write_text::blocks(&blocks);
        assert!(said.contains("{{ secret }} {% for %}"), "{said}");
        assert!(!said.contains("hidden"));
        assert!(
            matches!(&blocks[1], Block::Prose(inner) if matches!(inner[0], Block::Heading { level: 3, .. }))
        );
    }

    #[test]
    fn mistakes_are_placed() {
        let values = json!({"v": [1], "d": "soon", "s": "private words"});
        let cases = [
            ("a\n{{ nope }}", 2, "no such value"),
            ("a\n\n{{ v }}", 3, "cannot be printed"),
            ("{{ d|day }}", 1, "2026-03-02"),
            ("a {{ graft('note') }}", 1, "alone in its paragraph"),
            ("x\n{{ graft('none') }}", 2, "no such graft"),
            (
                "{% for x in range(100000) %}{% for y in range(100000) %}a{% endfor %}{% endfor %}",
                1,
                "too long",
            ),
            ("x\n{% if %}", 2, "unexpected"),
            ("{% include 'b.md' %}", 1, "another"),
            ("{{ s|safe }}", 1, "safe"),
            (
                "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
                1,
                "recursion",
            ),
        ];
        for (text, line, part) in cases {
            let error = mistake(text, &values);
            assert_eq!(error.line, line, "{text}: {error}");
            assert!(error.message.contains(part), "{text}: {error}");
            assert!(!error.message.contains("private words"), "{error}");
        }
    }

    #[test]
    fn facts_callouts_and_captions() {
        let text = "> [!WARNING]\n> Overdue\n\nWorker\n: {{ v }}\n\nRole\n: Manager\n\nTable: *All* of it\n\n| a |\n|---|\n";
        let blocks = filled(text, &json!({"v": ": Jo"}), &[]);
        assert!(matches!(&blocks[0], Block::Callout { .. }), "{blocks:?}");
        assert!(
            matches!(&blocks[1], Block::DescriptionList(facts) if facts.len() == 2),
            "{blocks:?}"
        );
        assert!(
            matches!(&blocks[2], Block::Table(table) if table.caption.len() == 2),
            "{blocks:?}"
        );
        assert_eq!(blocks.len(), 3);
    }
}
