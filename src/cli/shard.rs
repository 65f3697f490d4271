//! Which part of a print run this machine makes: as the command says it, or the engine that started it.

use std::str::FromStr;

use crate::diagnostics::Diagnostic;
use crate::run::Shard;

/// `--shard`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShardChoice {
    /// The engine says which.
    Auto,
    Part(Shard),
}

impl FromStr for ShardChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<ShardChoice, String> {
        if text == "auto" {
            return Ok(ShardChoice::Auto);
        }
        let numbers = text.split_once('/').and_then(|(number, of)| {
            Some((number.trim().parse::<u32>().ok()?, of.trim().parse::<u32>().ok()?))
        });
        let Some((number, of)) = numbers else {
            return Err("write which of how many, 3/16, or auto if an engine says it".to_owned());
        };
        Shard::new(number, of).map(ShardChoice::Part).ok_or_else(|| match (number, of) {
            (_, 0) => "there is at least one shard: 1/1".to_owned(),
            (_, of) if of > Shard::MOST => format!("there are at most {} shards", Shard::MOST),
            (0, of) => format!("shards are counted from 1: the first is 1/{of}"),
            (_, of) => format!("the last shard is {of}/{of}"),
        })
    }
}

/// Who runs the same command on many machines, and how it tells each of them which one it is.
struct Engine {
    name: &'static str,
    index: &'static str,
    first: First,
    count: Option<&'static str>,
    /// Where its user says how many.
    place: &'static str,
}

