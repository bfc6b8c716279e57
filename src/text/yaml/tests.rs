//! The reader of YAML against examples, against `serde_yaml`, and its two halves against each other.

use super::*;
use crate::source::{SourceId, Spanned};

fn full(text: &str) -> Result<Node<'_>, Fault> {
    full::parse(text, 0..text.len())
}

fn plain(text: &str) -> Option<Node<'_>> {
    plain::parse(text, 0..text.len())
}

/// Texts that the quick reader must take itself, because scaffolds write them.
const PLAIN_SHAPES: &[&str] = &[
    "kind: session\nformat: 1\ndate: 2026-02-10\n",
    "# a comment\n\nkind: session # behind\nminutes: 90\nremote: true\nplace: Room 2, first floor\n",
    "start: \"10:00\"\nnote: 'it is fine'\nnone:\n",
    "agenda:\n  - topic: Workload\n    raised-by: supervisee\n  - topic: Leave\n    raised-by: supervisor\n",
    "agenda:\n- topic: Workload\n- topic: Leave\nnext: 1\n",
    "cases: []\ninterval: {weeks: 4}\nby: [supervisor, supervisee]\n",
    "what: >-\n  one line\n  and more\n\n  a new paragraph\nwhy: |\n  kept\n    deeper\nend: 1\n",
    "what: >\n  one line\n  and more\n",
    "hours: 37.5\nnumber: -3\nreference: 0412\n",
    "a:\n  b:\n    c:\n      - d\n      - e\n",
    "a:\n  # only a comment\nb: 2",
    "posts:\n  - from: 2025-09-01\n    role: social-worker\n",
];

/// Texts that are valid but of another shape.
const OTHER_SHAPES: &[&str] = &[
    "what: one line\n  that goes on\n",
    "'quoted key': 1\n",
    "what: \"with \\\"escapes\\\" and \\u00e9\"\n",
    "what: 'it''s fine'\n",
    "what: \"two\n  lines\"\n",
    "list:\n  - - a\n    - b\n  - c\n",
    "list: [a,\n  b]\n",
    "what: >\n  folded\n    deeper\n  back\n",
    "what: |2\n    kept\n",
    "what: |+\n  kept\n\n",
    "é: ü\n",
    "a: {b: {c: [1, 2.5, null, ~, true]}}\n",
    "a: http://example.org/x#y\n",
    "a: b:c\n",
    "? a\n: b\n",
    "",
    "# nothing\n",
];

fn values(node: &Node<'_>) -> serde_json::Value {
    to_json(node)
}

/// Where every key and every written scalar stands. Where an empty value stands is a matter of taste.
fn places(node: &Node<'_>, found: &mut Vec<(u32, u32)>) {
    match &node.value {
        Value::Null => {}
        Value::Seq(items) => items.iter().for_each(|item| places(item, found)),
        Value::Map(fields) => {
            for field in fields {
                found.push((field.key_start, field.key_end));
                places(&field.node, found);
            }
        }
        _ => found.push((node.start, node.end)),
    }
}

fn same(quick: &Node<'_>, careful: &Node<'_>) -> bool {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    places(quick, &mut left);
    places(careful, &mut right);
    values(quick) == values(careful) && left == right
}

#[test]
fn both_readers_and_serde_yaml_agree_on_what_is_valid() {
    for text in PLAIN_SHAPES.iter().chain(OTHER_SHAPES) {
        let careful = full(text).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}"));
        let other: serde_json::Value =
            serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(values(&careful), other, "{text:?}");
        if let Some(quick) = plain(text) {
            assert!(same(&quick, &careful), "{text:?}: {quick:?} {careful:?}");
        }
    }
}

#[test]
fn the_quick_reader_takes_the_shapes_that_scaffolds_write() {
    for text in PLAIN_SHAPES {
        assert!(plain(text).is_some(), "{text:?}");
    }
}

