//! The tree as one HTML page that needs nothing else: no script, no picture, no font and no request.
//!
//! A policy in the page forbids all of these as well. The sheet is `templates/render/sheet.css`; colours are a few
//! variables at its top. Deliberately not here: any element or attribute made from what a record says.

use super::document::{Block, Document, Inline};
use super::html_body::{Body, broken, escaped};
use super::verification::MARK;

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
    let mut body = Body::of(&document.wording);
    let verified = escaped(&document.verification_line());
    body.out = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title}</title>\n<style>\n{SHEET}{page}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{skip}</a>\n<header>\n",
        language = escaped(&document.language),
        title = escaped(&document.title),
        skip = escaped(&document.wording.say("page.skip")),
        page = page_margins(&document.marking, &document.verification_line()),
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
    verification(&mut body, &verified);
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
    verification(&mut body, &verified);
    if !marking.is_empty() {
        body.out
            .push_str(&format!("<p class=\"marking\">{marking}</p>\n"));
    }
    body.out.push_str("</footer>\n</body>\n</html>\n");
    body.out
}

fn verification(body: &mut Body, line: &str) {
    if !line.is_empty() {
        body.out
            .push_str(&format!("<p class=\"verification\">{line}</p>\n"));
    }
}

/// The marking at the head, and the line of verification at the foot of each printed page.
fn page_margins(marking: &str, verification: &str) -> String {
    let marking = in_sheet(marking, "");
    let foot = match verification {
        "" => String::new(),
        line => format!(
            "@page {{ @bottom-left {{ content: \"{}\"; }} }}\n",
            in_sheet(line, ": ")
        ),
    };
    format!(
        "{foot}@page {{ @top-left {{ content: \"{marking}\"; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n"
    )
}

/// Words in a string of a style sheet: every character that is not in `plain` is its number there, and then none means anything. The mark stays, for the
/// string that is put in its place is letters, digits and hyphens.
fn in_sheet(words: &str, plain: &str) -> String {
    let character = |c: char| match c {
        c if c.is_ascii_alphanumeric() || MARK.contains(c) || plain.contains(c) => c.to_string(),
        c => format!("\\{:06x}", u32::from(c)),
    };
    words.chars().map(character).collect()
}

fn contents(body: &mut Body, blocks: &[Block]) {
    if sections(blocks).count() < CONTENTS_FROM {
        return;
    }
    let title = escaped(&body.wording.say("page.contents"));
    body.out.push_str(&format!(
        "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{title}</h2>\n"
    ));
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
