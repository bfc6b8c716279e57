//! A full discussion of which the child's own record has nothing (R11a).

use std::collections::HashSet;

use crate::calendar::Day;
use crate::diag::Diagnostic;
use crate::record::store_settings::Holds;
use crate::rules::Context;
use crate::rules::asked::AskedBy;
use crate::rules::declare::rule;
use crate::rules::held;

rule!(NOTE_MISSING, "note-missing", Error, note_missing);

fn note_missing(context: &Context<'_>) -> Vec<Diagnostic> {
    let facts = &context.facts;
    if held::is_elsewhere(facts, Holds::Children) {
        return Vec::new();
    }
    let mut written: HashSet<(&str, Day, &str)> = HashSet::new();
    for (child, file) in &facts.records.children {
        let notes = file.supervisions.iter().map(|note| &note.data);
        written.extend(notes.map(|note| (child.as_str(), note.date.value, note.worker.as_str())));
    }
    let full = held::cases(facts).filter(|mention| mention.discussion.is_full());
    full.filter_map(|mention| {
        let (worker, day) = (mention.worker, mention.day());
        let child = &mention.discussion.child.value;
        let id = format!("{child}/supervision/{day}-{worker}");
        let is_here = held::child(facts, child).is_some();
        let is_there = written.contains(&(child.as_str(), day, worker.as_str()));
        if !is_here || is_there || facts.records.is_unread(&id) || facts.policy.on(day).next().is_none() {
            return None;
        }
        let message = format!("{child} was discussed in full on {day}, and the child's own record says nothing of it");
        let finding = finding(mention.discussion.depth.span, message)
            .label("discussed in full here")
            .help(format!("write `children/{id}.md`: summary, the child's experience, wishes and feelings, analysis, plan"));
        Some(AskedBy::clauses(facts, day, &["R11a"]).tell(finding))
    })
    .collect()
}
