//! Pictures of figures, drawn as SVG: told apart by shape as well as by colour, so that they can be read in black and white.
//!
//! Every number in a picture stands in the table beside it. No word of a record comes here: the labels are the program's own.

use super::svg::{Anchor, Fill, Svg};

/// One bar: what it is about and the parts that it is made of.
pub(super) struct Bar {
    /// What it is about.
    pub(super) label: String,
    /// What stands at its end.
    pub(super) value: String,
    /// How much of each part of the key there is.
    pub(super) parts: [usize; 3],
}

/// What the three parts of every bar are.
pub(super) type Key<'a> = [&'a str; 3];

/// How the parts are filled.
const FILLS: [Fill; 3] = [Fill::Full, Fill::Hatched, Fill::Empty];
const BAR_FROM: usize = 316;
const BAR_WIDTH: usize = 300;
const ROW: usize = 34;
const TOP: usize = 44;

/// Bars of equal length, each divided by the share of its parts.
pub(super) fn shares(title: &str, description: &str, key: Key<'_>, bars: &[Bar]) -> String {
    let mut svg = Svg::new(title, description, TOP + bars.len() * ROW + 8);
    let mut x = BAR_FROM;
    for (words, fill) in key.iter().zip(FILLS) {
        svg.rect(x, 8, 18, 18, fill);
        svg.text(x + 25, 22, Anchor::Start, words);
        x += 25 + 9 * words.chars().count() + 22;
    }
    for (index, bar) in bars.iter().enumerate() {
        let y = TOP + index * ROW;
        svg.text(BAR_FROM - 12, y + 17, Anchor::End, &bar.label);
        let whole: usize = bar.parts.iter().sum();
        let edge = |before: usize| {
            let before = (before * BAR_WIDTH * 2 + whole) / (whole * 2).max(1);
            BAR_FROM + before.min(BAR_WIDTH)
        };
        let mut before = 0;
        for (many, fill) in bar.parts.iter().zip(FILLS).filter(|(many, _)| **many > 0) {
            let (from, to) = (edge(before), edge(before + many));
            // What there is of something can be seen, however little it is of the whole.
            let from = from.min(BAR_FROM + BAR_WIDTH - 4);
            svg.rect(from, y, to.max(from + 4) - from, 24, fill);
            before += many;
        }
        svg.text(BAR_FROM + BAR_WIDTH + 12, y + 17, Anchor::Start, &bar.value);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rectangles of the bars: where each begins and how wide it is.
    fn drawn(parts: [usize; 3]) -> Vec<(usize, usize)> {
        let bar = Bar {
            label: "A <b>".to_owned(),
            value: "1 of 2".to_owned(),
            parts,
        };
        let svg = shares("T", "D", ["one", "two", "three"], &[bar]);
        assert!(svg.contains("A &lt;b&gt;") && !svg.contains("<b>"), "{svg}");
        let number = |line: &str, name: &str| -> usize {
            let rest = line.split(&format!(" {name}=\"")).nth(1).expect("there");
            rest.split('"')
                .next()
                .expect("a value")
                .parse()
                .expect("a number")
        };
        svg.lines()
            .filter(|line| line.starts_with("<rect") && line.contains("height=\"24\""))
            .map(|line| (number(line, "x"), number(line, "width")))
            .collect()
    }

    #[test]
    fn parts_fill_the_bar_by_their_share() {
        // 300 wide from 316: half is 150, a third 100
        assert_eq!(drawn([1, 1, 0]), [(316, 150), (466, 150)]);
        assert_eq!(drawn([1, 1, 1]), [(316, 100), (416, 100), (516, 100)]);
        assert_eq!(drawn([5, 0, 0]), [(316, 300)]);
    }

    #[test]
    fn one_in_a_thousand_can_be_seen() {
        assert_eq!(drawn([999, 0, 1]), [(316, 300), (612, 4)]);
        assert_eq!(drawn([1, 999, 0])[0], (316, 4));
    }
}