#[test]
fn what_records_may_not_use_is_named_at_its_place() {
    let cases: &[(&str, Code, usize, &str)] = &[
        ("a: 1\nb: 2\na: 3\n", DUPLICATE_KEY, 10, "`a` stands twice"),
        ("a: &x 1\nb: 2\n", YAML_NOT_ALLOWED, 3, "anchor"),
        ("a: !!str 1\n", YAML_NOT_ALLOWED, 3, "tag"),
        ("a: 1\n---\nb: 2\n", YAML_NOT_ALLOWED, 5, "second document"),
        ("1: a\n", YAML_NOT_ALLOWED, 0, "not text"),
        ("true: a\n", YAML_NOT_ALLOWED, 0, "not text"),
        ("[a, b]: c\n", YAML_NOT_ALLOWED, 0, "not text"),
        ("<<: a\n", YAML_NOT_ALLOWED, 0, "merge key"),
        ("a: b: c\n", YAML_SYNTAX, 4, "not readable"),
        ("a: 'b\n", YAML_SYNTAX, 0, "not readable"),
        ("a:\n\tb: 1\n", YAML_SYNTAX, 3, "a tab stands"),
        ("a: b\n\tc: 1\n", YAML_SYNTAX, 5, "a tab stands"),
    ];
    for (text, code, at, words) in cases {
        assert_eq!(plain(text), None, "{text:?}");
        let fault = parse(text, 0..text.len()).expect_err(text);
        assert_eq!(fault.code, *code, "{text:?}");
        assert!(fault.message.contains(words), "{text:?}: {}", fault.message);
        assert!(
            *code == YAML_SYNTAX || fault.range.start == *at,
            "{text:?}: {:?}",
            fault.range
        );
    }
}

#[test]
fn bombs_are_refused_by_budget() {
    let deep = "[".repeat(100_000);
    assert!(parse(&deep, 0..deep.len()).is_err());
    let nested: String = (0..64)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let fault = parse(&nested, 0..nested.len()).expect_err("too deep");
    assert_eq!(fault.code, YAML_NOT_ALLOWED);
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    assert!(parse(bomb, 0..bomb.len()).is_err());
}

#[test]
fn places_are_bytes_of_the_whole_text() {
    let text = "---\nnäme: Jo\nhours: 37\n---\n";
    let node = parse(text, 4..text.len() - 4).expect("valid");
    let hours = &node.field("hours").expect("hours").node;
    assert_eq!(&text[hours.range()], "37");
    assert_eq!(&text[node.range_at("/näme")], "Jo");
    assert_eq!(node.range_at("/hours/3"), hours.range());
}

#[test]
fn typed_values_know_their_place_and_their_mistakes() {
    #[derive(serde::Deserialize, Debug)]
    struct Sample {
        hours: Spanned<f64>,
        day: Option<crate::calendar::Day>,
    }
    let source = SourceId::from_index(3);
    let text = "hours: 37\nday: 2026-02-28\n";
    let node = parse(text, 0..text.len()).expect("valid");
    let sample: Sample = read_typed(&node, source).expect("it fits");
    assert_eq!(
        (sample.hours.value, sample.hours.span.source),
        (37.0, source)
    );
    assert_eq!(&text[sample.hours.span.range()], "37");
    assert!(sample.day.is_some());
    let text = "hours: 37\nday: 2026-02-30\n";
    let mut node = parse(text, 0..text.len()).expect("valid");
    let error = read_typed::<Sample>(&node, source).expect_err("no such day");
    assert_eq!(&text[error.range.clone().expect("its place")], "2026-02-30");
    assert!(node.prune(&error.range.expect("its place")));
    assert!(read_typed::<Sample>(&node, source).is_ok());
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Lines from the pieces that records are made of, in every order: most texts are broken, many are not. They end with a
    /// line break, because YAML parsers differ on the last line of a block of text that does not.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "b",
            "key",
            "-",
            "- ",
            ":",
            ": ",
            " ",
            "  ",
            "    ",
            "\n",
            "\n\n",
            "#",
            " # c",
            "'",
            "\"",
            "|",
            ">",
            ">-",
            "|-",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "1",
            "0412",
            "2026-02-10",
            "true",
            "null",
            "~",
            "é",
            "x: y",
            "- x: 1",
            "text here",
            "\\",
            "&a",
            "*a",
            "!t",
            "---",
            "1.5",
            "-3",
            ".5",
            "1e3",
            "''",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat() + "\n")
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2026), ..ProptestConfig::with_cases(20_000) })]

        #[test]
        fn the_quick_reader_never_differs_from_the_careful_one(text in pieces()) {
            if let Some(quick) = plain(&text) {
                let careful = full(&text);
                prop_assert!(careful.as_ref().is_ok_and(|careful| same(&quick, careful)), "{:?} {:?}", quick, careful);
            }
        }

        #[test]
        fn what_the_careful_reader_takes_serde_yaml_reads_alike(text in pieces()) {
            let is_collection = |node: &Node<'_>| matches!(node.value, Value::Seq(_) | Value::Map(_));
            if let Ok(careful) = full(&text) && is_collection(&careful) && let Ok(other) = serde_yaml::from_str::<serde_json::Value>(&text) {
                prop_assert_eq!(values(&careful), other);
            }
        }
    }
}
