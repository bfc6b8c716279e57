//! How wide words are, in the size of their letters, as the first of the fonts has them: what columns are shared out by, and where
//! that is broken which would run off the page.

use std::sync::OnceLock;

use typst::layout::Abs;
use typst::text::{FontInstance, FontVariant, FontVariations};

use super::world;
use crate::render::clean_inline::LONGEST_RUN;
use crate::render::document::{self, Inline};
use crate::render::link;

/// How much wider bold letters are.
pub(super) const BOLD: f64 = 1.08;
/// Up to which character the widths are kept.
const KEPT: usize = 0x600;

/// How wide a character is, in the size of its letters; as wide as a square where the first font does not have it.
pub(super) fn character(c: char) -> f64 {
    static WIDTHS: OnceLock<Vec<f64>> = OnceLock::new();
    let widths = WIDTHS.get_or_init(|| {
        let kept = (0..KEPT).map(|number| u32::try_from(number).ok().and_then(char::from_u32));
        kept.map(|c| c.map_or(1.0, in_font)).collect()
    });
    match usize::try_from(u32::from(c)) {
        Ok(number) if number < KEPT => widths[number],
        _ => in_font(c),
    }
}

fn in_font(c: char) -> f64 {
    static FONT: OnceLock<FontInstance> = OnceLock::new();
    let font = FONT.get_or_init(|| {
        let (font, any) = (world::fonts()[0].clone(), FontVariations::default());
        font.instantiate(FontVariant::default(), Abs::pt(12.0), &any)
    });
    let glyph = font.ttf().glyph_index(c);
    let width = glyph.and_then(|glyph| font.x_advance(glyph.0));
    width.map_or(1.0, |width| width.get())
}

/// How wide some text is on one line.
pub(super) fn line(words: &[Inline]) -> f64 {
    let each = words.iter().map(|inline| match inline {
        Inline::Text(words) | Inline::Code(words) => words.chars().map(character).sum(),
        Inline::LineBreak => 0.0,
        Inline::Strong(inner) => line(inner) * BOLD,
        Inline::Emphasis(inner) | Inline::Strikethrough(inner) => line(inner),
        Inline::Link { url, text } => {
            line(text)
                + address(url, text).map_or(0.0, |said| said.chars().map(character).sum::<f64>())
        }
    });
    each.sum()
}

/// How wide the widest word is that is not broken by itself.
pub(super) fn widest_word(words: &[Inline]) -> f64 {
    let plain = plain(words);
    let widths = plain
        .split_whitespace()
        .map(|word| word.chars().take(LONGEST_RUN).map(character).sum::<f64>());
    widths.fold(0.0, f64::max)
}

/// The words with what is printed after links.
fn plain(words: &[Inline]) -> String {
    let mut out = String::new();
    for inline in words {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::LineBreak => out.push(' '),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strikethrough(inner) => {
                out.push_str(&plain(inner));
            }
            Inline::Link { url, text } => {
                out.push_str(&plain(text));
                out.push_str(&address(url, text).unwrap_or_default());
            }
        }
    }
    out
}

/// What is printed after a link whose words do not say where it leads.
pub(super) fn address(url: &str, text: &[Inline]) -> Option<String> {
    let said = document::plain(text);
    let shown = link::shown(url);
    (said != shown && said != url).then(|| format!(" ({shown})"))
}

/// Words in the pieces between which a line may be broken, none of them wider than the room where no space allows it. A run that is too
/// long is broken after the last `/` in it, where there is one: the name of a record stays readable.
pub(super) fn pieces(words: &str, room: f64) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    for word in words.split_inclusive(|c: char| c.is_whitespace()) {
        let width: f64 = word.trim_end().chars().map(character).sum();
        let is_long = word.trim_end().chars().count() > LONGEST_RUN;
        if is_long || width > room {
            let (mut run, mut wide) = (0, 0.0);
            // Where the run goes on after its last `/`, and how long and how wide it is from there.
            let mut slash: Option<(usize, usize, f64)> = None;
            for (offset, c) in word.char_indices() {
                wide += character(c);
                // Never before a mark or a joiner, which belong to the letter before them.
                let may = c.is_alphanumeric() || c.is_ascii_punctuation();
                if run > 0 && may && (run >= LONGEST_RUN || wide > room) {
                    let (end, left, width) = slash.take().unwrap_or((offset, 0, 0.0));
                    pieces.push(&words[begin..at + end]);
                    begin = at + end;
                    (run, wide) = (left, width + character(c));
                }
                run += 1;
                match (c, &mut slash) {
                    ('/', slash) => *slash = Some((offset + 1, 0, 0.0)),
                    (_, slash @ Some((_, 0, _))) if !may => *slash = None,
                    (_, Some((_, left, width))) => {
                        *left += 1;
                        *width += character(c);
                    }
                    (_, None) => {}
                }
            }
        }
        at += word.len();
    }
    pieces.push(&words[begin..]);
    pieces
}

/// Whether some words begin in a script that is written from right to left.
pub(super) fn is_from_the_right(words: &[Inline]) -> bool {
    let plain = plain(words);
    let first = plain.chars().find(|c| c.is_alphabetic());
    first.is_some_and(|c| matches!(u32::from(c), 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfeff))
}