/// What the first index is.
enum First {
    Is(u32),
    /// A variable says it.
    In(&'static str),
}

const ENGINES: [Engine; 4] = [
    Engine {
        name: "Kubernetes",
        index: "JOB_COMPLETION_INDEX",
        first: First::Is(0),
        count: None,
        place: "`completions` of the job",
    },
    Engine {
        name: "AWS Batch",
        index: "AWS_BATCH_JOB_ARRAY_INDEX",
        first: First::Is(0),
        count: Some("AWS_BATCH_JOB_ARRAY_SIZE"),
        place: "`size` of the array",
    },
    Engine {
        name: "GitLab",
        index: "CI_NODE_INDEX",
        first: First::Is(1),
        count: Some("CI_NODE_TOTAL"),
        place: "`parallel` of the job",
    },
    Engine {
        name: "Slurm",
        index: "SLURM_ARRAY_TASK_ID",
        first: First::In("SLURM_ARRAY_TASK_MIN"),
        count: Some("SLURM_ARRAY_TASK_COUNT"),
        place: "`--array` of sbatch",
    },
];

/// The part that is wanted; `None`: all. `shards` is how many there are, if that is said. `variable` looks into the
/// environment: it is not asked unless the command leaves the number to an engine, so that a job which happens to run
/// in parallel never prints a part in place of the whole.
///
/// # Errors
/// `no-engine`, `two-engines`, `wrong-variable`, `unknown-count`, `shards-differ`, `partial-array`, `no-such-shard`.
pub(super) fn wanted(
    choice: Option<ShardChoice>,
    shards: Option<u32>,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Shard>, Diagnostic> {
    match (choice, shards) {
        (None, None) => return Ok(None),
        (Some(ShardChoice::Part(shard)), None) => return Ok(Some(shard)),
        (Some(ShardChoice::Part(shard)), Some(shards)) if shards == shard.of() => return Ok(Some(shard)),
        (Some(ShardChoice::Part(shard)), Some(shards)) => {
            let message = format!("`--shard` says of {}, and `--shards` says {shards}", shard.of());
            return Err(Diagnostic::error("shards-differ", message).help("leave out `--shards`"));
        }
        (Some(ShardChoice::Auto), _) | (None, Some(_)) => {}
    }
    let said = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
    let mut present = ENGINES.iter().filter(|engine| said(engine.index).is_some());
    let example = shards.unwrap_or(16);
    let Some(engine) = present.next() else {
        let names: Vec<String> = ENGINES.iter().map(|it| format!("{} ({})", it.index, it.name)).collect();
        let message = format!("nothing says which shard this is: there is no {}", names.join(", "));
        return Err(Diagnostic::error("no-engine", message).help(format!("write it: `--shard 1/{example}`")));
    };
    if let Some(other) = present.next() {
        let message = format!(
            "{} ({}) and {} ({}) both say which shard this is",
            engine.index, engine.name, other.index, other.name
        );
        return Err(Diagnostic::error("two-engines", message)
            .help(format!("write which it is, counted from 1: `--shard 3/{example}`")));
    }
    let number = |name: &str| match said(name) {
        None => Ok(None),
        Some(text) => text.trim().parse::<u32>().map(Some).map_err(|_| {
            let message = format!("{name} is no number: `{}`", text.escape_debug());
            Diagnostic::error("wrong-variable", message).help(format!("write it: `--shard 1/{example}`"))
        }),
    };
    engine.shard(shards, number).map(Some)
}

impl Engine {
    /// `number` reads a variable.
    fn shard(
        &self,
        shards: Option<u32>,
        number: impl Fn(&str) -> Result<Option<u32>, Diagnostic>,
    ) -> Result<Shard, Diagnostic> {
        let Engine { name, index, place, .. } = self;
        let counted = match self.count {
            Some(count) => number(count)?.map(|value| (count, value)),
            None => None,
        };
        let of = match (shards, counted) {
            (Some(shards), Some((count, value))) if shards != value => {
                let message = format!("`--shards` says {shards}, and {count} ({name}) says {value}");
                return Err(Diagnostic::error("shards-differ", message)
                    .help(format!(
                        "give {place} and `--shards` the same number; one shard alone is made with `--shard 3/{shards}`"
                    )));
            }
            (Some(shards), _) => shards,
            (None, Some((_, value))) => value,
            (None, None) => {
                let message =
                    format!("{index} ({name}) says which shard this is, and nothing says of how many");
                return Err(Diagnostic::error("unknown-count", message)
                    .help(format!("write what {place} is: `--shards 16`")));
            }
        };
        let first = match self.first {
            First::Is(first) => first,
            First::In(variable) => number(variable)?.ok_or_else(|| {
                let message = format!("{index} ({name}) says which shard this is, and {variable} is missing");
                Diagnostic::error("unknown-count", message)
                    .help(format!("write which it is: `--shard \"${index}/{of}\"` if the array starts at 1"))
            })?,
        };
        self.check_array(first, (of, shards.is_some()), &number)?;
        let at = number(index)?.unwrap_or(first);
        let shard = at.checked_sub(first).and_then(|at| Shard::new(at.checked_add(1)?, of));
        shard.ok_or_else(|| {
            let message = match of {
                0 => format!("there are no shards, says {name}"),
                _ if of > Shard::MOST => {
                    format!("{of} shards are too many: there are at most {}", Shard::MOST)
                }
                _ => format!(
                    "{index} ({name}) is {at}, and {of} shards have {first} to {}",
                    u64::from(first) + u64::from(of) - 1
                ),
            };
            Diagnostic::error("no-such-shard", message)
                .help(format!("give {place} and `--shards` the same number"))
        })
    }

    /// An array of Slurm with steps, or a list of some numbers, leaves out parts of the run; one that starts late, or
    /// has one number, was meant to make some shards again.
    fn check_array(
        &self,
        first: u32,
        (of, is_said): (u32, bool),
        number: &impl Fn(&str) -> Result<Option<u32>, Diagnostic>,
    ) -> Result<(), Diagnostic> {
        let First::In(_) = self.first else { return Ok(()) };
        let last = u64::from(first) + u64::from(of.max(1)) - 1;
        let max = number("SLURM_ARRAY_TASK_MAX")?.map_or(last, u64::from);
        let step = number("SLURM_ARRAY_TASK_STEP")?.unwrap_or(1);
        if (step, max) != (1, last) {
            let message = format!("the array of Slurm leaves numbers out: it has {of} of {first} to {max}");
            return Err(Diagnostic::error("partial-array", message).help(format!(
                "write `--array=1-{of}`, without steps; one shard alone is made with `--shard 3/16`"
            )));
        }
        if is_said || (first <= 1 && of > 1) {
            return Ok(());
        }
        let message = format!("the array of Slurm is {first} to {max}: it may be a part of a larger one");
        Err(Diagnostic::error("partial-array", message).help(format!(
            "write `--shards {of}` if it is the whole run; one shard alone is made again with `--shard {first}/16`"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of a command in an environment: `3 of 16`, or the code and message of an error.
    fn told(choice: Option<&str>, shards: Option<u32>, environment: &str) -> String {
        let choice = choice.map(|text| text.parse().expect("a choice"));
        let variable = |name: &str| {
            let mut all = environment.split_whitespace().filter_map(|pair| pair.split_once('='));
            all.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
        };
        match wanted(choice, shards, variable) {
            Ok(None) => "all".to_owned(),
            Ok(Some(shard)) => shard.to_string(),
            Err(finding) => format!("{}: {}", finding.code, finding.message),
        }
    }

    const SLURM: &str = "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_MAX=20 SLURM_ARRAY_TASK_COUNT=16 SLURM_ARRAY_TASK_STEP=1";

    #[test]
    fn every_engine_counts_in_its_own_way() {
        let auto = Some("auto");
        assert_eq!(told(None, Some(16), "JOB_COMPLETION_INDEX=0"), "shard 1 of 16");
        assert_eq!(told(auto, Some(16), "JOB_COMPLETION_INDEX=15"), "shard 16 of 16");
        assert_eq!(told(None, Some(16), "AWS_BATCH_JOB_ARRAY_INDEX=2"), "shard 3 of 16");
        let aws = "AWS_BATCH_JOB_ARRAY_INDEX=2 AWS_BATCH_JOB_ARRAY_SIZE=4";
        assert_eq!(told(auto, None, aws), "shard 3 of 4");
        assert_eq!(told(auto, None, "CI_NODE_INDEX=3 CI_NODE_TOTAL=8"), "shard 3 of 8");
        assert_eq!(told(auto, None, &SLURM.replace("=5", "=1").replace("=20", "=16")), "shard 7 of 16");
        assert_eq!(told(None, Some(16), SLURM), "shard 3 of 16");
    }

    #[test]
    fn the_environment_is_not_asked_unless_wished() {
        let all = format!("JOB_COMPLETION_INDEX=0 CI_NODE_INDEX=2 CI_NODE_TOTAL=4 {SLURM}");
        assert_eq!(told(None, None, &all), "all");
        assert_eq!(told(Some("3/16"), None, &all), "shard 3 of 16");
        assert_eq!(told(Some("3/16"), Some(16), &all), "shard 3 of 16");
    }

    #[test]
    fn what_is_not_clear_is_an_error() {
        let auto = Some("auto");
        assert!(told(auto, None, "").starts_with("no-engine: nothing says which shard this is: there is no"));
        // A job of GitLab that is not parallel.
        assert!(told(auto, None, "CI_NODE_TOTAL=1").starts_with("no-engine"));
        assert!(told(auto, None, "CI_NODE_INDEX= JOB_COMPLETION_INDEX=").starts_with("no-engine"));
        assert_eq!(
            told(auto, None, "CI_NODE_INDEX=1 CI_NODE_TOTAL=2 JOB_COMPLETION_INDEX=0"),
            "two-engines: JOB_COMPLETION_INDEX (Kubernetes) and CI_NODE_INDEX (GitLab) both say which shard this is"
        );
        assert_eq!(
            told(auto, None, "JOB_COMPLETION_INDEX=3"),
            "unknown-count: JOB_COMPLETION_INDEX (Kubernetes) says which shard this is, and nothing says of how many"
        );
        assert!(told(auto, None, "AWS_BATCH_JOB_ARRAY_INDEX=3").starts_with("unknown-count"));
        assert!(told(auto, None, "CI_NODE_INDEX=3").starts_with("unknown-count"));
        assert_eq!(
            told(None, Some(4), "CI_NODE_INDEX=3 CI_NODE_TOTAL=8"),
            "shards-differ: `--shards` says 4, and CI_NODE_TOTAL (GitLab) says 8"
        );
        assert_eq!(
            told(None, Some(4), "JOB_COMPLETION_INDEX=4"),
            "no-such-shard: JOB_COMPLETION_INDEX (Kubernetes) is 4, and 4 shards have 0 to 3"
        );
        assert_eq!(
            told(auto, None, "CI_NODE_INDEX=0 CI_NODE_TOTAL=8"),
            "no-such-shard: CI_NODE_INDEX (GitLab) is 0, and 8 shards have 1 to 8"
        );
        assert_eq!(
            told(None, Some(4), "JOB_COMPLETION_INDEX=-1"),
            "wrong-variable: JOB_COMPLETION_INDEX is no number: `-1`"
        );
        assert_eq!(
            told(Some("3/8"), Some(16), ""),
            "shards-differ: `--shard` says of 8, and `--shards` says 16"
        );
        assert!(told(None, Some(4), "JOB_COMPLETION_INDEX=4294967295").starts_with("no-such-shard"));
        assert!(told(auto, None, "CI_NODE_INDEX=1 CI_NODE_TOTAL=0").starts_with("no-such-shard"));
        assert!(told(auto, None, "CI_NODE_INDEX=1 CI_NODE_TOTAL=4294967295").starts_with("no-such-shard"));
    }

    #[test]
    fn arrays_of_slurm_are_whole() {
        let steps = SLURM.replace("STEP=1", "STEP=2").replace("MAX=20", "MAX=35");
        assert!(told(Some("auto"), None, &steps).starts_with("partial-array"));
        let list = SLURM.replace("MAX=20", "MAX=40");
        assert!(told(Some("auto"), None, &list).starts_with("partial-array"));
        // Some of them once more: they are not the whole run.
        let again =
            "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=7 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=1";
        assert!(told(None, Some(16), again).starts_with("shards-differ"));
        assert_eq!(
            told(Some("auto"), None, again),
            "partial-array: the array of Slurm is 7 to 7: it may be a part of a larger one"
        );
        assert!(told(Some("auto"), None, &again.replace('7', "1")).starts_with("partial-array"));
        assert!(told(Some("auto"), None, SLURM).starts_with("partial-array"));
        let no_count = "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=9";
        assert!(told(Some("auto"), None, no_count).starts_with("unknown-count"));
        let no_first = "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=16";
        assert!(told(Some("auto"), None, no_first).starts_with("unknown-count"));
    }

    #[test]
    fn a_part_is_counted_from_one() {
        let said = |text: &str| text.parse::<ShardChoice>().map(|_| ()).expect_err("none");
        assert_eq!(said("0/16"), "shards are counted from 1: the first is 1/16");
        assert_eq!(said("17/16"), "the last shard is 16/16");
        assert_eq!(said("1/0"), "there is at least one shard: 1/1");
        assert_eq!(said("1/100001"), "there are at most 100000 shards");
        assert_eq!(said("3"), "write which of how many, 3/16, or auto if an engine says it");
        assert_eq!(said("-3/16"), "write which of how many, 3/16, or auto if an engine says it");
    }
}
