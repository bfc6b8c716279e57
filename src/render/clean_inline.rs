//! Text in order: no characters that deceive or break a format, and one way only to say each thing.
//!
//! Words are never dropped and never changed; what goes is what cannot be seen. Break opportunities in long runs are
//! **not** put into the tree: an invisible character would be copied with a reference number or an address and make
//! it a different one. [`pieces`] says where a writer may break, and each does so in its own way (`<wbr>` in HTML,
//! nothing in Markdown and text).

use super::document::{Inline, plain};

/// How long a run of characters without a space may be before it may be broken.
pub const LONGEST_RUN: usize = 24;

/// What stands for a character: itself, a space, or nothing for what is invisible or reorders what is around it.
///
/// The joiners U+200C and U+200D stay, for Persian, Urdu and Bengali need them.
pub fn character(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        // Bidirectional marks, embeddings, overrides and isolates.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            None
        }
        // Zero-width spaces, joiners of words, invisible operators, soft hyphen, byte order mark.
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{feff}' => {
            None
        }
        // Interlinear marks, and letters of the invisible tag block.
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => None,
        '\u{fdd0}'..='\u{fdef}' => None,
        c if u32::from(c) & 0xfffe == 0xfffe => None,
        c => Some(c),
    }
}

/// Text with every character as [`character`] has it.
pub fn text(words: &str) -> String {
    words.chars().filter_map(character).collect()
}

/// Text in the pieces between which a line may be broken: runs of at most [`LONGEST_RUN`] without a space. A run that is too long is
/// broken after the last `/` in it, where there is one: the name of a record stays readable.
pub fn pieces(words: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut run = 0;
    // Where the run goes on after its last `/`, and how long it is from there.
    let mut slash: Option<(usize, usize)> = None;
    for (at, c) in words.char_indices() {
        if c.is_whitespace() {
            (run, slash) = (0, None);
            continue;
        }
        // Never before a mark or a joiner, which belong to the letter before them.
        let begins = c.is_alphanumeric() || c.is_ascii_punctuation();
        if run >= LONGEST_RUN && begins {
            let (end, left) = slash.take().unwrap_or((at, 0));
            pieces.push(&words[begin..end]);
            (begin, run) = (end, left);
        }
        run += 1;
        match (c, &mut slash) {
            ('/', slash) => *slash = Some((at + 1, 0)),
            (_, slash @ Some((_, 0))) if !begins => *slash = None,
            (_, Some((_, left))) => *left += 1,
            (_, None) => {}
        }
    }
    pieces.push(&words[begin..]);
    pieces
}

/// The text of a paragraph in order.
pub fn paragraph(inlines: Vec<Inline>) -> Vec<Inline> {
    trimmed(in_order(inlines, Around::default()))
}

/// The text of a heading, a cell or a term in order: as a paragraph, without line breaks.
pub fn one_line(inlines: Vec<Inline>) -> Vec<Inline> {
    trimmed(in_order(unbroken(inlines), Around::default()))
}

fn unbroken(inlines: Vec<Inline>) -> Vec<Inline> {
    inlines
        .into_iter()
        .map(|inline| match inline {
            Inline::LineBreak => Inline::text(" "),
            Inline::Strong(inner) => Inline::Strong(unbroken(inner)),
            Inline::Emphasis(inner) => Inline::Emphasis(unbroken(inner)),
            Inline::Strikethrough(inner) => Inline::Strikethrough(unbroken(inner)),
            Inline::Link { url, text } => Inline::Link {
                url,
                text: unbroken(text),
            },
            other => other,
        })
        .collect()
}

/// What is open around a piece of text, so that nothing is said twice.
#[derive(Clone, Copy, Default)]
struct Around {
    strong: bool,
    emphasis: bool,
    strikethrough: bool,
    link: bool,
}

fn in_order(inlines: Vec<Inline>, around: Around) -> Vec<Inline> {
    let mut out = Vec::new();
    put(&mut out, inlines, around);
    out
}

fn put(out: &mut Vec<Inline>, inlines: Vec<Inline>, around: Around) {
    for inline in inlines {
        match inline {
            Inline::Text(words) => join(out, Inline::Text(text(&words)), around),
            Inline::Code(words) => {
                let words = text(&words);
                let inner = words.trim();
                if inner.is_empty() {
                    join(out, Inline::text(" "), around);
                } else {
                    join(out, Inline::Code(inner.to_owned()), around);
                }
            }
            Inline::LineBreak => join(out, Inline::LineBreak, around),
            Inline::Strong(inner) if around.strong => put(out, inner, around),
            Inline::Emphasis(inner) if around.emphasis => put(out, inner, around),
            Inline::Strikethrough(inner) if around.strikethrough => put(out, inner, around),
            Inline::Link { text, .. } if around.link => put(out, text, around),
            Inline::Strong(inner) => {
                let inner = in_order(
                    inner,
                    Around {
                        strong: true,
                        ..around
                    },
                );
                wrapped(out, inner, around, Inline::Strong);
            }
            Inline::Emphasis(inner) => {
                let inner = in_order(
                    inner,
                    Around {
                        emphasis: true,
                        ..around
                    },
                );
                wrapped(out, inner, around, Inline::Emphasis);
            }
            Inline::Strikethrough(inner) => {
                let inner = in_order(
                    inner,
                    Around {
                        strikethrough: true,
                        ..around
                    },
                );
                wrapped(out, inner, around, Inline::Strikethrough);
            }
            Inline::Link { url, text } => {
                let inner = in_order(
                    text,
                    Around {
                        link: true,
                        ..around
                    },
                );
                let inner = if plain(&inner).trim().is_empty() {
                    vec![Inline::text(url.as_str())]
                } else {
                    inner
                };
                wrapped(out, inner, around, |text| Inline::Link { url, text });
            }
        }
    }
}

