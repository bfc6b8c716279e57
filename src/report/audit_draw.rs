//! A draw of records to audit, for whoever audits and whoever wants to repeat it. Names, days and numbers alone.

use super::timeliness::list::folded;
use super::visible;
use crate::calendar::Day;
use crate::due::audit_draw::Share;

/// What was drawn, in whatever form.
pub struct Draw<'a> {
    /// The day of the draw.
    pub day: Day,
    /// The first day of the records among which was drawn.
    pub from: Day,
    /// The seed.
    pub seed: &'a str,
    /// What each auditor is to look at.
    pub shares: &'a [Share],
}

/// How anybody can repeat a draw.
pub const HOW_TO_REPEAT: [&str; 3] = [
    "Each record's number is the SHA-256 of the seed, a space and the record's name; only its first ten digits are shown. The lowest numbers are drawn. A file of which a record has been drawn stands back until every other file has had its turn.",
    "The auditors choose in the order of their names. Nobody draws from their own file, from the file of somebody whom they supervise or did at the time, or a session that they held.",
    "The same records, day and seed give the same draw. To check a number: printf '%s' 'SEED RECORD' | sha256sum",
];

/// The whole draw.
pub fn page(draw: &Draw<'_>, width: usize) -> String {
    let mut out = format!("Records to audit, drawn on {}\n", draw.day.in_words());
    out.push_str(&format!("Seed: {}\n", visible(draw.seed)));
    out.push_str(&format!(
        "Among the sessions held and the children's supervision records of {} to {}\n",
        draw.from.in_words(),
        draw.day.in_words()
    ));
    for share in draw.shares {
        out.push_str(&format!("\n{}\n", folded(&heading(share), width)));
        let width_of = share.drawn.iter().map(|one| one.record.as_str().len());
        let longest = width_of.max().unwrap_or_default();
        for one in &share.drawn {
            let turn = match one.is_further {
                true => "a further record of",
                false => "the first of",
            };
            // A record's name is to be copied, so it is never broken.
            out.push_str(&format!(
                "  {}  {:longest$}  number {}, {turn} the file of {}\n",
                one.day,
                one.record.as_str(),
                &one.number[..10],
                one.worker,
            ));
        }
        for line in notes(share) {
            out.push_str(&format!("{}\n", folded(&line, width)));
        }
    }
    out.push_str("\nHow to repeat it\n");
    for line in HOW_TO_REPEAT {
        out.push_str(&format!("{}\n", folded(line, width)));
    }
    out
}

/// "pat-lowe (service-manager): 2 to look at, since Loughmore asks for 2 in each calendar month and 0 are done (two-a-month)".
fn heading(share: &Share) -> String {
    let role = share.role.as_ref();
    let role = role.map_or_else(String::new, |role| format!(" ({role})"));
    let who = format!("{}{role}", share.auditor);
    match &share.asked {
        None => format!("{who}: {} asked for by hand", share.open),
        Some(asked) => {
            let clauses: Vec<String> = asked.because.iter().map(ToString::to_string).collect();
            format!(
                "{who}: {} to look at. {} asks for {} in each {}, and {} of them {} audited since {} ({}; {})",
                share.open,
                asked.pack,
                asked.each,
                asked.bucket,
                asked.audited,
                if asked.audited == 1 { "is" } else { "are" },
                asked.stretch.from,
                asked.rule,
                clauses.join("; "),
            )
        }
    }
}

fn notes(share: &Share) -> Vec<String> {
    let mut notes = vec![format!(
        "Drawn from {}",
        match share.among {
            1 => "1 record".to_owned(),
            many => format!("{many} records"),
        }
    )];
    let left_out = share.left_out.iter();
    let left_out: Vec<String> = left_out
        .map(|(reason, many)| format!("{many} {}", reason.spoken()))
        .collect();
    if !left_out.is_empty() {
        notes.push(format!("Left out of the draw: {}", left_out.join("; ")));
    }
    if share.drawn.len() < share.open {
        notes.push(format!(
            "There are only {} that may be drawn: {} of {} is still to be found, for example with an earlier --from",
            share.drawn.len(),
            share.open - share.drawn.len(),
            share.open
        ));
    }
    notes
}
