//! A picture of ratings from 1 to 4 over the years: a row for each point, the first rating a ring, the last a full square, a line
//! between them. Told apart by shape, so that it can be read in black and white. Every number stands in the table beside it.

use super::svg::{Anchor, Fill, GUIDE, INK, Svg};
use super::wording::Wording;

/// One point.
pub(super) struct Row {
    /// What it is.
    pub(super) label: String,
    /// Its ratings, oldest first; those that there are.
    pub(super) ratings: Vec<u8>,
}

const LEFT: usize = 356;
const STEP: usize = 118;
const ROW: usize = 28;
const TOP: usize = 92;

/// The picture. `scale` says what each rating means.
pub(super) fn ratings(
    words: &Wording,
    title: &str,
    description: &str,
    scale: &[String; 4],
    rows: &[Row],
) -> String {
    let height = TOP + rows.len() * ROW + 8;
    let mut svg = Svg::new(title, description, height);
    let marks: [(&str, Mark); 3] = [
        ("practice.picture.first", ring),
        ("practice.picture.last", square),
        ("practice.picture.alike", both),
    ];
    let mut x = LEFT;
    for (key, mark) in marks {
        let said = words.say(key);
        mark(&mut svg, x, 16);
        svg.text(x + 16, 21, Anchor::Start, &said);
        x += 16 + 9 * said.chars().count() + 22;
    }
    for (index, words) in scale.iter().enumerate() {
        let x = at(index + 1);
        svg.text(x, 52, Anchor::Middle, &(index + 1).to_string());
        svg.text(x, 70, Anchor::Middle, words);
        svg.line((x, 78), (x, height - 4), GUIDE, 1);
    }
    for (index, row) in rows.iter().enumerate() {
        let y = TOP + index * ROW + 10;
        svg.text(LEFT - 34, y + 5, Anchor::End, &row.label);
        let (Some(first), Some(last)) = (row.ratings.first(), row.ratings.last()) else {
            continue;
        };
        let (first, last) = (at(usize::from(*first)), at(usize::from(*last)));
        if row.ratings.len() == 1 {
            square(&mut svg, last, y);
        } else if first == last {
            both(&mut svg, last, y);
        } else {
            svg.line((first, y), (last, y), INK, 2);
            ring(&mut svg, first, y);
            square(&mut svg, last, y);
        }
    }
    svg.finish()
}

type Mark = fn(&mut Svg, usize, usize);

fn at(rating: usize) -> usize {
    LEFT + rating.clamp(1, 4).saturating_sub(1) * STEP
}

fn ring(svg: &mut Svg, x: usize, y: usize) {
    svg.circle(x, y, 6, Fill::Empty);
}

fn square(svg: &mut Svg, x: usize, y: usize) {
    svg.rect(x - 6, y - 6, 12, 12, Fill::Full);
}

fn both(svg: &mut Svg, x: usize, y: usize) {
    svg.circle(x, y, 9, Fill::Empty);
    square(svg, x, y);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r16_a_rating_stands_under_its_number_and_a_label_is_escaped() {
        let row = |ratings: &[u8]| Row {
            label: "A <b>".to_owned(),
            ratings: ratings.to_vec(),
        };
        let svg = ratings(
            &Wording::default(),
            "T",
            "D",
            &["a", "b", "c", "d"].map(str::to_owned),
            &[row(&[2, 3, 4]), row(&[1])],
        );
        // 356 is under 1, and each step is 118: 2 is at 474, 4 at 710; a square begins 6 before its middle.
        assert!(
            svg.contains("<line x1=\"474\" y1=\"102\" x2=\"710\" y2=\"102\""),
            "{svg}"
        );
        assert!(
            svg.contains("<circle cx=\"474\" cy=\"102\"")
                && svg.contains("<rect x=\"704\" y=\"96\"")
        );
        assert!(svg.contains("<rect x=\"350\" y=\"124\""), "{svg}");
        assert!(svg.contains("A &lt;b&gt;") && !svg.contains("<b>"));
    }
}