/// Puts stressed or linked words, with the spaces at their edges outside.
fn wrapped(
    out: &mut Vec<Inline>,
    mut inner: Vec<Inline>,
    around: Around,
    make: impl FnOnce(Vec<Inline>) -> Inline,
) {
    let mut before = Vec::new();
    let mut after = Vec::new();
    while let Some(space) = take_first_space(&mut inner) {
        before.push(space);
    }
    while let Some(space) = take_last_space(&mut inner) {
        after.push(space);
    }
    before
        .into_iter()
        .for_each(|space| join(out, space, around));
    if !inner.is_empty() {
        join(out, make(inner), around);
    }
    after
        .into_iter()
        .rev()
        .for_each(|space| join(out, space, around));
}

fn take_first_space(inner: &mut Vec<Inline>) -> Option<Inline> {
    match inner.first_mut()? {
        Inline::LineBreak => Some(inner.remove(0)),
        Inline::Text(words) => {
            let rest = words.trim_start();
            let space = words[..words.len() - rest.len()].to_owned();
            if rest.is_empty() {
                inner.remove(0);
            } else {
                *words = rest.to_owned();
            }
            (!space.is_empty()).then_some(Inline::Text(space))
        }
        _ => None,
    }
}

fn take_last_space(inner: &mut Vec<Inline>) -> Option<Inline> {
    match inner.last_mut()? {
        Inline::LineBreak => inner.pop(),
        Inline::Text(words) => {
            let rest = words.trim_end();
            let space = words[rest.len()..].to_owned();
            if rest.is_empty() {
                inner.pop();
            } else {
                *words = rest.to_owned();
            }
            (!space.is_empty()).then_some(Inline::Text(space))
        }
        _ => None,
    }
}

/// Adds one piece to those in order, and makes one of two that belong together.
fn join(out: &mut Vec<Inline>, inline: Inline, around: Around) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(words)) if words.is_empty() => {}
        (Some(Inline::Text(last)), Inline::Text(words)) => push_collapsed(last, &words),
        (Some(Inline::LineBreak), Inline::Text(words)) => {
            let words = collapsed(words.trim_start());
            if !words.is_empty() {
                out.push(Inline::Text(words));
            }
        }
        (Some(Inline::Code(last)), Inline::Code(words)) => last.push_str(&words),
        (Some(Inline::LineBreak), Inline::LineBreak) => {}
        (Some(Inline::Text(last)), Inline::LineBreak) => {
            last.truncate(last.trim_end().len());
            if last.is_empty() {
                out.pop();
                join(out, Inline::LineBreak, around);
            } else {
                out.push(Inline::LineBreak);
            }
        }
        (Some(Inline::Strong(last)), Inline::Strong(inner)) => put(
            last,
            inner,
            Around {
                strong: true,
                ..around
            },
        ),
        (Some(Inline::Emphasis(last)), Inline::Emphasis(inner)) => {
            put(
                last,
                inner,
                Around {
                    emphasis: true,
                    ..around
                },
            );
        }
        (Some(Inline::Strikethrough(last)), Inline::Strikethrough(inner)) => {
            put(
                last,
                inner,
                Around {
                    strikethrough: true,
                    ..around
                },
            );
        }
        (_, Inline::Text(words)) => out.push(Inline::Text(collapsed(&words))),
        (_, other) => out.push(other),
    }
}

fn collapsed(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    push_collapsed(&mut out, words);
    out
}

fn push_collapsed(out: &mut String, words: &str) {
    for c in words.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
}

fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while take_first_space(&mut inlines).is_some() {}
    while take_last_space(&mut inlines).is_some() {}
    inlines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_goes_and_joiners_stay() {
        assert_eq!(text("a\u{202e}b\u{0}\u{7}c\u{200b}d\u{feff}"), "abcd");
        assert_eq!(text("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(text("a\tb\u{2028}c"), "a b c");
    }

    #[test]
    fn long_runs_come_in_pieces_and_lose_nothing() {
        let run = "x".repeat(60);
        let words = format!("short {run} end");
        let pieces = pieces(&words);
        assert_eq!(pieces.concat(), words);
        assert_eq!(pieces.len(), 3);
        assert_eq!(
            super::pieces("tom-brennan/3-supervision/2025-11-10 and 2025-11-11"),
            ["tom-brennan/", "3-supervision/2025-11-10 and 2025-11-11"]
        );
        assert_eq!(
            super::pieces("abcdefghijklmnopqrst/\u{301}uvwxyz"),
            ["abcdefghijklmnopqrst/\u{301}uv", "wxyz"]
        );
        let letters = "e\u{301}".repeat(40);
        assert!(
            super::pieces(&letters)
                .iter()
                .all(|piece| !piece.starts_with('\u{301}'))
        );
    }

    #[test]
    fn spaces_stand_outside_stress_and_stress_is_said_once() {
        let words = vec![
            Inline::text("a"),
            Inline::Strong(vec![
                Inline::text(" b "),
                Inline::Strong(vec![Inline::text("c ")]),
            ]),
            Inline::Strong(vec![Inline::text("d")]),
            Inline::Emphasis(vec![Inline::text(" ")]),
        ];
        let expected = vec![
            Inline::text("a "),
            Inline::Strong(vec![Inline::text("b c")]),
            Inline::text(" "),
            Inline::Strong(vec![Inline::text("d")]),
        ];
        assert_eq!(paragraph(words), expected);
    }
}
