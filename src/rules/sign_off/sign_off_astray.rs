//! A signature or a comment that stands alone, or a statement about a record that is not there.

use crate::diag::Diagnostic;
use crate::record::layout::SignOffPart;
use crate::rules::Context;
use crate::rules::declare::rule;
use crate::rules::names::records_there;
use crate::source::Span;

rule!(SIGN_OFF_ASTRAY, "sign-off-astray", Error, sign_off_astray);

fn sign_off_astray(context: &Context<'_>) -> Vec<Diagnostic> {
    let records = context.facts.records;
    let mut found = Vec::new();
    for (place, source) in &records.beside_sign_offs {
        let made = records.sign_offs.get(&place.record).into_iter().flatten();
        let statement = place.other(SignOffPart::Statement);
        let mut places = made.map(|made| &made.data.place);
        // One that cannot be read is found by that.
        let is_unread = records.unread_sign_offs.contains(&place.record);
        if is_unread || places.any(|known| *known == statement) {
            continue;
        }
        let what = match place.part {
            SignOffPart::Comment => "a comment",
            _ => "a signature",
        };
        let message = format!(
            "there is {what} in the role {} here, and no statement that it belongs to",
            place.role
        );
        found.push(finding(Span::file(*source), message).help(
            "put the statement of the same name back; sign-offs are made by `supervision sign` and only ever added",
        ));
    }
    let paths = records_there(context.sources);
    for (record, statements) in &records.sign_offs {
        let Some(first) = statements
            .first()
            .filter(|_| !paths.contains(record.as_str()))
        else {
            continue;
        };
        let message = format!("the record {record} that was signed is not there");
        let finding = finding(first.data.record.span, message);
        found.push(finding.help("put the record back: what was signed is kept"));
    }
    found
}
