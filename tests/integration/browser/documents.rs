//! Every HTML document that the program makes, made as a user makes it.

use std::path::Path;

use crate::support::run::Supervision;

/// A document by the command that makes it.
pub(super) struct Page {
    pub(super) name: String,
    pub(super) html: String,
}

/// Who stands in a store, for the documents to be made of.
pub(super) struct Cast<'a> {
    pub(super) worker: &'a str,
    pub(super) child: &'a str,
    /// The record of a session, an agreement, a history, a child's supervision and a decision.
    pub(super) session: &'a str,
    pub(super) agreement: &'a str,
    pub(super) history: &'a str,
    pub(super) note: &'a str,
    pub(super) decision: &'a str,
    /// From when on the longer documents show records, and the day of the reading.
    pub(super) from: &'a str,
    pub(super) today: &'a str,
}

/// Every document of a store whose last commit changed something.
pub(super) fn all(store: &Path, cast: &Cast<'_>) -> Vec<Page> {
    let Cast {
        worker,
        child,
        session,
        agreement,
        history,
        note,
        decision,
        from,
        today,
    } = cast;
    let lines = [
        format!("render worker {worker}"),
        format!("render worker {worker} --for pdr --from {from}"),
        format!("render worker {worker} --for induction --from {from}"),
        format!("render worker {worker} --for progression --from {from}"),
        format!("render worker {worker} --for transfer --from {from}"),
        format!("render worker {worker} --for access --reader worker --from {from}"),
        format!("render worker {worker} --for case-review --child {child} --third-parties"),
        format!(
            "render worker {worker} --for case-review --child {child} --reader inspector --by Inspector --reason audit"
        ),
        format!("render child {child} --third-parties"),
        format!("render child {child} --reader applicant"),
        format!("render case-note {note}"),
        format!("render session {session}"),
        format!("render agreement {agreement}"),
        format!("render history {history}"),
        format!("render decision {decision}"),
        format!("render access-log {worker}"),
        format!("report timeliness --from {from} --to {today} --by worker"),
        format!("report self-audit --worker {worker}"),
        format!("quality-audit form {worker}"),
        format!("quality-audit form {worker} --on {today}"),
        "review HEAD~1..HEAD --show-text".to_owned(),
        "diff HEAD~1..HEAD --show-text".to_owned(),
    ];
    lines
        .into_iter()
        .map(|line| made(store, line, today))
        .collect()
}

/// The document that a command makes.
pub(super) fn made(store: &Path, line: String, today: &str) -> Page {
    let mut args: Vec<&str> = line.split(' ').collect();
    args.extend(["--format", "html", "--as-of", today]);
    let output = Supervision::new(args).in_dir(store).run();
    assert!(
        output.stdout.starts_with("<!DOCTYPE html>"),
        "{line}: {}{}",
        output.stdout,
        output.stderr
    );
    Page {
        name: line,
        html: output.stdout,
    }
}

/// The page without the policy that forbids scripts and requests.
pub(super) fn without_policy(html: &str) -> String {
    let start = "<meta http-equiv=\"Content-Security-Policy\"";
    let at = html.find(start).expect("every page has its policy");
    let end = at + html[at..].find('>').expect("the element ends") + 1;
    let (before, after) = (&html[..at], &html[end..]);
    assert!(!after.contains(start), "one policy");
    format!("{before}{after}")
}
