//! The tree as one HTML page that needs nothing else: no script, no picture, no font and no request.
//!
//! A policy in the page forbids all of these as well. The sheet is `templates/render/sheet.css`; colours are a few
//! variables at its top. Deliberately not here: any element or attribute made from what a record says.

use super::document::{Block, Document, Inline};
use super::html_body::{Body, broken, escaped};

/// The sheet that every page carries.
const SHEET: &str = include_str!("../../templates/render/sheet.css");
/// What a page may load: nothing but its own style.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// From how many sections on a page begins with a list of them.
const CONTENTS_FROM: usize = 3;

/// A document as an HTML page, with one line feed at its end.
pub fn document(document: &Document) -> String {
    let marking = broken(&document.marking);
    let mut body = Body::default();
    body.out = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<style>\n{SHEET}{page}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the document</a>\n<header>\n",
        language = escaped(&document.language),
        title = escaped(&document.title),
        page = page_margins(&document.marking, &document.verification),
    );
    if !marking.is_empty() {
        body.out
            .push_str(&format!("<p class=\"marking\">{marking}</p>\n"));
    }
    body.out
        .push_str(&format!("<h1>{}</h1>\n", broken(&document.title)));
    if !document.notice.is_empty() {
        body.out.push_str(&format!(
            "<p class=\"notice\">{}</p>\n",
            broken(&document.notice)
        ));
    }
    verification(&mut body, &document.verification);
    body.out.push_str("</header>\n");
    body.out.push_str("<main id=\"main\" tabindex=\"-1\">\n");
    // What must be seen first stands before the list of sections.
    let is_section = |block: &Block| matches!(block, Block::Section { .. });
    let first = document.blocks.iter().position(is_section);
    let (before, rest) = document
        .blocks
        .split_at(first.unwrap_or(document.blocks.len()));
    body.blocks(before);
    contents(&mut body, rest);
    body.blocks(rest);
    body.out.push_str("</main>\n<footer>\n");
    if !document.source_line.is_empty() {
        body.out
            .push_str(&format!("<p>{}</p>\n", broken(&document.source_line)));
    }
    verification(&mut body, &document.verification);
    if !marking.is_empty() {
        body.out
            .push_str(&format!("<p class=\"marking\">{marking}</p>\n"));
    }
    body.out.push_str("</footer>\n</body>\n</html>\n");
    body.out
}

fn verification(body: &mut Body, string: &str) {
    if !string.is_empty() {
        let line = format!(
            "<p class=\"verification\">Verification: {}</p>\n",
            escaped(string)
        );
        body.out.push_str(&line);
    }
}

/// The marking at the head, and the string of verification and the number at the foot of each printed page.
fn page_margins(marking: &str, verification: &str) -> String {
    // In a string of a style sheet every character can be its number, and then none means anything.
    let marking: String = marking
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_string()
            } else {
                format!("\\{:06x}", u32::from(c))
            }
        })
        .collect();
    let foot = match verification {
        "" => String::new(),
        string => format!("@page {{ @bottom-left {{ content: \"Verification: {string}\"; }} }}\n"),
    };
    format!(
        "{foot}@page {{ @top-left {{ content: \"{marking}\"; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n"
    )
}

fn contents(body: &mut Body, blocks: &[Block]) {
    if sections(blocks).count() < CONTENTS_FROM {
        return;
    }
    body.out
        .push_str("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n");
    list_sections(body, blocks, 2);
    body.out.push_str("</nav>\n");
}

fn list_sections(body: &mut Body, blocks: &[Block], levels: usize) {
    if levels == 0 || sections(blocks).next().is_none() {
        return;
    }
    body.out.push_str("<ul>\n");
    for (id, title, inner) in sections(blocks) {
        body.out
            .push_str(&format!("<li><a href=\"#{}\">", escaped(id)));
        body.words(&unlinked(title));
        body.out.push_str("</a>\n");
        list_sections(body, inner, levels - 1);
        body.out.push_str("</li>\n");
    }
    body.out.push_str("</ul>\n");
}

fn sections(blocks: &[Block]) -> impl Iterator<Item = (&str, &[Inline], &[Block])> {
    blocks.iter().filter_map(|block| match block {
        Block::Section {
            id, title, blocks, ..
        } => Some((id.as_str(), title.as_slice(), blocks.as_slice())),
        _ => None,
    })
}

/// A heading's words without links, for they stand in one already.
fn unlinked(words: &[Inline]) -> Vec<Inline> {
    vec![Inline::Text(super::document::plain(words))]
}
