//! Saves, and their taking back, ended at every step.

use super::*;

pub(super) fn save(played: &Played, disk: Disk) {
    let _ = played.open().save_on(disk, &edits());
}

#[test]
fn a_save_that_is_killed_at_any_step_is_whole_or_not_there() {
    for in_git in [true, false] {
        let count = at_every_step(&KILLS, None, || Played::new(in_git), save, fault);
        let count = count.expect("it goes well");
        assert!(count >= 80, "only {count} kills");
    }
}

#[test]
fn putting_right_that_is_killed_at_any_step_is_put_right_by_the_next() {
    // The save is killed somewhere, and then whoever comes next is as well.
    let mut count = 0;
    for first in (5..60).step_by(3) {
        let prepare = || {
            let played = Played::new(true);
            ended(End::Kill, first, None, |disk| save(&played, disk));
            played
        };
        let recover = |played: &Played, disk: Disk| {
            let _ = Turn::take(&played.open(), disk);
        };
        count += at_every_step(&[End::Kill], None, prepare, recover, fault).expect("it goes well");
    }
    assert!(count >= 50, "only {count} kills");
}

#[test]
fn a_text_that_somebody_else_wrote_in_between_stays_and_the_set_is_taken_back() {
    const THEIRS: &str = "somebody else's words\n";
    for at in 1.. {
        let played = Played::new(true);
        if !ended(End::Kill, at, None, |disk| save(&played, disk)) {
            break;
        }
        let placed = played.set();
        fs::write(played.dir().join(CHANGED[0]), THEIRS).expect("it goes well");
        let recovered = recover(&played.open()).expect("it goes well");
        assert_eq!(
            played.text(CHANGED[0]).as_deref(),
            Some(THEIRS),
            "step {at}"
        );
        let rest = [played.text(CHANGED[1]), played.text(ADDED)];
        if rest == [None, Some(NEW.to_owned())] {
            // They went on from the new text, and so did the set.
            assert_eq!(placed[0].as_deref(), Some(NEW), "step {at}");
        } else {
            assert_eq!(rest, [Some(OLD.to_owned()), None], "step {at}");
            // Theirs stood there before ours came, and ours is kept if it was ever intended.
            assert_eq!(placed[0].as_deref(), Some(OLD), "step {at}");
            let kept = recovered.is_none_or(|recovered| recovered.kept.is_some());
            assert!(kept, "step {at}");
        }
    }
}

#[test]
fn a_step_that_fails_leaves_all_or_nothing_and_the_texts() {
    for end in [End::Fails, End::DiskFull] {
        for at in 1.. {
            let played = Played::new(true);
            let mut result = Ok(());
            let came = ended(end, at, None, |disk| {
                result = played.open().save_on(disk, &edits());
            });
            if !came {
                break;
            }
            let set = played.set();
            match result {
                Ok(()) => assert_eq!(set, after(), "{end:?} {at}"),
                Err(Error::HalfSaved { .. }) => assert_eq!(end, End::DiskFull, "{at}"),
                Err(error) => {
                    let whole = set == before() || set == after();
                    assert!(whole, "{end:?} {at}: {set:?} {error}");
                    let begun = !matches!(error, Error::Write { .. });
                    if end == End::Fails && begun && set == before() {
                        assert!(played.is_rescued(), "{end:?} {at}: {error}");
                        assert!(error.to_string().contains("rescue"), "{error}");
                    }
                }
            }
            assert_eq!(fault(&played), None, "{end:?} {at}");
        }
    }
}

#[test]
fn taking_back_a_save_is_whole_or_not_there_at_any_step() {
    let prepare = || {
        let played = Played::new(true);
        played
            .open()
            .save_on(calm(), &edits())
            .expect("it goes well");
        played
    };
    let undo = |played: &Played, disk: Disk| {
        let store = played.open();
        if let Ok(Some(act)) = store.last_act() {
            let _ = store.undo_on(disk, act.number);
        }
    };
    let look = |played: &Played| {
        let known = fault(played);
        // Whatever stands now, the words that went are kept.
        let lost = played.set() == before() && !played.is_rescued();
        known.or(lost.then(|| "the words are lost".to_owned()))
    };
    let count = at_every_step(&KILLS, None, prepare, undo, look).expect("it goes well");
    assert!(count >= 100, "only {count} kills");
}
