//! Definitions kept as words: `[Jo]: home` is a definition to Markdown, which shows it nowhere.
//!
//! In a record it is what somebody wrote, so it stays. Links by definition are given up for it: both ends are shown.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// `[words]: address` is a definition that Markdown shows nowhere; a backslash keeps it as text.
pub(super) fn without_definitions(mut text: String, options: Options) -> String {
    for attempt in 0..4 {
        let parser = Parser::new_ext(&text, options);
        if parser.reference_definitions().iter().next().is_none() {
            break;
        }
        let verbatim: Vec<Range<usize>> = parser
            .into_offset_iter()
            .filter(|(event, _)| {
                attempt < 3
                    && matches!(
                        event,
                        Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
                            | Event::Code(_)
                            | Event::InlineHtml(_)
                    )
            })
            .map(|(_, range)| range)
            .collect();
        text = escape_definitions(&text, &verbatim);
    }
    text
}

fn escape_definitions(text: &str, verbatim: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut line_start = 0;
    let mut ranges = verbatim.iter().peekable();
    for line in text.split_inclusive(['\n', '\r']) {
        let rest =
            line.trim_start_matches(|c: char| c.is_ascii_digit() || " \t>*+-.):".contains(c));
        let place = line_start + line.len() - rest.len();
        while ranges.next_if(|range| range.end <= place).is_some() {}
        let kept = ranges.peek().is_some_and(|range| range.contains(&place));
        if !kept && opens_definition(&text[place..]) {
            out.push_str(&text[line_start..place]);
            out.push('\\');
            out.push_str(rest);
        } else {
            out.push_str(line);
        }
        line_start += line.len();
    }
    out
}

fn opens_definition(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'[') {
        return false;
    }
    let mut at = 1;
    // A label is at most 999 characters, so at most four times as many bytes.
    while at < bytes.len().min(4000) {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => return false,
            b']' => return bytes.get(at + 1) == Some(&b':'),
            _ => {}
        }
        at += 1;
    }
    false
}
